#include "print/simulator.h"

#include <stdlib.h>
#include <string.h>

#include "print/simulator_internal.h"

#define DLE 0x10
#define EOT 0x04
#define ENQ 0x05
#define DC4 0x14

struct simulator *simulator_create(const struct printer_model *m)
{
	struct simulator *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->model = m;
	s->rows_to_paper_end = -1;
	s->received_max = sizeof(s->received);
	s->row = calloc(1, SIMULATOR_ROW_BYTES_MAX);
	s->strip.width = m->dots;
	s->strip.height = 24;
	s->strip.stride = (m->dots + 7) / 8;
	s->strip.bits = calloc(24, (size_t)s->strip.stride);
	if (!s->row || !s->strip.bits) {
		simulator_destroy(s);
		return NULL;
	}
	simulator_initialise(s);
	return s;
}

void simulator_destroy(struct simulator *s)
{
	if (!s)
		return;
	simulator_paper_finish(s);
	buf_finish(&s->replies);
	buf_finish(&s->graphics);
	free(s->strip.bits);
	free(s->row);
	free(s);
}

/* ---------------------------------------------------------------- status */

static bool has_error(const struct simulator *s)
{
	return s->cutter_error || s->is_hot || s->is_broken;
}

static bool is_off_line(const struct simulator *s)
{
	return s->paper_end || s->cover_open || s->is_offline || has_error(s);
}

bool simulator_can_move(const struct simulator *s)
{
	return !is_off_line(s) && !s->is_gone && !s->is_stalled;
}

void simulator_reply(struct simulator *s, const uint8_t *bytes, size_t n)
{
	if (!s->is_gone && !s->is_stalled)
		buf_append(&s->replies, bytes, n);
}

static uint8_t flag(bool is_set, int bit)
{
	return (uint8_t)(is_set ? 1u << bit : 0);
}

static uint8_t paper_bits(const struct simulator *s)
{
	return (uint8_t)((s->paper_low || s->paper_end ? 0x03 : 0) | (s->paper_end ? 0x0C : 0));
}

void simulator_report(struct simulator *s, bool is_forced)
{
	uint8_t asb[4] = {
		(uint8_t)(0x10 | flag(is_off_line(s), 3) | flag(s->cover_open, 5)),
		(uint8_t)(flag(s->cutter_error, 3) | flag(s->is_broken, 5) | flag(s->is_hot, 6)),
		paper_bits(s),
		0,
	};

	if (!s->asb_mask || (!is_forced && memcmp(asb, s->asb_sent, sizeof(asb)) == 0))
		return;
	memcpy(s->asb_sent, asb, sizeof(asb));
	simulator_reply(s, asb, sizeof(asb));
}

static void answer_dle_eot(struct simulator *s, int n)
{
	uint8_t byte = 0x12;

	switch (n) {
	case 1:
		byte |= flag(is_off_line(s), 3);
		break;
	case 2:
		byte |= (uint8_t)(flag(s->cover_open, 2) | flag(s->paper_end, 5) |
				  flag(has_error(s), 6));
		break;
	case 3:
		byte |= (uint8_t)(flag(s->cutter_error, 3) | flag(s->is_broken, 5) |
				  flag(s->is_hot, 6));
		break;
	case 4:
		byte |= (uint8_t)((s->paper_low || s->paper_end ? 0x0C : 0) |
				  (s->paper_end ? 0x60 : 0));
		break;
	default:
		return;
	}
	simulator_reply(s, &byte, 1);
}

/* ---------------------------------------------------------------- receiving */

static void forget_received(struct simulator *s)
{
	s->received_size = 0;
	s->received_first = 0;
	simulator_initialise(s);
}

static void work(struct simulator *s)
{
	while (s->received_size && simulator_can_move(s)) {
		uint8_t byte = s->received[s->received_first];

		s->received_first = (s->received_first + 1) % sizeof(s->received);
		s->received_size--;
		simulator_take(s, byte);
	}
}

static void push(struct simulator *s, uint8_t byte)
{
	size_t at = (s->received_first + s->received_size) % sizeof(s->received);

	s->received[at] = byte;
	s->received_size++;
	work(s);
}

/* How long the real-time command is that begins so; 0: it is none. */
static int realtime_length(const uint8_t *p, int n)
{
	static const uint8_t clear[] = { DLE, DC4, 8, 1, 3, 0x14, 1, 6, 2, 8 };

	if (n < 2)
		return 2;
	if (p[1] != EOT && p[1] != ENQ && p[1] != DC4)
		return 0;
	if (n < 3)
		return 3;
	if (p[1] == EOT)
		return p[2] >= 1 && p[2] <= 4 ? 3 : 0;
	if (p[1] == ENQ)
		return p[2] <= 2 ? 3 : 0;
	if (p[2] == 1 || p[2] == 2)
		return 5;
	return memcmp(p, clear, (size_t)n) == 0 ? (int)sizeof(clear) : 0;
}

static void run_realtime(struct simulator *s)
{
	static const uint8_t cleared[] = { 0x37, 0x25, 0x00 };
	const uint8_t *p = s->realtime;

	if (s->data_left > s->received_size)
		s->notes.realtime_in_raster++;
	if (p[1] == EOT) {
		answer_dle_eot(s, p[2]);
	} else if (p[1] == ENQ) {
		s->cutter_error = false;
		if (p[2] == 2)
			forget_received(s);
		simulator_report(s, false);
		work(s);
	} else if (p[2] == 1) {
		s->notes.drawer_pulses++;
	} else if (p[2] == 2) {
		s->notes.power_offs++;
		forget_received(s);
	} else {
		forget_received(s);
		simulator_reply(s, cleared, sizeof(cleared));
	}
}

/* Real-time commands are found as the bytes come in, wherever they stand, also while the printer is
 * stopped; they never reach the print buffer. */
static void receive(struct simulator *s, uint8_t byte)
{
	int length;

	if (s->realtime_size == 0 && byte != DLE) {
		push(s, byte);
		return;
	}
	s->realtime[s->realtime_size++] = byte;
	length = realtime_length(s->realtime, s->realtime_size);
	if (length == 0) {
		uint8_t again[sizeof(s->realtime)];
		int n = s->realtime_size;

		memcpy(again, s->realtime, (size_t)n);
		s->realtime_size = 0;
		push(s, again[0]);
		for (int i = 1; i < n; i++)
			receive(s, again[i]);
	} else if (length == s->realtime_size) {
		s->realtime_size = 0;
		run_realtime(s);
	}
}

static void take_one(struct simulator *s, uint8_t byte)
{
	receive(s, byte);
	if (s->bytes_to_fault && --s->bytes_to_fault == 0)
		(void)!simulator_fault(s, s->next_fault, NULL);
}

size_t simulator_write(struct simulator *s, const uint8_t *bytes, size_t n)
{
	size_t taken = 0;

	if (s->slow_bytes && n > s->slow_bytes)
		n = s->slow_bytes;
	while (taken < n && !s->is_gone && !s->is_stalled &&
		s->received_size + sizeof(s->realtime) <= s->received_max)
		take_one(s, bytes[taken++]);
	return taken;
}

size_t simulator_read(struct simulator *s, uint8_t *bytes, size_t n)
{
	size_t left = s->replies.size - s->replies_read;

	if (n > left)
		n = left;
	if (n)
		memcpy(bytes, s->replies.data + s->replies_read, n);
	s->replies_read += n;
	if (s->replies_read == s->replies.size) {
		buf_clear(&s->replies);
		s->replies_read = 0;
	}
	return n;
}

/* ---------------------------------------------------------------- faults */

static void heal(struct simulator *s)
{
	s->paper_end = s->paper_low = s->cover_open = s->cutter_error = false;
	s->is_offline = s->is_hot = s->is_broken = s->is_gone = s->is_stalled = false;
	s->rows_to_paper_end = -1;
	s->received_max = sizeof(s->received);
	s->slow_bytes = s->bytes_to_fault = 0;
}

static void apply_vanish(struct simulator *s, bool loses_power)
{
	s->is_gone = true;
	buf_clear(&s->replies);
	s->replies_read = 0;
	s->realtime_size = 0;
	if (loses_power) {
		forget_received(s);
		s->asb_mask = 0;
	}
}

/* Nonsense of another kind for each seed, the lengths and beginnings of true answers among it. */
static void say_garbage(struct simulator *s, uint32_t seed)
{
	uint8_t garbage[24];

	for (size_t i = 0; i < sizeof(garbage); i++) {
		seed = seed * 1664525u + 1013904223u;
		garbage[i] = (uint8_t)(seed >> 24);
	}
	simulator_reply(s, garbage, sizeof(garbage));
}

static bool apply_number(struct simulator *s, const char *fault)
{
	const char *digits = strchr(fault, '=');
	char *end;
	long n;

	if (!digits)
		return false;
	n = strtol(digits + 1, &end, 10);
	if (strncmp(fault, "at=", 3) == 0 && n > 0 && *end == ':' &&
		strlen(end + 1) < sizeof(s->next_fault)) {
		s->bytes_to_fault = (size_t)n;
		memcpy(s->next_fault, end + 1, strlen(end + 1) + 1);
		return true;
	}
	if (end == digits + 1 || *end || n < 0)
		return false;
	if (strncmp(fault, "paper-end-after=", (size_t)(digits + 1 - fault)) == 0)
		s->rows_to_paper_end = n;
	else if (strncmp(fault, "garbage=", (size_t)(digits + 1 - fault)) == 0)
		say_garbage(s, (uint32_t)n);
	else if (strncmp(fault, "slow=", (size_t)(digits + 1 - fault)) == 0 && n > 0)
		s->slow_bytes = (size_t)n;
	else if (strncmp(fault, "buffer=", (size_t)(digits + 1 - fault)) == 0 &&
		 n > (long)sizeof(s->realtime) && n <= (long)sizeof(s->received))
		s->received_max = (size_t)n;
	else
		return false;
	return true;
}

static bool apply_name(struct simulator *s, const char *fault)
{
	static const uint8_t garbage[] = { 0xFF, 0x80, 0x9C, 0x10, 0xFF, 0x37, 0x80 };
	const struct {
		const char *name;
		bool *is_set;
	} switches[] = {
		{ "paper-end", &s->paper_end },
		{ "paper-low", &s->paper_low },
		{ "cover-open", &s->cover_open },
		{ "cutter", &s->cutter_error },
		{ "offline", &s->is_offline },
		{ "hot", &s->is_hot },
		{ "broken", &s->is_broken },
		{ "stall", &s->is_stalled },
	};

	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		if (strcmp(fault, switches[i].name) == 0) {
			*switches[i].is_set = true;
			return true;
		}
	}
	if (strcmp(fault, "none") == 0)
		heal(s);
	else if (strcmp(fault, "unplug") == 0)
		apply_vanish(s, false);
	else if (strcmp(fault, "power-off") == 0)
		apply_vanish(s, true);
	else if (strcmp(fault, "garbage") == 0)
		simulator_reply(s, garbage, sizeof(garbage));
	else
		return false;
	return true;
}

enum err simulator_fault(struct simulator *s, const char *fault, struct diag *d)
{
	if (!apply_name(s, fault) && !apply_number(s, fault))
		return diag_fail(d, ERR_MISSING,
			"the printer fault %s is unknown; possible: none, paper-end, paper-low, "
			"cover-open, cutter, offline, hot, broken, unplug, power-off, stall, "
			"garbage, garbage=SEED, paper-end-after=ROWS, slow=BYTES, at=BYTES:FAULT, "
			"buffer=BYTES "
			"(%zu to %zu)",
			fault, sizeof(s->realtime) + 1, sizeof(s->received));
	simulator_report(s, false);
	work(s);
	return ERR_OK;
}

bool simulator_is_there(const struct simulator *s)
{
	return !s->is_gone;
}

size_t simulator_room(const struct simulator *s)
{
	size_t used = s->received_size + sizeof(s->realtime) - 1;
	size_t room =
		s->is_gone || s->is_stalled || used >= s->received_max ? 0 : s->received_max - used;

	/* While it moves it works off what comes, however little it can hold. */
	if (room && simulator_can_move(s))
		room = sizeof(s->received);
	return s->slow_bytes && room > s->slow_bytes ? s->slow_bytes : room;
}

struct simulator_notes simulator_notes(const struct simulator *s)
{
	return s->notes;
}

/* ---------------------------------------------------------------- port */

static enum err port_begin_job(void *self)
{
	(void)self;
	return ERR_OK;
}

static enum err port_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct simulator *s = self;

	*taken_out = 0;
	if (s->is_gone)
		return ERR_GONE;
	*taken_out = simulator_write(s, bytes, n);
	return ERR_OK;
}

static enum err port_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct simulator *s = self;

	*got_out = 0;
	if (s->is_gone)
		return ERR_GONE;
	*got_out = simulator_read(s, bytes, n);
	return ERR_OK;
}

static enum err port_status_1284(void *self, uint8_t *byte_out)
{
	struct simulator *s = self;

	if (s->is_gone)
		return ERR_GONE;
	*byte_out = (uint8_t)((s->paper_end ? 0x20 : 0) | (is_off_line(s) ? 0 : 0x10) |
			      (has_error(s) ? 0 : 0x08));
	return ERR_OK;
}

static enum err port_is_drained(void *self, int *drained_out)
{
	struct simulator *s = self;

	if (s->is_gone)
		return ERR_GONE;
	*drained_out = s->received_size == 0;
	return ERR_OK;
}

static enum err port_reset(void *self)
{
	struct simulator *s = self;

	if (s->is_gone)
		return ERR_GONE;
	s->realtime_size = 0;
	forget_received(s);
	return ERR_OK;
}

static int port_poll_fd(void *self)
{
	(void)self;
	return -1;
}

static void port_close(void *self)
{
	(void)self; /* the simulator outlives its port */
}

struct port port_simulator(struct simulator *s)
{
	static const struct port_ops ops = { port_begin_job, port_write, port_read,
		port_status_1284, port_is_drained, port_reset, port_poll_fd, port_close, false };

	return (struct port){ &ops, s };
}
