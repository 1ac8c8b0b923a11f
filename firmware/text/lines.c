#include "text/lines.h"

#include <string.h>

#include "text/bidi.h"
#include "text/faces.h"
#include "text/line.h"

#define SOFT_HYPHEN 0x00ADu

/* After an unsafe break the text behind it is shaped again up to the next safe place, but no
 * farther than this many glyphs: a word of thousands of joined letters would otherwise cost its
 * length at every line. What may be lost there is a kerning pair. */
#define RESHAPE_GLYPHS 64

/* Positions and widths are int32 in 26.6; far beyond any screen, well before overflow. */
#define LINE_WIDTH_MAX (INT32_MAX / 4)

struct maker {
	struct text_engine *e;
	struct paragraph *p;
	UBreakIterator *iterator;
	const struct lines_params *params;
	int64_t limit;
	int item; /* index of the item at the line's start, or after it */
};

/* A place where the line may end. */
struct cut {
	uint32_t at;
	size_t glyph; /* first glyph of the next line */
	bool reshape; /* glyphs from `from_glyph` (text from `from`) on are in e->trial instead */
	const struct item *item;
	uint32_t from;
	size_t from_glyph, trial_count;
	bool hyphen;
	int64_t width; /* without what hangs */
};

static const struct item *item_with(const struct maker *m, uint32_t at)
{
	const struct item *items = m->p->items;
	int i = m->item;

	while (i + 1 < m->p->item_count && items[i].end <= at)
		i++;
	return &items[i];
}

static int32_t hyphen_advance(const struct maker *m, const struct item *item)
{
	const struct shape_params *shape = &m->params->shape;
	hb_font_t *font = faces_hb(m->e->fonts, item->font, shape->size_26_6, shape->hinted);
	uint32_t hyphen = faces_hyphen(m->e->fonts, item->font);

	return font && hyphen ? hb_font_get_glyph_h_advance(font, hyphen) : 0;
}

static enum err trial_shape(struct maker *m, const struct item *item, uint32_t start, uint32_t end,
	size_t offset, size_t *count_out)
{
	struct text_engine *e = m->e;
	size_t room = end - start;

	for (;;) {
		enum err err;

		if (!scratch_grow((void **)&e->trial, &e->trial_capacity, offset + room,
			    sizeof(*e->trial)))
			return ERR_MEMORY;
		err = shape_range(
			e, item, start, end, &m->params->shape, e->trial + offset, room, count_out);
		if (err != ERR_OK || *count_out <= room)
			return err;
		room = *count_out;
	}
}

/* Measures the line [start, at) as it would be if it ended there. near: a glyph at or after the
 * first one of the next line. */
static enum err cut_try(
	struct maker *m, uint32_t start, uint32_t at, size_t near, struct cut *cut_out)
{
	const struct paragraph *p = m->p;
	const struct shaped *glyphs = p->glyphs;
	struct cut cut = { .at = at };
	struct pen pen = { 0 };
	size_t g = near, k;
	enum err err = ERR_OK;

	while (g > p->glyph_head && glyphs[g - 1].cluster >= at)
		g--;
	cut.glyph = k = g;
	cut.item = item_with(m, at - 1);
	if (cut.item->end > at &&
		(g == p->glyph_end || glyphs[g].cluster != at || glyphs[g].unsafe)) {
		uint32_t first = cut.item->start > start ? cut.item->start : start;

		cut.reshape = true;
		while (k > p->glyph_head && glyphs[k - 1].cluster >= first) {
			k--;
			if (!glyphs[k].unsafe &&
				(k == p->glyph_head || glyphs[k - 1].cluster != glyphs[k].cluster))
				break;
		}
		cut.from_glyph = k;
		cut.from = k < g ? glyphs[k].cluster : first;
		err = trial_shape(m, cut.item, cut.from, at, 0, &cut.trial_count);
	}
	for (size_t i = p->glyph_head; i < k; i++)
		pen_add(&pen, &glyphs[i]);
	for (size_t i = 0; i < cut.trial_count; i++)
		pen_add(&pen, &m->e->trial[i]);
	if (p->text[at - 1] == SOFT_HYPHEN) {
		cut.hyphen = true;
		pen.width += pen.hanging + hyphen_advance(m, cut.item);
	}
	cut.width = pen.width;
	*cut_out = cut;
	return err;
}

/* Replaces glyphs [from, to) by e->trial[0..count), moving what lies before them. */
static enum err splice(struct maker *m, size_t from, size_t to, size_t count)
{
	struct paragraph *p = m->p;
	size_t head = from - p->glyph_head, grow = count > to - from ? count - (to - from) : 0;

	if (grow > p->glyph_head) {
		if (!scratch_grow((void **)&p->glyphs, &p->glyph_capacity, p->glyph_end + grow,
			    sizeof(*p->glyphs)))
			return ERR_MEMORY;
		memmove(p->glyphs + to + grow, p->glyphs + to,
			(p->glyph_end - to) * sizeof(*p->glyphs));
		p->glyph_end += grow;
		to += grow;
	}
	memmove(p->glyphs + to - count - head, p->glyphs + p->glyph_head,
		head * sizeof(*p->glyphs));
	memcpy(p->glyphs + to - count, m->e->trial, count * sizeof(*p->glyphs));
	p->glyph_head = to - count - head;
	return ERR_OK;
}

/* Makes the cut real where it needs other glyphs; then cut->glyph is right again. */
static enum err cut_apply(struct maker *m, struct cut *cut)
{
	struct paragraph *p = m->p;
	size_t to = cut->glyph, right_count;
	uint32_t end;
	enum err err;

	if (!cut->reshape)
		return ERR_OK;
	/* cut_try may have been called for another place since. */
	err = trial_shape(m, cut->item, cut->from, cut->at, 0, &cut->trial_count);
	if (err != ERR_OK)
		return err;
	while (to < p->glyph_end && p->glyphs[to].cluster < cut->item->end &&
		(p->glyphs[to].unsafe || p->glyphs[to].cluster == cut->at ||
			p->glyphs[to - 1].cluster == p->glyphs[to].cluster) &&
		(to - cut->glyph < RESHAPE_GLYPHS ||
			p->glyphs[to - 1].cluster == p->glyphs[to].cluster))
		to++;
	end = to < p->glyph_end && p->glyphs[to].cluster < cut->item->end ? p->glyphs[to].cluster
									  : cut->item->end;
	err = trial_shape(m, cut->item, cut->at, end, cut->trial_count, &right_count);
	if (err == ERR_OK)
		err = splice(m, cut->from_glyph, to, cut->trial_count + right_count);
	cut->glyph = to;
	while (cut->glyph > p->glyph_head && p->glyphs[cut->glyph - 1].cluster >= cut->at)
		cut->glyph--;
	return err;
}

/* No opportunity fits: cut between clusters as far right as fits, at least after one. Blanks that
 * follow belong to this line, or they would make an empty one. */
static enum err cut_emergency(struct maker *m, uint32_t start, uint32_t end, uint32_t over,
	size_t near, struct cut *cut_out)
{
	const struct paragraph *p = m->p;
	uint32_t first = start + 1, at = over;

	while (first < end && !(p->flags[first] & CHAR_START))
		first++;
	for (; at > first; at--) {
		enum err err;

		if (!(p->flags[at] & CHAR_START))
			continue;
		err = cut_try(m, start, at, near, cut_out);
		if (err != ERR_OK || cut_out->width <= m->limit)
			return err;
	}
	at = first;
	while (at < end && char_hangs(p->flags[at]) && (p->flags[at] & CHAR_START))
		at++;
	while (near < p->glyph_end && p->glyphs[near].cluster < at)
		near++;
	return cut_try(m, start, at, near, cut_out);
}

/* Where the line that starts at `start` ends; end: of the text up to the next newline. */
static enum err find_cut(
	struct maker *m, uint32_t start, uint32_t end, struct cut *cut_out, bool *overflows)
{
	const struct paragraph *p = m->p;
	const struct shaped *glyphs = p->glyphs;
	struct pen pen = { 0 };
	size_t g = p->glyph_head;
	uint32_t over;

	for (; g < p->glyph_end && glyphs[g].cluster < end; g++) {
		if (!glyphs[g].hangs && glyphs[g].advance > 0 &&
			pen.width + pen.hanging + glyphs[g].advance > m->limit)
			break;
		pen_add(&pen, &glyphs[g]);
	}
	if (g == p->glyph_end || glyphs[g].cluster >= end) {
		*cut_out = (struct cut){ .at = end, .glyph = g, .width = pen.width };
		return ERR_OK;
	}
	over = glyphs[g].cluster;
	if (!m->iterator)
		return ERR_RANGE;
	for (uint32_t at = break_at_or_before(m->iterator, p, over); at > start;
		at = break_at_or_before(m->iterator, p, at - 1)) {
		enum err err = cut_try(m, start, at, g, cut_out);

		if (err != ERR_OK || cut_out->width <= m->limit)
			return err;
	}
	*overflows = true;
	return cut_emergency(m, start, end, over, g, cut_out);
}

static void show_hyphen(struct maker *m, const struct cut *cut)
{
	struct paragraph *p = m->p;
	struct shaped *last = &p->glyphs[cut->glyph - 1];
	uint32_t hyphen = faces_hyphen(m->e->fonts, cut->item->font);

	if (cut->glyph == p->glyph_head || last->cluster != cut->at - 1 || !hyphen)
		return;
	last->id = hyphen;
	last->hangs = false;
	last->advance = hyphen_advance(m, cut->item);
}

/* One line from start; *next_out: where the next one starts. */
static enum err make_line(
	struct maker *m, uint32_t start, uint32_t end, struct lines_result *r, uint32_t *next_out)
{
	struct cut cut;
	enum err err = find_cut(m, start, end, &cut, &r->overflows);

	if (err == ERR_OK)
		err = cut_apply(m, &cut);
	if (err != ERR_OK)
		return err;
	if (cut.width > LINE_WIDTH_MAX)
		return ERR_RANGE;
	if (cut.hyphen)
		show_hyphen(m, &cut);
	err = line_emit(m->e, &m->item, start, cut.at, cut.glyph, cut.hyphen);
	m->p->glyph_head = cut.glyph;
	*next_out = cut.at;
	return err;
}

static bool only_blanks(const struct paragraph *p, uint32_t start)
{
	for (uint32_t i = start; i < p->length; i++) {
		if (!(p->flags[i] & CHAR_SPACE))
			return false;
	}
	return true;
}

enum err lines_make(struct text_engine *e, UBreakIterator *iterator,
	const struct lines_params *params, struct lines_result *result_out)
{
	struct paragraph *p = &e->paragraph;
	struct maker m = { .e = e, .p = p, .iterator = iterator, .params = params };
	uint32_t start = 0, end;
	bool again = true;

	m.limit = params->width_26_6 > 0 ? params->width_26_6 : LINE_WIDTH_MAX;
	*result_out = (struct lines_result){ 0 };
	e->line_count = e->run_count = e->glyph_count = 0;
	while (again) {
		bool empty = true;

		for (end = start; end < p->length && !(p->flags[end] & CHAR_NEWLINE);)
			end++;
		for (; empty || start < end; empty = false) {
			enum err err;

			if (params->max_lines > 0 && (int)e->line_count == params->max_lines) {
				result_out->truncated = !only_blanks(p, start);
				return ERR_OK;
			}
			err = make_line(&m, start, end, result_out, &start);
			if (err != ERR_OK)
				return err;
		}
		again = end < p->length;
		start = end + 1 +
			(end + 1 < p->length && p->text[end] == '\r' && p->text[end + 1] == '\n');
	}
	return ERR_OK;
}
