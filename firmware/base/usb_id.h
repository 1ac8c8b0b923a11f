/* Which USB device is meant: "0c2e:0901", or "0c2e:0901@1-1.2" to bind it to one port as the kernel
 * names it. Plain data. */
#pragma once

#include <stdbool.h>

#include "base/err.h"

#define USB_PORT_MAX 32

struct usb_id {
	bool is_set; /* "" names none */
	unsigned vendor, product;
	char port[USB_PORT_MAX]; /* "": any */
};

/* ERR_SYNTAX with a sentence about what is allowed; name stands in front of it. "" is none. */
MUST_CHECK enum err usb_id_parse(
	const char *name, const char *text, struct usb_id *id_out, struct diag *d);
bool usb_id_matches(const struct usb_id *id, unsigned vendor, unsigned product, const char *port);
