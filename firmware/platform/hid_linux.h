/* The code scanner and the desk's keypad: the two keyboards that count, known by their USB identity
 * and read from the kernel (evdev), because SDL cannot tell keyboards apart. Each is grabbed, so
 * that nothing else hears it; it may be plugged in and out at any time. Belongs to the main thread,
 * but for hid_fd, which another may wait for.
 *
 * Plain ioctls and not libevdev: one grab and a read are all there is, and after lost events the
 * line is thrown away, so no state has to be brought up to date. libudev finds the devices. */
#pragma once

#include <stdbool.h>

#include "base/usb_id.h"

enum hid_role { HID_SCANNER, HID_KEYPAD, HID_ROLES };

struct hid; /* opaque, heap */

struct hid_key {
	enum hid_role role;
	char c; /* '\n' Enter, '\b' taken back, '\0' a key that is no character here */
};

/* ids that are not set stay without a device. ERR_IO: libudev gives no news; ERR_MEMORY. */
MUST_CHECK enum err hid_open(
	const struct usb_id ids[HID_ROLES], struct hid **hid_out, struct diag *d);
/* Gives the devices back; NULL is fine. */
void hid_close(struct hid *h);
/* Readable when there is news: a key, or a device that came or went. */
int hid_fd(const struct hid *h);
/* The next key that went down; false: none now. Never blocks. Opens and closes devices too. */
bool hid_read(struct hid *h, struct hid_key *key_out);
/* True while a device of this role is there. */
bool hid_has(const struct hid *h, enum hid_role role);

/* A US keyboard's character for a kernel key code, as ordinary scanners send; '\0' none, -1 a key
 * that only changes others (shift, num lock). */
int hid_character(enum hid_role role, unsigned code, bool is_shifted);
