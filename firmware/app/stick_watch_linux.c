#include "app/stick_watch_linux.h"

#include <libudev.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct stick_watch {
	struct udev *udev;
	struct udev_monitor *monitor;
	const char *ports;
	char node[STICK_NODE]; /* the stick that is in; "": none */
};

enum err stick_watch_open(const char *ports, struct stick_watch **watch_out, struct diag *d)
{
	struct stick_watch *w = calloc(1, sizeof(*w));

	*watch_out = NULL;
	if (w) {
		w->ports = ports;
		w->udev = udev_new();
	}
	if (w && w->udev)
		w->monitor = udev_monitor_new_from_netlink(w->udev, "udev");
	if (!w || !w->monitor ||
		udev_monitor_filter_add_match_subsystem_devtype(w->monitor, "block", "disk") < 0 ||
		udev_monitor_enable_receiving(w->monitor) < 0) {
		stick_watch_close(w);
		return diag_fail(d, ERR_IO, "USB: udev does not answer; no stick will be noticed");
	}
	*watch_out = w;
	return ERR_OK;
}

void stick_watch_close(struct stick_watch *w)
{
	if (!w)
		return;
	if (w->monitor)
		udev_monitor_unref(w->monitor);
	if (w->udev)
		udev_unref(w->udev);
	free(w);
}

int stick_watch_fd(const struct stick_watch *w)
{
	return udev_monitor_get_fd(w->monitor);
}

/* "1-1.2" is one of "1-1.2 1-1.3"; nothing else is. */
static bool has_port(const char *ports, const char *port)
{
	size_t size = port ? strlen(port) : 0;

	while (size && *ports) {
		size_t own = strcspn(ports, " ,");

		if (own == size && strncmp(ports, port, size) == 0)
			return true;
		ports += own + strspn(ports + own, " ,");
	}
	return false;
}

/* Every interface of the device is mass storage; a device without one is none. */
static bool is_storage_only(struct udev *udev, struct udev_device *usb)
{
	struct udev_enumerate *all = udev_enumerate_new(udev);
	struct udev_list_entry *entry;
	int storage = 0, others = 0;

	if (!all)
		return false;
	udev_enumerate_add_match_parent(all, usb);
	udev_enumerate_add_match_subsystem(all, "usb");
	udev_enumerate_scan_devices(all);
	udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(all))
	{
		struct udev_device *part =
			udev_device_new_from_syspath(udev, udev_list_entry_get_name(entry));
		const char *type = part ? udev_device_get_devtype(part) : NULL;
		const char *kind =
			part ? udev_device_get_sysattr_value(part, "bInterfaceClass") : NULL;

		if (type && strcmp(type, "usb_interface") == 0) {
			if (kind && strcmp(kind, "08") == 0)
				storage++;
			else
				others++;
		}
		if (part)
			udev_device_unref(part);
	}
	udev_enumerate_unref(all);
	return storage > 0 && others == 0;
}

static enum stick_news judge(
	struct stick_watch *w, struct udev_device *disk, char node_out[STICK_NODE])
{
	struct udev_device *usb =
		udev_device_get_parent_with_subsystem_devtype(disk, "usb", "usb_device");
	const char *node = udev_device_get_devnode(disk);
	const char *size = udev_device_get_sysattr_value(disk, "size");

	if (!usb || !node || strlen(node) >= STICK_NODE ||
		!has_port(w->ports, udev_device_get_sysname(usb)))
		return STICK_NOTHING;
	if (!is_storage_only(w->udev, usb))
		return STICK_STRANGE;
	/* A reader of cards without a card. */
	if (!size || strcmp(size, "0") == 0)
		return STICK_NOTHING;
	snprintf(w->node, sizeof(w->node), "%s", node);
	snprintf(node_out, STICK_NODE, "%s", node);
	return STICK_IN;
}

enum stick_news stick_watch_look(struct stick_watch *w, char node_out[STICK_NODE])
{
	struct udev_enumerate *all = udev_enumerate_new(w->udev);
	enum stick_news news = STICK_NOTHING;
	struct udev_list_entry *entry;

	if (!all)
		return news;
	udev_enumerate_add_match_subsystem(all, "block");
	udev_enumerate_scan_devices(all);
	udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(all))
	{
		struct udev_device *disk =
			udev_device_new_from_syspath(w->udev, udev_list_entry_get_name(entry));
		const char *type = disk ? udev_device_get_devtype(disk) : NULL;

		if (type && strcmp(type, "disk") == 0 && news != STICK_IN) {
			enum stick_news own = judge(w, disk, node_out);

			news = own == STICK_NOTHING ? news : own;
		}
		if (disk)
			udev_device_unref(disk);
	}
	udev_enumerate_unref(all);
	return news;
}

enum stick_news stick_watch_take(struct stick_watch *w, char node_out[STICK_NODE])
{
	struct udev_device *disk;

	while ((disk = udev_monitor_receive_device(w->monitor)) != NULL) {
		const char *action = udev_device_get_action(disk);
		const char *node = udev_device_get_devnode(disk);
		enum stick_news news = STICK_NOTHING;

		if (action && strcmp(action, "remove") == 0) {
			if (node && w->node[0] && strcmp(node, w->node) == 0)
				news = STICK_OUT;
		} else if (action && !w->node[0]) {
			news = judge(w, disk, node_out);
		}
		udev_device_unref(disk);
		if (news == STICK_OUT)
			w->node[0] = '\0';
		if (news != STICK_NOTHING)
			return news;
	}
	return STICK_NOTHING;
}
