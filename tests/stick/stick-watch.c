/* Sticks and what pretends to be one, plugged into a pretended kernel (umockdev-wrapper runs this).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <poll.h>
#include <umockdev.h>

#include "app/stick_watch_linux.h"

struct world {
	UMockdevTestbed *bed;
	struct stick_watch *watch;
	char node[STICK_NODE];
};

static int open_world(void **state)
{
	static struct world w;
	struct diag d = { 0 };

	w = (struct world){ .bed = umockdev_testbed_new() };
	if (stick_watch_open("1-1.2, 1-1.4", &w.watch, &d) != ERR_OK)
		fail_msg("%s", d.text);
	*state = &w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;

	stick_watch_close(w->watch);
	g_object_unref(w->bed);
	return 0;
}

static char *device(struct world *w, const char *subsystem, const char *name, const char *parent,
	const char *attribute, const char *value, const char *type, const char *node)
{
	gchar *attributes[] = { (gchar *)(uintptr_t)attribute, (gchar *)(uintptr_t)value, NULL };
	gchar *properties[] = { (gchar *)(uintptr_t) "DEVTYPE", (gchar *)(uintptr_t)type,
		node ? (gchar *)(uintptr_t) "DEVNAME" : NULL, (gchar *)(uintptr_t)node, NULL };

	return umockdev_testbed_add_devicev(
		w->bed, subsystem, name, parent, attributes, properties);
}

/* A USB device at that port: interfaces of these classes, and a disk behind the first one. */
static char *plug(struct world *w, const char *port, const char *const *classes, const char *disk,
	const char *sectors)
{
	char name[32], *usb, *first = NULL, *block, *result;

	usb = device(w, "usb", port, NULL, "idVendor", "0781", "usb_device", NULL);
	for (int i = 0; classes[i]; i++) {
		char *part;

		g_snprintf(name, sizeof(name), "%s:1.%d", port, i);
		part = device(
			w, "usb", name, usb, "bInterfaceClass", classes[i], "usb_interface", NULL);
		if (!first)
			first = part;
		else
			g_free(part);
	}
	g_snprintf(name, sizeof(name), "/dev/%s", disk);
	block = device(w, "block", disk, first, "size", sectors, "disk", name);
	result = block;
	g_free(first);
	g_free(usb);
	return result;
}

static const char *const storage[] = { "08", NULL };
static const char *const with_keyboard[] = { "08", "03", NULL };
static const char *const keyboard[] = { "03", NULL };

/* The next news, after waiting a moment for them. */
static enum stick_news take(struct world *w)
{
	struct pollfd p = { .fd = stick_watch_fd(w->watch), .events = POLLIN };

	poll(&p, 1, 300);
	return stick_watch_take(w->watch, w->node);
}

static void test_a_stick_comes_and_goes(void **state)
{
	struct world *w = *state;
	char *disk = plug(w, "1-1.2", storage, "sda", "60000"); /* says "add" by itself */

	assert_int_equal(take(w), STICK_IN);
	assert_string_equal(w->node, "/dev/sda");
	umockdev_testbed_uevent(w->bed, disk, "change");
	assert_int_equal(take(w), STICK_NOTHING);
	umockdev_testbed_uevent(w->bed, disk, "remove");
	assert_int_equal(take(w), STICK_OUT);
	umockdev_testbed_uevent(w->bed, disk, "add");
	assert_int_equal(take(w), STICK_IN);
	g_free(disk);
}

static void test_what_is_in_already_is_found(void **state)
{
	struct world *w = *state;
	char *disk = plug(w, "1-1.4", storage, "sdc", "60000");

	assert_int_equal(stick_watch_look(w->watch, w->node), STICK_IN);
	assert_string_equal(w->node, "/dev/sdc");
	umockdev_testbed_uevent(w->bed, disk, "remove");
	assert_int_equal(take(w), STICK_OUT);
	g_free(disk);
}

static void test_another_port_is_not_looked_at(void **state)
{
	static const char *const ports[] = { "1-1", "1-1.3", "1-1.22", "2-1.2" };
	struct world *w = *state;

	for (int i = 0; i < 4; i++) {
		char name[8], *disk;

		g_snprintf(name, sizeof(name), "sd%c", 'd' + i);
		disk = plug(w, ports[i], storage, name, "60000");
		umockdev_testbed_uevent(w->bed, disk, "add");
		assert_int_equal(take(w), STICK_NOTHING);
		g_free(disk);
	}
	assert_int_equal(stick_watch_look(w->watch, w->node), STICK_NOTHING);
}

static void test_a_stick_that_is_also_a_keyboard_is_none(void **state)
{
	struct world *w = *state;
	char *disk = plug(w, "1-1.2", with_keyboard, "sda", "60000");

	umockdev_testbed_uevent(w->bed, disk, "add");
	assert_int_equal(take(w), STICK_STRANGE);
	assert_int_equal(stick_watch_look(w->watch, w->node), STICK_STRANGE);
	g_free(disk);
}

static void test_a_disk_behind_a_keyboard_is_none(void **state)
{
	struct world *w = *state;
	char *disk = plug(w, "1-1.2", keyboard, "sda", "60000");

	umockdev_testbed_uevent(w->bed, disk, "add");
	assert_int_equal(take(w), STICK_STRANGE);
	g_free(disk);
}

static void test_a_reader_without_a_card_waits(void **state)
{
	struct world *w = *state;
	char *disk = plug(w, "1-1.2", storage, "sda", "0");

	umockdev_testbed_uevent(w->bed, disk, "add");
	assert_int_equal(take(w), STICK_NOTHING);
	umockdev_testbed_set_attribute(w->bed, disk, "size", "60000");
	umockdev_testbed_uevent(w->bed, disk, "change");
	assert_int_equal(take(w), STICK_IN);
	g_free(disk);
}

static void test_a_disk_of_the_kiosk_is_none(void **state)
{
	struct world *w = *state;
	char *disk = device(w, "block", "nvme0n1", NULL, "size", "60000", "disk", "/dev/nvme0n1");

	umockdev_testbed_uevent(w->bed, disk, "add");
	assert_int_equal(take(w), STICK_NOTHING);
	assert_int_equal(stick_watch_look(w->watch, w->node), STICK_NOTHING);
	g_free(disk);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_stick_comes_and_goes),
		TEST(test_what_is_in_already_is_found),
		TEST(test_another_port_is_not_looked_at),
		TEST(test_a_stick_that_is_also_a_keyboard_is_none),
		TEST(test_a_disk_behind_a_keyboard_is_none),
		TEST(test_a_reader_without_a_card_waits),
		TEST(test_a_disk_of_the_kiosk_is_none),
	};

	return cmocka_run_group_tests_name("stick_watch", tests, NULL, NULL);
}
