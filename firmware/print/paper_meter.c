#include "print/paper_meter.h"

#include <stddef.h>

#include "base/inifile.h"

static int add(int a, int b)
{
	return b > PAPER_MM_MAX - a ? PAPER_MM_MAX : a + b;
}

void paper_meter_feed(struct paper_meter *m, int mm)
{
	if (mm <= 0)
		return;
	m->used_mm = add(m->used_mm, mm);
	m->total_mm = add(m->total_mm, mm);
}

void paper_meter_new_roll(struct paper_meter *m)
{
	m->used_mm = 0;
	m->rolls = add(m->rolls, 1);
	m->is_low = m->has_ended = m->lid_was_open = false;
}

static void cut_down(struct paper_meter *m, int roll_mm, int left_mm)
{
	if (roll_mm > 0 && roll_mm - m->used_mm > left_mm)
		m->used_mm = roll_mm - left_mm;
}

/* With the lid open many printers say "no paper": the sensor hangs in the air. */
static bool sense_open(struct paper_meter *m)
{
	bool is_news = m->is_low && !m->lid_was_open;

	m->lid_was_open |= m->is_low;
	return is_news;
}

bool paper_meter_sense(
	struct paper_meter *m, const struct printer_status *s, int roll_mm, int warn_mm)
{
	if (!s->is_known)
		return false;
	if (s->cover_open)
		return sense_open(m);
	if (s->paper == PAPER_END) {
		bool is_news = !m->has_ended;

		cut_down(m, roll_mm, 0);
		m->has_ended = true;
		return is_news;
	}
	if (m->has_ended || (m->is_low && m->lid_was_open && s->paper == PAPER_OK)) {
		paper_meter_new_roll(m);
		return true;
	}
	if (s->paper != PAPER_LOW || m->is_low)
		return false;
	if (warn_mm > 0)
		cut_down(m, roll_mm, warn_mm);
	m->is_low = true;
	m->lid_was_open = false;
	return true;
}

int paper_meter_left_mm(const struct paper_meter *m, int roll_mm)
{
	if (roll_mm <= 0)
		return -1;
	return m->used_mm < roll_mm ? roll_mm - m->used_mm : 0;
}

bool paper_meter_is_low(const struct paper_meter *m, int roll_mm, int warn_mm)
{
	int left = paper_meter_left_mm(m, roll_mm);

	return m->is_low || m->has_ended || (warn_mm > 0 && left >= 0 && left <= warn_mm);
}

/* ---------------------------------------------------------------- the file */

#define MEMBER(key, value_kind, member)                                                            \
	.name = key, .kind = value_kind, .offset = offsetof(struct paper_meter, member),           \
	.is_optional = true

static const struct inifile_key keys[] = {
	{ MEMBER("used-mm", INIFILE_INT, used_mm), .min = 0, .max = PAPER_MM_MAX },
	{ MEMBER("total-mm", INIFILE_INT, total_mm), .min = 0, .max = PAPER_MM_MAX },
	{ MEMBER("rolls", INIFILE_INT, rolls), .min = 0, .max = PAPER_MM_MAX },
	{ MEMBER("is-low", INIFILE_BOOL, is_low) },
	{ MEMBER("has-ended", INIFILE_BOOL, has_ended) },
	{ MEMBER("lid-was-open", INIFILE_BOOL, lid_was_open) },
};

static const char *yes_no(bool is_so)
{
	return is_so ? "yes" : "no";
}

void paper_meter_write(const struct paper_meter *m, struct buf *out)
{
	buf_printf(out,
		"# How much paper the kiosk has used, in millimetres. The kiosk writes this file "
		"after each list.\n"
		"used-mm = %d\ntotal-mm = %d\nrolls = %d\nis-low = %s\nhas-ended = %s\n"
		"lid-was-open = %s\n",
		m->used_mm, m->total_mm, m->rolls, yes_no(m->is_low), yes_no(m->has_ended),
		yes_no(m->lid_was_open));
}

enum err paper_meter_parse(
	struct arena *a, const char *name, const char *text, struct paper_meter *m, struct diag *d)
{
	enum err err;

	*m = (struct paper_meter){ 0 };
	err = inifile_read(a, name, text, keys, (int)(sizeof(keys) / sizeof(*keys)), m, d);
	if (err != ERR_OK)
		*m = (struct paper_meter){ 0 };
	return err;
}
