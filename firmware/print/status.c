#include "print/status.h"

#include <string.h>

#define XON 0x11
#define XOFF 0x13

#define BLOCK_FIRST 0x37  /* 37 ... 00: GS ( H, DLE DC4 8 */
#define HEADER_FIRST 0x5F /* 5F text 00: GS I */
#define ASB_SIZE 4

#define IEEE1284_PAPER_OUT 0x20
#define IEEE1284_SELECTED 0x10
#define IEEE1284_NO_ERROR 0x08

static bool is_dle_eot_reply(uint8_t byte)
{
	return (byte & 0x93) == 0x12;
}

static bool is_asb_first(uint8_t byte)
{
	return (byte & 0x93) == 0x10;
}

static bool is_asb_rest(uint8_t byte)
{
	return (byte & 0x90) == 0;
}

static enum paper_state paper_from_bits(bool is_low, bool is_end)
{
	return is_end ? PAPER_END : is_low ? PAPER_LOW : PAPER_OK;
}

/* Both sources together, the worst of each: an ASB block that was missed must not hide what the
 * port's own status line says, nor the other way round. */
static void merge(struct status_decoder *d)
{
	struct printer_status s = d->spoken;

	if (d->has_1284) {
		s.is_known = true;
		if (d->ieee1284 & IEEE1284_PAPER_OUT)
			s.paper = PAPER_END;
		if (!(d->ieee1284 & IEEE1284_SELECTED))
			s.is_offline = true;
		/* Printers drop this line for paper and cover as well: it names no cause. */
		if (!(d->ieee1284 & IEEE1284_NO_ERROR))
			s.is_offline = true;
	}
	d->status = s;
}

static void take_dle_eot(struct status_decoder *d, uint8_t byte)
{
	struct printer_status *s = &d->spoken;
	int n = d->asked_count ? d->asked[0] : 0;

	if (!n)
		return; /* an answer to nothing we asked: which n it is cannot be known */
	memmove(d->asked, d->asked + 1, sizeof(d->asked) - 1);
	d->asked_count--;
	s->is_known = true;
	switch (n) {
	case 1:
		s->drawer_high = byte & 0x04;
		s->is_offline = byte & 0x08;
		s->waits_to_resume = byte & 0x20;
		s->feed_key = byte & 0x40;
		break;
	case 2:
		s->cover_open = byte & 0x04;
		s->feeding = byte & 0x08;
		/* b5: stopped for paper end. Its absence does not say that there is paper: n = 4
		 * does. */
		if (byte & 0x20)
			s->paper = PAPER_END;
		if (!(byte & 0x40)) /* no error of any kind */
			s->recoverable = s->cutter_error = s->unrecoverable = s->auto_recoverable =
				false;
		break;
	case 3:
		s->recoverable = byte & 0x04;
		s->cutter_error = byte & 0x08;
		s->unrecoverable = byte & 0x20;
		s->auto_recoverable = byte & 0x40;
		break;
	case 4:
		s->paper = paper_from_bits(byte & 0x0C, byte & 0x60);
		break;
	default:
		break;
	}
}

static void take_asb(struct status_decoder *d, const uint8_t bytes[ASB_SIZE])
{
	struct printer_status *s = &d->spoken;

	s->is_known = true;
	s->drawer_high = bytes[0] & 0x04;
	s->is_offline = bytes[0] & 0x08;
	s->cover_open = bytes[0] & 0x20;
	s->feeding = bytes[0] & 0x40;
	s->waits_to_resume = bytes[1] & 0x01;
	s->feed_key = bytes[1] & 0x02;
	s->recoverable = bytes[1] & 0x04;
	s->cutter_error = bytes[1] & 0x08;
	s->unrecoverable = bytes[1] & 0x20;
	s->auto_recoverable = bytes[1] & 0x40;
	s->paper = paper_from_bits(bytes[2] & 0x03, bytes[2] & 0x0C);
}

static void take_paper(struct status_decoder *d, uint8_t byte)
{
	if (!d->papers_asked)
		return;
	d->papers_asked--;
	d->papers_answered++;
	d->spoken.is_known = true;
	d->spoken.paper = paper_from_bits(byte & 0x03, byte & 0x0C);
}

static void take_block(struct status_decoder *d)
{
	const uint8_t *p = d->pending;

	if (d->pending_size == 7 && p[0] == BLOCK_FIRST && p[1] == 0x22) {
		memcpy(d->completed_id, p + 2, sizeof(d->completed_id));
		d->completed = true;
	} else if (d->pending_size == 3 && p[0] == BLOCK_FIRST && p[1] == 0x25) {
		d->cleared = true;
	} else if (p[0] == HEADER_FIRST && d->pending_size > 2) {
		size_t n = (size_t)d->pending_size - 2;

		n = n < sizeof(d->identity) ? n : sizeof(d->identity) - 1;
		memset(d->identity, 0, sizeof(d->identity));
		memcpy(d->identity, p + 1, n);
	}
}

static void take_byte(struct status_decoder *d, uint8_t byte);

/* Inside 37 ... 00 and 5F ... 00 only printable bytes come; anything else shows that it was no
 * block: what was taken is dropped and the byte is looked at afresh. */
static void take_block_byte(struct status_decoder *d, uint8_t byte)
{
	bool is_printable = byte >= 0x20 && byte < 0x7F;

	if (byte == 0x00 || (is_printable && d->pending_size < (int)sizeof(d->pending))) {
		if (d->pending_size < (int)sizeof(d->pending))
			d->pending[d->pending_size++] = byte;
		if (byte == 0x00) {
			take_block(d);
			d->pending_size = 0;
		}
		return;
	}
	d->pending_size = 0;
	take_byte(d, byte);
}

static void take_asb_byte(struct status_decoder *d, uint8_t byte)
{
	if (!is_asb_rest(byte)) {
		d->pending_size = 0;
		take_byte(d, byte);
		return;
	}
	d->pending[d->pending_size++] = byte;
	if (d->pending_size == ASB_SIZE) {
		take_asb(d, d->pending);
		d->pending_size = 0;
	}
}

static void take_byte(struct status_decoder *d, uint8_t byte)
{
	/* Flow control and real-time replies may cut into anything; neither can be a part of an ASB
	 * block (bit 4) or of text. */
	if (byte == XON || byte == XOFF) {
		d->flow_stopped = byte == XOFF;
		return;
	}
	if (d->pending_size && is_asb_first(d->pending[0])) {
		if (is_dle_eot_reply(byte))
			take_dle_eot(d, byte);
		else
			take_asb_byte(d, byte);
		return;
	}
	if (d->pending_size) {
		take_block_byte(d, byte);
		return;
	}
	if (is_dle_eot_reply(byte)) {
		take_dle_eot(d, byte);
	} else if (is_asb_first(byte) || byte == BLOCK_FIRST || byte == HEADER_FIRST) {
		d->pending[0] = byte;
		d->pending_size = 1;
	} else if (is_asb_rest(byte)) {
		take_paper(d, byte);
	}
}

void status_asked(struct status_decoder *d, int n)
{
	if (d->asked_count < STATUS_ASKED_MAX)
		d->asked[d->asked_count++] = (uint8_t)n;
}

void status_asked_paper(struct status_decoder *d)
{
	d->papers_asked++;
}

bool status_feed(struct status_decoder *d, const uint8_t *bytes, size_t n)
{
	const struct status_decoder before = *d;

	for (size_t i = 0; i < n; i++)
		take_byte(d, bytes[i]);
	merge(d);
	return memcmp(&before.status, &d->status, sizeof(before.status)) != 0 ||
	       before.completed != d->completed || before.cleared != d->cleared ||
	       before.flow_stopped != d->flow_stopped ||
	       before.papers_answered != d->papers_answered ||
	       before.asked_count != d->asked_count ||
	       memcmp(before.completed_id, d->completed_id, sizeof(before.completed_id)) != 0 ||
	       memcmp(before.identity, d->identity, sizeof(before.identity)) != 0;
}

bool status_feed_1284(struct status_decoder *d, uint8_t byte)
{
	const struct printer_status before = d->status;

	d->ieee1284 = byte;
	d->has_1284 = true;
	merge(d);
	return memcmp(&before, &d->status, sizeof(before)) != 0;
}

bool status_can_print(const struct printer_status *s)
{
	return !s->is_offline && !s->cover_open && !s->cutter_error && !s->unrecoverable &&
	       !s->recoverable && !s->waits_to_resume && s->paper != PAPER_END;
}
