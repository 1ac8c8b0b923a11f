/* A USB receipt printer made of software, for the kernel's own usblp to find: the printer class'
 * descriptors and control requests on FunctionFS, the simulator (print/simulator.h) behind the
 * pipes, on the virtual controller dummy_hcd. It runs in a virtual machine as root; one per
 * program, three threads, until the program ends. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "print/simulator.h"

struct usb_printer;

/* functionfs: where the function's file system is mounted; udc: the gadget's UDC file in configfs.
 * The printer is there but not plugged in. The simulator is borrowed; while it is plugged in, touch
 * it between lock and unlock only. NULL with a line on standard error if it cannot be. */
struct usb_printer *usb_printer_create(
	const char *functionfs, const char *udc, struct simulator *s);

/* Plugs in, or pulls. False with a line on standard error. Pulling loses what stands on the wire;
 * what the printer itself holds is the simulator's affair ("unplug", "power-off"). */
bool usb_printer_plug(struct usb_printer *p);
bool usb_printer_pull(struct usb_printer *p);

/* From now on: takes that many bytes more and then not one, until it is pulled or set again;
 * USB_PRINTER_NO_LIMIT ends it. */
#define USB_PRINTER_NO_LIMIT ((size_t)-1)
void usb_printer_limit(struct usb_printer *p, size_t bytes);
/* Has it taken all that usb_printer_limit allowed? */
bool usb_printer_is_full(struct usb_printer *p);
/* A clone that says yes to the class' soft reset and does nothing. */
void usb_printer_ignore_reset(struct usb_printer *p, bool ignores);
/* Hung firmware: no question of the class (port status, soft reset) is answered meanwhile. */
void usb_printer_mute(struct usb_printer *p, bool is_mute);
long usb_printer_moved(struct usb_printer *p); /* bytes taken and said since the start */
int usb_printer_resets(struct usb_printer *p); /* soft resets heard since the start */

/* The same as simulator_fault, and the news goes out on the wire. */
enum err usb_printer_fault(struct usb_printer *p, const char *fault);

struct simulator *usb_printer_lock(struct usb_printer *p);
void usb_printer_unlock(struct usb_printer *p);
