/* Scanner and keypad over simulated kernel devices (umockdev): what is found, what is read, and
 * what stays without any effect. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <linux/input-event-codes.h>
#include <poll.h>
#include <umockdev.h>

#include "platform/clock_linux.h"
#include "platform/hid_linux.h"

#define WAIT_MS 5000

struct world {
	UMockdevTestbed *testbed;
	struct hid *hid;
	char folder[64];
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->testbed = umockdev_testbed_new();
	snprintf(w->folder, sizeof(w->folder), "/tmp/kiosk-hid-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	char path[96];

	hid_close(w->hid);
	g_object_unref(w->testbed);
	for (int i = 0; i < 16; i++) {
		snprintf(path, sizeof(path), "%s/%d", w->folder, i);
		unlink(path);
	}
	rmdir(w->folder);
	free(w);
	return 0;
}

/* A keyboard at a port, with the node eventN. */
static void plug(struct world *w, int n, const char *vendor, const char *product, const char *port)
{
	char text[1024];
	GError *error = NULL;

	snprintf(text, sizeof(text),
		"P: /devices/pci0/usb1/%s\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\n"
		"A: idVendor=%s\n\n"
		"P: /devices/pci0/usb1/%s/%s:1.0/input/input%d\nE: SUBSYSTEM=input\n"
		"A: id/vendor=%s\nA: id/product=%s\n\n"
		"P: /devices/pci0/usb1/%s/%s:1.0/input/input%d/event%d\nN: input/event%d\n"
		"E: SUBSYSTEM=input\nE: DEVNAME=/dev/input/event%d\n",
		port, vendor, port, port, n, vendor, product, port, port, n, n, n, n);
	if (!umockdev_testbed_add_from_string(w->testbed, text, &error))
		fail_msg("%s", error->message);
}

/* What the device sends, as `evemu-record` writes it: type, code, value. */
static void will_send(struct world *w, int n, const unsigned short (*events)[3], int count)
{
	char path[96], node[32];
	GError *error = NULL;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%d", w->folder, n);
	snprintf(node, sizeof(node), "/dev/input/event%d", n);
	f = fopen(path, "w");
	assert_non_null(f);
	for (int i = 0; i < count; i++) {
		fprintf(f, "E: %.6f %04x %04x %04x\n", 1.0 + i * 0.0002, events[i][0], events[i][1],
			events[i][2]);
		fprintf(f, "E: %.6f 0000 0000 0000\n", 1.0 + i * 0.0002);
	}
	fclose(f);
	if (!umockdev_testbed_load_evemu_events(w->testbed, node, path, &error))
		fail_msg("%s", error->message);
}

static void listen_to(struct world *w, const char *scanner, const char *keypad)
{
	struct usb_id ids[HID_ROLES];
	struct diag d = { 0 };

	assert_int_equal(usb_id_parse("scanner", scanner, &ids[HID_SCANNER], &d), ERR_OK);
	assert_int_equal(usb_id_parse("keypad", keypad, &ids[HID_KEYPAD], &d), ERR_OK);
	assert_int_equal(hid_open(ids, &w->hid, &d), ERR_OK);
}

/* Waits for so many keys as the main loop does: asleep until the descriptor has news. */
static void expect_keys(struct world *w, enum hid_role role, const char *keys, int count)
{
	int64_t end = clock_now_ms() + WAIT_MS;
	struct hid_key key;

	for (int i = 0; i < count;) {
		struct pollfd p = { .fd = hid_fd(w->hid), .events = POLLIN };

		if (hid_read(w->hid, &key)) {
			assert_int_equal(key.role, role);
			assert_int_equal(key.c, keys[i]);
			i++;
			continue;
		}
		if (clock_now_ms() > end)
			fail_msg("key %d of %d did not come", i, count);
		poll(&p, 1, 50);
	}
}

static void expect_silence(struct world *w, int ms)
{
	struct pollfd p = { .fd = hid_fd(w->hid), .events = POLLIN };
	int64_t end = clock_now_ms() + ms;
	struct hid_key key;

	while (clock_now_ms() < end) {
		if (hid_read(w->hid, &key))
			fail_msg("a key came: %d", key.c);
		poll(&p, 1, 10);
	}
}

#define DOWN(code)                                                                                 \
	{                                                                                          \
		EV_KEY, code, 1                                                                    \
	}
#define UP(code)                                                                                   \
	{                                                                                          \
		EV_KEY, code, 0                                                                    \
	}
#define HELD(code)                                                                                 \
	{                                                                                          \
		EV_KEY, code, 2                                                                    \
	}

static void test_hid_reads_the_scanner(void **state)
{
	static const unsigned short events[][3] = { DOWN(KEY_LEFTSHIFT), DOWN(KEY_K), UP(KEY_K),
		UP(KEY_LEFTSHIFT), DOWN(KEY_1), HELD(KEY_1), HELD(KEY_1), UP(KEY_1),
		DOWN(KEY_MINUS), UP(KEY_MINUS), DOWN(KEY_LEFTSHIFT), DOWN(KEY_8), UP(KEY_8),
		UP(KEY_LEFTSHIFT), DOWN(KEY_F1), UP(KEY_F1), DOWN(KEY_ENTER), UP(KEY_ENTER) };
	struct world *w = *state;

	plug(w, 5, "0c2e", "0901", "1-1.2");
	will_send(w, 5, events, (int)(sizeof(events) / sizeof(*events)));
	listen_to(w, "0c2e:0901@1-1.2", "");
	assert_true(hid_has(w->hid, HID_SCANNER));
	assert_false(hid_has(w->hid, HID_KEYPAD));
	expect_keys(w, HID_SCANNER, "K1-*\0\n", 6);
	expect_silence(w, 50);
}

static void test_hid_reads_the_keypad(void **state)
{
	static const unsigned short events[][3] = { DOWN(KEY_NUMLOCK), UP(KEY_NUMLOCK),
		DOWN(KEY_KP1), UP(KEY_KP1), DOWN(KEY_KP3), UP(KEY_KP3), DOWN(KEY_KP9), UP(KEY_KP9),
		DOWN(KEY_KP0), UP(KEY_KP0), DOWN(KEY_KPDOT), UP(KEY_KPDOT), DOWN(KEY_A), UP(KEY_A),
		DOWN(KEY_KPENTER), UP(KEY_KPENTER) };
	struct world *w = *state;

	plug(w, 6, "04d9", "a02a", "1-1.3");
	will_send(w, 6, events, (int)(sizeof(events) / sizeof(*events)));
	listen_to(w, "", "04d9:a02a");
	expect_keys(w, HID_KEYPAD, "1390\b\0\n", 7);
}

/* Keyboards that are neither are not even opened; nor is the scanner's kind at another port. */
static void test_hid_leaves_other_keyboards_alone(void **state)
{
	static const unsigned short events[][3] = { DOWN(KEY_A), UP(KEY_A), DOWN(KEY_ENTER) };
	struct world *w = *state;

	plug(w, 1, "0c2e", "0902", "1-1");
	plug(w, 2, "04d9", "0901", "1-2");
	plug(w, 3, "0c2e", "0901", "1-3");
	for (int n = 1; n <= 3; n++)
		will_send(w, n, events, 3);
	listen_to(w, "0c2e:0901@1-1.2", "04d9:a02a");
	assert_false(hid_has(w->hid, HID_SCANNER));
	assert_false(hid_has(w->hid, HID_KEYPAD));
	expect_silence(w, 200);
}

static void test_hid_comes_and_goes(void **state)
{
	static const unsigned short events[][3] = { DOWN(KEY_7), UP(KEY_7) };
	static const char path[] = "/sys/devices/pci0/usb1/1-1.2/1-1.2:1.0/input/input7/event7";
	struct world *w = *state;

	listen_to(w, "0c2e:0901", "04d9:a02a");
	assert_false(hid_has(w->hid, HID_SCANNER));
	plug(w, 7, "0c2e", "0901", "1-1.2");
	will_send(w, 7, events, 2);
	umockdev_testbed_uevent(w->testbed, path, "add");
	expect_keys(w, HID_SCANNER, "7", 1);
	assert_true(hid_has(w->hid, HID_SCANNER));
	umockdev_testbed_uevent(w->testbed, path, "remove");
	for (int i = 0; i < 100 && hid_has(w->hid, HID_SCANNER); i++)
		expect_silence(w, 20);
	assert_false(hid_has(w->hid, HID_SCANNER));
}

/* After lost events the line is spoiled, not guessed at. */
static void test_hid_lost_events_spoil_the_line(void **state)
{
	static const unsigned short events[][3] = { DOWN(KEY_1), { EV_SYN, SYN_DROPPED, 0 },
		DOWN(KEY_2) };
	struct world *w = *state;

	plug(w, 8, "0c2e", "0901", "1-1");
	will_send(w, 8, events, 3);
	listen_to(w, "0c2e:0901", "");
	expect_keys(w, HID_SCANNER,
		"1\0"
		"2",
		3);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_hid_reads_the_scanner, open_world, close_world),
		cmocka_unit_test_setup_teardown(test_hid_reads_the_keypad, open_world, close_world),
		cmocka_unit_test_setup_teardown(
			test_hid_leaves_other_keyboards_alone, open_world, close_world),
		cmocka_unit_test_setup_teardown(test_hid_comes_and_goes, open_world, close_world),
		cmocka_unit_test_setup_teardown(
			test_hid_lost_events_spoil_the_line, open_world, close_world),
	};

	(void)argc;
	if (!getenv("UMOCKDEV_WRAPPED")) { /* its library must come before the others */
		setenv("UMOCKDEV_WRAPPED", "1", 1);
		setenv("LD_PRELOAD", "libumockdev-preload.so.0", 1);
		setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
		execv("/proc/self/exe", argv);
		return 1;
	}
	return cmocka_run_group_tests_name("hid", tests, NULL, NULL);
}
