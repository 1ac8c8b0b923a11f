#include "platform/hid_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <libudev.h>
#include <linux/input.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "platform/log_linux.h"

/* A scanner is often several devices: a keyboard, a consumer control, a mouse. */
#define DEVICES_MAX 8
#define EVENTS_MAX 64
#define NODE_MAX 64

struct device {
	int fd; /* -1: free */
	enum hid_role role;
	char node[NODE_MAX];
	bool is_shifted, has_lost; /* events were lost: up to the next report nothing counts */
};

struct hid {
	struct usb_id ids[HID_ROLES];
	struct udev *udev;
	struct udev_monitor *monitor;
	int epoll_fd;
	struct device devices[DEVICES_MAX];
	/* read, not yet handed out */
	struct input_event events[EVENTS_MAX];
	int event_count, event_next;
	struct device *from;
};

static const char *const role_names[HID_ROLES] = { "scanner", "keypad" };

/* ---------------------------------------------------------------- devices come and go */

static bool watch_fd(struct hid *h, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	return epoll_ctl(h->epoll_fd, EPOLL_CTL_ADD, fd, &e) == 0;
}

static void drop(struct hid *h, struct device *device)
{
	enum hid_role role = device->role;

	close(device->fd); /* which takes it out of the set, and gives the grab back */
	if (h->from == device)
		h->event_count = h->event_next = 0;
	device->fd = -1;
	if (!hid_has(h, role))
		log_line(LOG_WARNING, "input", "%s=gone", role_names[role]);
}

static struct device *find_node(struct hid *h, const char *node)
{
	for (int i = 0; i < DEVICES_MAX; i++) {
		if (h->devices[i].fd >= 0 && strcmp(h->devices[i].node, node) == 0)
			return &h->devices[i];
	}
	return NULL;
}

static void take(struct hid *h, const char *node, enum hid_role role)
{
	struct device *device = NULL;
	bool was_there = hid_has(h, role);
	int fd;

	for (int i = 0; i < DEVICES_MAX; i++)
		if (h->devices[i].fd < 0)
			device = &h->devices[i];
	if (!device || strlen(node) >= NODE_MAX)
		return;
	fd = open(node, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 || ioctl(fd, EVIOCGRAB, 1) < 0 || !watch_fd(h, fd)) {
		log_line(LOG_ERROR, "input",
			"%s: %s cannot be taken: %s (may the kiosk read it, and is nobody else "
			"holding it?)",
			role_names[role], node, strerror(errno));
		if (fd >= 0)
			close(fd);
		return;
	}
	*device = (struct device){ .fd = fd, .role = role };
	memcpy(device->node, node, strlen(node) + 1);
	if (!was_there)
		log_line(LOG_INFO, "input", "%s=found", role_names[role]);
}

static unsigned hex_of(struct udev_device *device, const char *attribute)
{
	const char *text = udev_device_get_sysattr_value(device, attribute);

	return text ? (unsigned)strtoul(text, NULL, 16) : 0;
}

static void consider(struct hid *h, struct udev_device *device)
{
	const char *node = udev_device_get_devnode(device);
	const char *name = udev_device_get_sysname(device);
	struct udev_device *input, *usb;
	const char *port = NULL;
	unsigned vendor, product;

	if (!node || !name || strncmp(name, "event", 5) != 0 || find_node(h, node))
		return;
	/* Both belong to `device`. */
	input = udev_device_get_parent_with_subsystem_devtype(device, "input", NULL);
	usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
	if (!input)
		return;
	vendor = hex_of(input, "id/vendor");
	product = hex_of(input, "id/product");
	port = usb ? udev_device_get_sysname(usb) : NULL;
	for (int role = 0; role < HID_ROLES; role++) {
		if (!usb_id_matches(&h->ids[role], vendor, product, port ? port : ""))
			continue;
		take(h, node, (enum hid_role)role);
		return;
	}
}

static void on_news(struct hid *h)
{
	struct udev_device *device;

	while ((device = udev_monitor_receive_device(h->monitor))) {
		const char *action = udev_device_get_action(device);
		const char *node = udev_device_get_devnode(device);
		struct device *known = node ? find_node(h, node) : NULL;

		if (action && strcmp(action, "remove") == 0) {
			if (known)
				drop(h, known);
		} else {
			consider(h, device);
		}
		udev_device_unref(device);
	}
}

static void look_around(struct hid *h)
{
	struct udev_enumerate *all = udev_enumerate_new(h->udev);
	struct udev_list_entry *entry;

	if (!all)
		return;
	udev_enumerate_add_match_subsystem(all, "input");
	udev_enumerate_scan_devices(all);
	udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(all))
	{
		struct udev_device *device =
			udev_device_new_from_syspath(h->udev, udev_list_entry_get_name(entry));

		if (device)
			consider(h, device);
		udev_device_unref(device);
	}
	udev_enumerate_unref(all);
}

enum err hid_open(const struct usb_id ids[HID_ROLES], struct hid **hid_out, struct diag *d)
{
	struct hid *h = calloc(1, sizeof(*h));

	*hid_out = NULL;
	if (!h)
		return diag_fail(d, ERR_MEMORY, "input: no memory");
	memcpy(h->ids, ids, sizeof(h->ids));
	for (int i = 0; i < DEVICES_MAX; i++)
		h->devices[i].fd = -1;
	h->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	h->udev = udev_new();
	h->monitor = h->udev ? udev_monitor_new_from_netlink(h->udev, "udev") : NULL;
	/* Listening begins before the first look: what comes in between is not missed. */
	if (h->epoll_fd < 0 || !h->monitor ||
		udev_monitor_filter_add_match_subsystem_devtype(h->monitor, "input", NULL) < 0 ||
		udev_monitor_enable_receiving(h->monitor) < 0 ||
		!watch_fd(h, udev_monitor_get_fd(h->monitor))) {
		hid_close(h);
		return diag_fail(d, ERR_IO,
			"input: udev gives no news of devices: %s; no scanner and no keypad",
			strerror(errno));
	}
	look_around(h);
	for (int role = 0; role < HID_ROLES; role++)
		if (h->ids[role].is_set && !hid_has(h, (enum hid_role)role))
			log_line(LOG_WARNING, "input", "%s=missing", role_names[role]);
	*hid_out = h;
	return ERR_OK;
}

void hid_close(struct hid *h)
{
	if (!h)
		return;
	for (int i = 0; i < DEVICES_MAX; i++)
		if (h->devices[i].fd >= 0)
			close(h->devices[i].fd);
	udev_monitor_unref(h->monitor);
	udev_unref(h->udev);
	if (h->epoll_fd >= 0)
		close(h->epoll_fd);
	explicit_bzero(h, sizeof(*h)); /* keys of a staff card */
	free(h);
}

int hid_fd(const struct hid *h)
{
	return h->epoll_fd;
}

bool hid_has(const struct hid *h, enum hid_role role)
{
	for (int i = 0; i < DEVICES_MAX; i++)
		if (h->devices[i].fd >= 0 && h->devices[i].role == role)
			return true;
	return false;
}

/* ---------------------------------------------------------------- keys */

static char keypad_character(unsigned code)
{
	static const char digits[] = "7894561230"; /* KEY_KP7 .. KEY_KP0, with two keys between */

	if (code >= KEY_1 && code <= KEY_0)
		return "1234567890"[code - KEY_1];
	if (code >= KEY_KP7 && code <= KEY_KP9)
		return digits[code - KEY_KP7];
	if (code >= KEY_KP4 && code <= KEY_KP6)
		return digits[3 + code - KEY_KP4];
	if (code >= KEY_KP1 && code <= KEY_KP0)
		return digits[6 + code - KEY_KP1];
	if (code == KEY_ENTER || code == KEY_KPENTER)
		return '\n';
	if (code == KEY_BACKSPACE || code == KEY_DELETE || code == KEY_KPDOT)
		return '\b';
	return '\0';
}

static char scanner_character(unsigned code, bool is_shifted)
{
	static const struct {
		unsigned short first;
		const char *plain, *shifted;
	} rows[] = {
		{ KEY_1, "1234567890-=", "!@#$%^&*()_+" },
		{ KEY_Q, "QWERTYUIOP", NULL },
		{ KEY_A, "ASDFGHJKL", NULL },
		{ KEY_GRAVE, "`", "~" },
		{ KEY_Z, "ZXCVBNM", NULL },
		{ KEY_KPASTERISK, "*", NULL },
		{ KEY_KPMINUS, "-", NULL },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *row = is_shifted && rows[i].shifted ? rows[i].shifted : rows[i].plain;

		if (code >= rows[i].first && code - rows[i].first < strlen(row))
			return row[code - rows[i].first];
	}
	return keypad_character(code);
}

int hid_character(enum hid_role role, unsigned code, bool is_shifted)
{
	switch (code) {
	case KEY_LEFTSHIFT:
	case KEY_RIGHTSHIFT:
	case KEY_LEFTCTRL:
	case KEY_RIGHTCTRL:
	case KEY_LEFTALT:
	case KEY_RIGHTALT:
	case KEY_CAPSLOCK:
	case KEY_NUMLOCK:
		return -1;
	default:
		return role == HID_SCANNER ? scanner_character(code, is_shifted)
					   : keypad_character(code);
	}
}

/* True: a key went down. */
static bool take_event(struct device *device, const struct input_event *e, struct hid_key *key)
{
	int c;

	if (e->type == EV_SYN && e->code == SYN_DROPPED) {
		device->has_lost = true;
		device->is_shifted = false;
		*key = (struct hid_key){ device->role, '\0' };
		return true;
	}
	if (e->type == EV_SYN && e->code == SYN_REPORT)
		device->has_lost = false;
	if (e->type != EV_KEY || device->has_lost || e->value == 2) /* 2: held down */
		return false;
	if (e->code == KEY_LEFTSHIFT || e->code == KEY_RIGHTSHIFT)
		device->is_shifted = e->value == 1;
	c = hid_character(device->role, e->code, device->is_shifted);
	if (e->value != 1 || c < 0)
		return false;
	*key = (struct hid_key){ device->role, (char)c };
	return true;
}

/* False: nothing was there. */
static bool read_more(struct hid *h)
{
	struct epoll_event e;
	ssize_t size;

	if (epoll_wait(h->epoll_fd, &e, 1, 0) != 1)
		return false;
	if (e.data.fd == udev_monitor_get_fd(h->monitor)) {
		on_news(h);
		return true;
	}
	for (int i = 0; i < DEVICES_MAX; i++) {
		struct device *device = &h->devices[i];

		if (device->fd != e.data.fd)
			continue;
		size = read(device->fd, h->events, sizeof(h->events));
		h->from = device;
		h->event_next = 0;
		h->event_count = size > 0 ? (int)((size_t)size / sizeof(h->events[0])) : 0;
		if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR))
			drop(h, device);
	}
	return true;
}

bool hid_read(struct hid *h, struct hid_key *key_out)
{
	do {
		while (h->event_next < h->event_count)
			if (take_event(h->from, &h->events[h->event_next++], key_out))
				return true;
		h->event_count = h->event_next = 0;
		explicit_bzero(h->events, sizeof(h->events));
	} while (read_more(h));
	return false;
}
