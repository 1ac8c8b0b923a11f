#include "print/port_open_linux.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/port_fd_linux.h"

#define RAW_PORT "9100"

static enum err fail_form(const char *uri, struct diag *d)
{
	return diag_fail(d, ERR_SYNTAX,
		"the printer address \"%s\" has none of the possible forms: file:PATH, "
		"tcp://HOST:PORT, serial:/dev/ttyS0@115200, usblp:/dev/usb/lp0",
		uri);
}

static bool is_port_number(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);

	return *text >= '0' && *text <= '9' && !*end && n >= 1 && n <= 65535;
}

/* HOST, HOST:PORT, [V6], [V6]:PORT */
static enum err open_tcp(const char *uri, const char *rest, struct port *port_out, struct diag *d)
{
	bool has_brackets = rest[0] == '[';
	const char *host = rest + has_brackets;
	size_t size = strcspn(host, has_brackets ? "]" : ":");
	const char *after = host + size + has_brackets;
	char name[256];

	if (size == 0 || size >= sizeof(name) || (has_brackets && host[size] != ']') ||
		memchr(host, '/', size))
		return fail_form(uri, d);
	if (*after && (*after != ':' || !is_port_number(after + 1)))
		return fail_form(uri, d);
	snprintf(name, sizeof(name), "%.*s", (int)size, host);
	return port_tcp_open(name, *after ? after + 1 : RAW_PORT, port_out, d);
}

enum err port_open(const char *uri, struct port *port_out, struct diag *d)
{
	*port_out = (struct port){ 0 };
	if (strncmp(uri, "file:", 5) == 0 && uri[5])
		return port_file_open(uri + 5, port_out, d);
	if (strncmp(uri, "usblp:", 6) == 0 && uri[6])
		return port_usblp_open(uri + 6, port_out, d);
	if (strncmp(uri, "serial:", 7) == 0 && uri[7])
		return port_serial_open(uri + 7, port_out, d);
	if (strncmp(uri, "tcp://", 6) == 0)
		return open_tcp(uri, uri + 6, port_out, d);
	return fail_form(uri, d);
}
