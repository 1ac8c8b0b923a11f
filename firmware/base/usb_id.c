#include "base/usb_id.h"

#include <string.h>

#define DIGITS 4

static bool read_hex(const char *text, unsigned *out)
{
	static const char hex[] = "0123456789abcdef";

	*out = 0;
	for (int i = 0; i < DIGITS; i++) {
		char c = text[i] >= 'A' && text[i] <= 'F' ? (char)(text[i] + 32) : text[i];
		const char *at = c ? strchr(hex, c) : NULL;

		if (!at)
			return false;
		*out = *out << 4 | (unsigned)(at - hex);
	}
	return true;
}

static bool is_port(const char *port)
{
	size_t size = strlen(port);

	return size > 0 && size < USB_PORT_MAX && strspn(port, "0123456789-.") == size;
}

enum err usb_id_parse(const char *name, const char *text, struct usb_id *id, struct diag *d)
{
	const char *rest = text + DIGITS + 1 + DIGITS;

	*id = (struct usb_id){ .is_set = false };
	if (!*text)
		return ERR_OK;
	if (strlen(text) >= 2 * DIGITS + 1 && read_hex(text, &id->vendor) && text[DIGITS] == ':' &&
		read_hex(text + DIGITS + 1, &id->product) &&
		(!*rest || (*rest == '@' && is_port(rest + 1)))) {
		id->is_set = true;
		if (*rest)
			memcpy(id->port, rest + 1, strlen(rest + 1));
		return ERR_OK;
	}
	*id = (struct usb_id){ .is_set = false };
	return diag_fail(d, ERR_SYNTAX,
		"%s: \"%.60s\" is no USB device; give VENDOR:PRODUCT as lsusb shows them, such as "
		"0c2e:0901, with @PORT (0c2e:0901@1-1.2) for one port only",
		name, text);
}

bool usb_id_matches(const struct usb_id *id, unsigned vendor, unsigned product, const char *port)
{
	return id->is_set && id->vendor == vendor && id->product == product &&
	       (!id->port[0] || strcmp(id->port, port) == 0);
}
