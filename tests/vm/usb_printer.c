#include "usb_printer.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/usb/functionfs.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* USB Printing Devices, class definition 1.1, clause 4.2 */
#define GET_DEVICE_ID 0
#define GET_PORT_STATUS 1
#define SOFT_RESET 2

#define DEVICE_ID "MFG:Kiosk;MDL:Simulated;CMD:ESC/POS;CLS:PRINTER;"
#define PACKET_BYTES 512 /* bulk, high speed: each read ends with the packet */

struct usb_printer {
	struct simulator *simulator;
	pthread_mutex_t lock;
	pthread_cond_t news;
	const char *udc;
	int control, to_host, from_host;
	/* under the lock */
	int life; /* counts what makes bytes on the way worthless: pulls and resets */
	size_t limit;
	bool ignores_reset, is_mute;
	int resets;
	long moved;
};

/* ---------------------------------------------------------------- descriptors */

struct speed {
	struct usb_interface_descriptor interface;
	struct usb_endpoint_descriptor_no_audio to_host, from_host;
} __attribute__((packed));

static struct speed speed_of(int packet_bytes)
{
	return (struct speed){
		.interface = { .bLength = sizeof(struct usb_interface_descriptor),
			.bDescriptorType = USB_DT_INTERFACE,
			.bNumEndpoints = 2,
			.bInterfaceClass = USB_CLASS_PRINTER,
			.bInterfaceSubClass = 1,
			.bInterfaceProtocol = 2, /* bidirectional */
			.iInterface = 1 },
		.to_host = { .bLength = sizeof(struct usb_endpoint_descriptor_no_audio),
			.bDescriptorType = USB_DT_ENDPOINT,
			.bEndpointAddress = USB_DIR_IN | 1,
			.bmAttributes = USB_ENDPOINT_XFER_BULK,
			.wMaxPacketSize = htole16((uint16_t)packet_bytes) },
		.from_host = { .bLength = sizeof(struct usb_endpoint_descriptor_no_audio),
			.bDescriptorType = USB_DT_ENDPOINT,
			.bEndpointAddress = USB_DIR_OUT | 2,
			.bmAttributes = USB_ENDPOINT_XFER_BULK,
			.wMaxPacketSize = htole16((uint16_t)packet_bytes) },
	};
}

/* Soft reset comes with the recipient "other" from Linux: that takes ALL_CTRL_RECIP. */
static bool describe(int control)
{
	const struct {
		struct usb_functionfs_descs_head_v2 head;
		__le32 full_count, high_count;
		struct speed full, high;
	} __attribute__((packed)) d = {
		.head = { .magic = htole32(FUNCTIONFS_DESCRIPTORS_MAGIC_V2),
			.length = htole32(sizeof(d)),
			.flags = htole32(FUNCTIONFS_HAS_FS_DESC | FUNCTIONFS_HAS_HS_DESC |
					 FUNCTIONFS_ALL_CTRL_RECIP) },
		.full_count = htole32(3),
		.high_count = htole32(3),
		.full = speed_of(64),
		.high = speed_of(PACKET_BYTES),
	};
	const struct {
		struct usb_functionfs_strings_head head;
		__le16 language;
		char text[8];
	} __attribute__((packed)) strings = {
		.head = { .magic = htole32(FUNCTIONFS_STRINGS_MAGIC),
			.length = htole32(sizeof(strings)),
			.str_count = htole32(1),
			.lang_count = htole32(1) },
		.language = htole16(0x0409),
		.text = "Printer",
	};

	return write(control, &d, sizeof(d)) == sizeof(d) &&
	       write(control, &strings, sizeof(strings)) == sizeof(strings);
}

/* ---------------------------------------------------------------- control requests */

static void answer_device_id(struct usb_printer *p, size_t most)
{
	char answer[2 + sizeof(DEVICE_ID) - 1];

	answer[0] = 0;
	answer[1] = sizeof(answer);
	memcpy(answer + 2, DEVICE_ID, sizeof(answer) - 2);
	if (write(p->control, answer, most < sizeof(answer) ? most : sizeof(answer)) < 0)
		perror("usb_printer: device id");
}

static void answer_port_status(struct usb_printer *p)
{
	struct port port = port_simulator(p->simulator);
	uint8_t byte = 0;

	pthread_mutex_lock(&p->lock);
	if (port.ops->status_1284(port.self, &byte) != ERR_OK)
		byte = 0;
	pthread_mutex_unlock(&p->lock);
	if (write(p->control, &byte, 1) < 0)
		perror("usb_printer: port status");
}

static void take_soft_reset(struct usb_printer *p)
{
	struct port port = port_simulator(p->simulator);

	pthread_mutex_lock(&p->lock);
	p->resets++;
	if (!p->ignores_reset && port.ops->reset(port.self) == ERR_OK)
		p->life++;
	pthread_cond_broadcast(&p->news);
	pthread_mutex_unlock(&p->lock);
	if (read(p->control, NULL, 0) < 0)
		perror("usb_printer: soft reset");
}

/* False if the question is not there any more: the plug was pulled meanwhile. */
static bool wait_while_mute(struct usb_printer *p)
{
	int life;

	pthread_mutex_lock(&p->lock);
	life = p->life;
	while (p->is_mute && life == p->life)
		pthread_cond_wait(&p->news, &p->lock);
	pthread_mutex_unlock(&p->lock);
	return life == p->life;
}

static void *serve_control(void *self)
{
	struct usb_printer *p = self;
	struct usb_functionfs_event e;

	for (;;) {
		ssize_t n = read(p->control, &e, sizeof(e));

		if (n != sizeof(e) || e.type != FUNCTIONFS_SETUP || !wait_while_mute(p))
			continue;
		switch (e.u.setup.bRequest) {
		case GET_DEVICE_ID:
			answer_device_id(p, le16toh(e.u.setup.wLength));
			break;
		case GET_PORT_STATUS:
			answer_port_status(p);
			break;
		case SOFT_RESET:
			take_soft_reset(p);
			break;
		default: /* the wrong direction of transfer is how FunctionFS is told to stall */
			if (e.u.setup.bRequestType & USB_DIR_IN)
				n = read(p->control, &e, 0);
			else
				n = write(p->control, &e, 0);
			break;
		}
	}
	return NULL;
}

/* ---------------------------------------------------------------- data */

/* Hands bytes to the simulator as it takes them; what a pull or a reset overtakes is lost. */
static void feed(struct usb_printer *p, const uint8_t *bytes, size_t n)
{
	int life;

	pthread_mutex_lock(&p->lock);
	life = p->life;
	for (size_t at = 0; at < n && life == p->life;) {
		size_t most = n - at < p->limit ? n - at : p->limit;
		size_t taken = simulator_write(p->simulator, bytes + at, most);

		at += taken;
		p->moved += (long)taken;
		if (p->limit != USB_PRINTER_NO_LIMIT)
			p->limit -= taken;
		pthread_cond_broadcast(&p->news);
		if (at < n && taken == 0) {
			pthread_cond_wait(&p->news, &p->lock);
		} else if (taken < most) { /* a slow printer: a write a millisecond */
			pthread_mutex_unlock(&p->lock);
			poll(NULL, 0, 1);
			pthread_mutex_lock(&p->lock);
		}
	}
	pthread_mutex_unlock(&p->lock);
}

static void *take_data(void *self)
{
	struct usb_printer *p = self;
	uint8_t packet[PACKET_BYTES];

	for (;;) {
		ssize_t n = read(p->from_host, packet, sizeof(packet));

		if (n > 0)
			feed(p, packet, (size_t)n);
	}
	return NULL;
}

/* Data and control requests reach us by two files. What was on the wire first must be taken first:
 * this thread goes before all others, and the machine has one processor. */
static bool hurry(pthread_t thread)
{
	const struct sched_param first = { .sched_priority = 1 };

	return pthread_setschedparam(thread, SCHED_FIFO, &first) == 0;
}

/* A write stays until the host asks; one that a pull ends is lost, like the plug's electrons. */
static void *say_replies(void *self)
{
	struct usb_printer *p = self;
	uint8_t replies[64];

	for (;;) {
		size_t n;

		pthread_mutex_lock(&p->lock);
		while ((n = simulator_read(p->simulator, replies, sizeof(replies))) == 0)
			pthread_cond_wait(&p->news, &p->lock);
		pthread_mutex_unlock(&p->lock);
		if (write(p->to_host, replies, n) < 0 && errno != ESHUTDOWN)
			perror("usb_printer: reply");
		pthread_mutex_lock(&p->lock);
		p->moved += (long)n;
		pthread_mutex_unlock(&p->lock);
	}
	return NULL;
}

/* ---------------------------------------------------------------- from outside */

static int open_in(const char *folder, const char *name)
{
	char path[256];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		fprintf(stderr, "usb_printer: %s: %s\n", path, strerror(errno));
	return fd;
}

struct usb_printer *usb_printer_create(const char *functionfs, const char *udc, struct simulator *s)
{
	static void *(*const work[])(void *) = { serve_control, take_data, say_replies };
	struct usb_printer *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->simulator = s;
	p->udc = udc;
	p->limit = USB_PRINTER_NO_LIMIT;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->news, NULL);
	p->control = open_in(functionfs, "ep0");
	if (p->control < 0 || !describe(p->control)) {
		perror("usb_printer: descriptors");
		free(p);
		return NULL;
	}
	/* The endpoints' files appear when the descriptors are accepted. */
	p->to_host = open_in(functionfs, "ep1");
	p->from_host = open_in(functionfs, "ep2");
	for (size_t i = 0; i < sizeof(work) / sizeof(work[0]); i++) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, work[i], p) != 0 ||
			(work[i] == take_data && !hurry(thread))) {
			fprintf(stderr, "usb_printer: no thread\n");
			return NULL;
		}
		pthread_detach(thread);
	}
	return p->to_host < 0 || p->from_host < 0 ? NULL : p;
}

static bool write_udc(struct usb_printer *p, const char *name)
{
	int fd = open(p->udc, O_WRONLY | O_CLOEXEC);
	bool is_written = fd >= 0 && write(fd, name, strlen(name)) == (ssize_t)strlen(name);

	if (!is_written)
		fprintf(stderr, "usb_printer: %s: %s\n", p->udc, strerror(errno));
	if (fd >= 0)
		close(fd);
	return is_written;
}

bool usb_printer_plug(struct usb_printer *p)
{
	return write_udc(p, "dummy_udc.0");
}

/* A packet may be read off the wire until the last moment: it is lost as well. */
bool usb_printer_pull(struct usb_printer *p)
{
	bool is_pulled = write_udc(p, "\n");

	pthread_mutex_lock(&p->lock);
	p->life++;
	p->limit = USB_PRINTER_NO_LIMIT;
	pthread_cond_broadcast(&p->news);
	pthread_mutex_unlock(&p->lock);
	return is_pulled;
}

void usb_printer_limit(struct usb_printer *p, size_t bytes)
{
	pthread_mutex_lock(&p->lock);
	p->limit = bytes;
	pthread_cond_broadcast(&p->news);
	pthread_mutex_unlock(&p->lock);
}

bool usb_printer_is_full(struct usb_printer *p)
{
	bool is_full;

	pthread_mutex_lock(&p->lock);
	is_full = p->limit == 0;
	pthread_mutex_unlock(&p->lock);
	return is_full;
}

void usb_printer_ignore_reset(struct usb_printer *p, bool ignores)
{
	pthread_mutex_lock(&p->lock);
	p->ignores_reset = ignores;
	pthread_mutex_unlock(&p->lock);
}

void usb_printer_mute(struct usb_printer *p, bool is_mute)
{
	pthread_mutex_lock(&p->lock);
	p->is_mute = is_mute;
	pthread_cond_broadcast(&p->news);
	pthread_mutex_unlock(&p->lock);
}

long usb_printer_moved(struct usb_printer *p)
{
	long moved;

	pthread_mutex_lock(&p->lock);
	moved = p->moved;
	pthread_mutex_unlock(&p->lock);
	return moved;
}

int usb_printer_resets(struct usb_printer *p)
{
	int resets;

	pthread_mutex_lock(&p->lock);
	resets = p->resets;
	pthread_mutex_unlock(&p->lock);
	return resets;
}

enum err usb_printer_fault(struct usb_printer *p, const char *fault)
{
	enum err err;

	pthread_mutex_lock(&p->lock);
	err = simulator_fault(p->simulator, fault, NULL);
	pthread_cond_broadcast(&p->news);
	pthread_mutex_unlock(&p->lock);
	return err;
}

struct simulator *usb_printer_lock(struct usb_printer *p)
{
	pthread_mutex_lock(&p->lock);
	return p->simulator;
}

void usb_printer_unlock(struct usb_printer *p)
{
	pthread_cond_broadcast(&p->news);
	pthread_mutex_unlock(&p->lock);
}
