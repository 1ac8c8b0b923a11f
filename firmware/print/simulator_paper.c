/* The simulated printer's commands and paper. */
#include <stdlib.h>
#include <string.h>

#include "print/simulator_internal.h"

#define ESC 0x1B
#define GS 0x1D
#define DLE 0x10

#define STRIP_ROWS 24
#define TEXT_ROWS 30 /* a line of the printer's own letters */
#define TEXT_COLUMN_DOTS 12
#define PAPER_ROWS_MAX 400000 /* 50 m: more than a roll */

/* ---------------------------------------------------------------- jobs */

static struct simulator_job *last_job(const struct simulator *s)
{
	return s->job_count ? &s->jobs[s->job_count - 1] : NULL;
}

/* Room for `rows` more rows, white. */
static bool reserve_rows(struct simulator *s, struct simulator_job *job, int rows)
{
	int capacity = job->capacity ? job->capacity : 1024;
	uint8_t *bits;

	if (rows > PAPER_ROWS_MAX - job->paper.height)
		return false;
	while (capacity < job->paper.height + rows)
		capacity *= 2;
	if (capacity == job->capacity)
		return true;
	job->paper.width = s->model->dots;
	job->paper.stride = (s->model->dots + 7) / 8;
	bits = realloc(job->paper.bits, (size_t)capacity * (size_t)job->paper.stride);
	if (!bits)
		return false;
	memset(bits + (size_t)job->capacity * (size_t)job->paper.stride, 0,
		(size_t)(capacity - job->capacity) * (size_t)job->paper.stride);
	job->paper.bits = bits;
	job->capacity = capacity;
	return true;
}

/* The job that prints now; a new one after a cut. NULL without memory. */
static struct simulator_job *current_job(struct simulator *s)
{
	struct simulator_job *job = last_job(s);

	if (job && !job->is_cut)
		return job;
	if (s->job_count == s->job_capacity) {
		int capacity = s->job_capacity ? s->job_capacity * 2 : 8;
		struct simulator_job *jobs = realloc(s->jobs, (size_t)capacity * sizeof(*s->jobs));

		if (!jobs)
			return NULL;
		s->jobs = jobs;
		s->job_capacity = capacity;
	}
	job = &s->jobs[s->job_count++];
	*job = (struct simulator_job){ 0 };
	if (s->carried.height && reserve_rows(s, job, s->carried.height)) {
		memcpy(job->paper.bits, s->carried.bits,
			(size_t)s->carried.height * (size_t)s->carried.stride);
		job->paper.height = s->carried.height;
	}
	s->carried.height = 0;
	return job;
}

static void record(struct simulator *s, const uint8_t *bytes, size_t n, bool starts_job)
{
	struct simulator_job *job = starts_job ? current_job(s) : last_job(s);

	if (!job)
		job = current_job(s);
	if (job)
		buf_append(&job->bytes, bytes, n);
}

void simulator_paper_finish(struct simulator *s)
{
	for (int i = 0; i < s->job_count; i++) {
		free(s->jobs[i].paper.bits);
		buf_finish(&s->jobs[i].bytes);
	}
	free(s->jobs);
	free(s->carried.bits);
}

bool simulator_take_paper(struct simulator *s)
{
	bool was_there = s->is_presented;

	s->is_presented = false;
	return was_there;
}

int simulator_jobs(const struct simulator *s)
{
	const struct simulator_job *job = last_job(s);

	return s->job_count - (job && !job->is_cut);
}

bool simulator_paper(const struct simulator *s, int job, const struct bitmap **paper_out)
{
	if (job < 0 || job >= s->job_count || s->jobs[job].paper.height == 0)
		return false;
	*paper_out = &s->jobs[job].paper;
	return true;
}

bool simulator_bytes(
	const struct simulator *s, int job, const uint8_t **bytes_out, size_t *size_out)
{
	if (job < 0 || job >= s->job_count)
		return false;
	*bytes_out = (const uint8_t *)s->jobs[job].bytes.data;
	*size_out = s->jobs[job].bytes.size;
	return true;
}

/* ---------------------------------------------------------------- paper */

static void roll(struct simulator *s, int rows)
{
	if (s->rows_to_paper_end < 0)
		return;
	s->rows_to_paper_end -= rows;
	if (s->rows_to_paper_end > 0)
		return;
	s->rows_to_paper_end = -1;
	s->paper_end = true;
	simulator_report(s, false);
}

static void feed(struct simulator *s, int rows)
{
	struct simulator_job *job = current_job(s);

	if (rows <= 0 || !job || !reserve_rows(s, job, rows))
		return;
	job->paper.height += rows;
	roll(s, rows);
}

/* Prints one row of dots; what lies outside the print area is dropped. */
static void print_row(struct simulator *s, const uint8_t *bits, size_t bytes)
{
	struct simulator_job *job = current_job(s);
	int width = (int)bytes * 8, left = s->margin;
	uint8_t *row;

	if (!job || !reserve_rows(s, job, 1))
		return;
	if (width < s->area)
		left += s->align == 1 ? (s->area - width) / 2 : s->align == 2 ? s->area - width : 0;
	row = job->paper.bits + (size_t)job->paper.height * (size_t)job->paper.stride;
	for (int x = 0; x < width && x < s->area; x++) {
		if (bits[x / 8] >> (7 - x % 8) & 1 && left + x < job->paper.width)
			row[(left + x) / 8] |= (uint8_t)(0x80 >> (left + x) % 8);
	}
	job->paper.height++;
	roll(s, 1);
}

/* A printer's own letters are shown as boxes: enough to see that something went wrong. */
static void print_text_line(struct simulator *s)
{
	uint8_t row[(MODEL_DOTS_MAX + 7) / 8];

	for (int y = 0; y < TEXT_ROWS; y++) {
		memset(row, 0, sizeof(row));
		for (int x = 0; x < s->text_columns * TEXT_COLUMN_DOTS && x < MODEL_DOTS_MAX; x++) {
			int in_x = x % TEXT_COLUMN_DOTS;

			if (y >= 2 && y < 24 && in_x < 10 &&
				(y < 4 || y >= 22 || in_x < 2 || in_x >= 8))
				row[x / 8] |= (uint8_t)(0x80 >> x % 8);
		}
		print_row(s, row, sizeof(row));
	}
	s->text_columns = 0;
}

static void print_strip(struct simulator *s)
{
	for (int y = 0; y < STRIP_ROWS; y++)
		print_row(s, s->strip.bits + (size_t)y * (size_t)s->strip.stride,
			(size_t)s->strip.stride);
	memset(s->strip.bits, 0, (size_t)STRIP_ROWS * (size_t)s->strip.stride);
	s->strip_columns = 0;
	feed(s, s->line_spacing - STRIP_ROWS);
}

static void line_feed(struct simulator *s)
{
	if (s->strip_columns)
		print_strip(s);
	else if (s->text_columns)
		print_text_line(s);
	else
		feed(s, s->line_spacing);
}

/* `feeds`: to the cutter first. Otherwise the last stretch, between head and cutter, stays in the
 * printer and comes out on the next paper. */
static void cut(struct simulator *s, bool feeds)
{
	struct simulator_job *job = current_job(s);
	int gap = feeds ? 0 : model_mm_to_dots(s->model, s->model->cut_feed_mm);

	if (!job)
		return;
	if (gap > job->paper.height)
		gap = job->paper.height;
	if (gap) {
		size_t bytes = (size_t)gap * (size_t)job->paper.stride;
		uint8_t *bits = realloc(s->carried.bits, bytes);

		if (bits) {
			s->carried = job->paper;
			s->carried.bits = bits;
			s->carried.height = gap;
			job->paper.height -= gap;
			memcpy(bits,
				job->paper.bits +
					(size_t)job->paper.height * (size_t)job->paper.stride,
				bytes);
		}
	}
	job->is_cut = true;
}

/* ---------------------------------------------------------------- commands */

static size_t word(const uint8_t *p)
{
	return (size_t)p[0] | (size_t)p[1] << 8;
}

void simulator_initialise(struct simulator *s)
{
	s->parse = PARSE_COMMAND;
	s->command_size = 0;
	s->data_left = s->row_filled = s->strip_filled = 0;
	s->previous = 0;
	s->strip_columns = s->text_columns = 0;
	memset(s->strip.bits, 0, (size_t)STRIP_ROWS * (size_t)s->strip.stride);
	buf_clear(&s->graphics);
	s->line_spacing = TEXT_ROWS;
	s->unit_y = s->model->dpi;
	s->align = s->margin = 0;
	s->area = s->model->dots;
}

/* How long the command is that begins so (at least n + 1 while that is not known); 0: unknown. */
static size_t esc_length(const uint8_t *p, size_t n)
{
	if (n < 2)
		return 2;
	switch (p[1]) {
	case '@':
	case '2':
		return 2;
	case '3':
	case 'a':
	case 'J':
	case 'd':
	case '!':
	case 'E':
	case 't':
	case 'M':
		return 3;
	case 'c':
		return 4;
	case '*':
		return 5;
	default:
		return 0;
	}
}

static size_t gs_length(const struct simulator *s, const uint8_t *p, size_t n)
{
	if (n < 2)
		return 2;
	switch (p[1]) {
	case 'a':
	case 'r':
	case 'I':
	case '!':
		return 3;
	case 'L':
	case 'W':
	case 'P':
		return 4;
	case 'V':
		return n < 3 ? 3 : p[2] == 65 || p[2] == 66 ? 4 : 3;
	case 'v':
		return 8;
	case '(':
		if (n < 5)
			return 5;
		if (p[2] == 'L' && word(p + 3) > 10)
			return 15;
		return word(p + 3) <= 20 ? 5 + word(p + 3) : 5;
	case '8':
		return 17;
	case 'e': /* Custom's presenter; others do not know it */
		return !s->model->has_presenter ? 0 : n < 3 || p[2] != 3 ? 3 : 4;
	default:
		return 0;
	}
}

static size_t command_length(const struct simulator *s, const uint8_t *p, size_t n)
{
	return p[0] == ESC ? esc_length(p, n) : p[0] == GS ? gs_length(s, p, n) : 1;
}

static void begin_data(struct simulator *s, enum simulator_parse parse, size_t size, uint8_t last)
{
	s->data_left = size;
	s->row_filled = 0;
	s->previous = last;
	if (size)
		s->parse = parse;
}

static void run_esc(struct simulator *s, const uint8_t *p)
{
	struct simulator_job *job = last_job(s);

	switch (p[1]) {
	case '@':
		if (s->model->cut == MODEL_CUT_NONE && job && job->paper.height)
			job->is_cut = true; /* torn off by hand */
		simulator_initialise(s);
		s->asb_mask = 0;
		break;
	case '2':
		s->line_spacing = TEXT_ROWS;
		break;
	case '3':
		s->line_spacing = p[2] * s->model->dpi / s->unit_y;
		break;
	case 'a':
		s->align = p[2] % 48;
		break;
	case 'J':
		feed(s, p[2] * s->model->dpi / s->unit_y);
		break;
	case 'd':
		feed(s, p[2] * s->line_spacing);
		break;
	case '*':
		if (p[2] != 33) {
			s->notes.unknown_commands++;
			break;
		}
		s->strip_filled = 0;
		begin_data(s, PARSE_COLUMNS, word(p + 3) * 3, p[4]);
		break;
	default:
		break; /* text styles: nothing to see in a picture */
	}
}

static void run_graphics(struct simulator *s, const uint8_t *parameters, size_t size, uint8_t last)
{
	size_t row_bytes = (word(parameters + 6) + 7) / 8;

	if (parameters[0] != 0x30 || parameters[1] != 0x70 || size < 10 || row_bytes == 0) {
		s->notes.unknown_commands++;
		begin_data(s, PARSE_SKIP, size > 10 ? size - 10 : 0, last);
		return;
	}
	s->graphics_row_bytes = row_bytes;
	begin_data(s, PARSE_GRAPHICS, size - 10, last);
}

static void print_graphics(struct simulator *s)
{
	size_t step = s->graphics_row_bytes; /* 0: nothing was ever stored */

	for (size_t at = 0; step && at + step <= s->graphics.size; at += step)
		print_row(s, (const uint8_t *)s->graphics.data + at, step);
	buf_clear(&s->graphics);
}

static void run_gs_parenthesis(struct simulator *s, const uint8_t *p)
{
	size_t size = word(p + 3);

	if (p[2] == 'L' && size > 10) {
		run_graphics(s, p + 5, size, p[14]);
	} else if (p[2] == 'L' && size == 2 && p[5] == 0x30 && (p[6] == 0x32 || p[6] == 2)) {
		print_graphics(s);
	} else if (p[2] == 'H' && size == 6 && s->model->has_completion) {
		const uint8_t reply[] = { 0x37, 0x22, p[7], p[8], p[9], p[10], 0 };

		simulator_reply(s, reply, sizeof(reply));
	} else {
		s->notes.unknown_commands++;
		if (size > 20)
			begin_data(s, PARSE_SKIP, size, p[4]);
	}
}

static void run_presenter(struct simulator *s, int n)
{
	uint8_t status = s->is_presented ? 0x08 : 0;

	if (n == 3 && s->job_count && last_job(s)->is_cut) {
		s->is_presented = true;
		s->notes.presented++;
	} else if (n == 2 || n == 5) {
		s->notes.retracted += s->is_presented && n == 2;
		s->is_presented = false;
	} else if (n == 6) {
		simulator_reply(s, &status, 1);
	}
}

/* 5F text 00: the maker, the model */
static void identify(struct simulator *s, int n)
{
	const char *text = n == 0x43 ? s->model->name : n == 0x42 ? "Kiosk" : "simulated";

	simulator_reply(s, (const uint8_t *)"_", 1);
	simulator_reply(s, (const uint8_t *)text, strlen(text) + 1);
}

static void run_gs(struct simulator *s, const uint8_t *p)
{
	uint8_t paper;

	switch (p[1]) {
	case 'a':
		s->asb_mask = p[2];
		simulator_report(s, true);
		break;
	case 'r':
		paper = s->paper_low ? 0x03 : 0;
		simulator_reply(s, &paper, 1);
		break;
	case 'I':
		identify(s, p[2]);
		break;
	case 'L':
		s->margin = (int)word(p + 2);
		break;
	case 'W':
		s->area = (int)word(p + 2);
		break;
	case 'P':
		s->unit_y = p[3] ? p[3] : s->model->dpi;
		break;
	case 'V':
		if (s->model->cut != MODEL_CUT_NONE)
			cut(s, p[2] == 65 || p[2] == 66);
		break;
	case 'v':
		if (p[2] != '0' || word(p + 4) == 0) {
			s->notes.unknown_commands++;
			break;
		}
		s->row_bytes = word(p + 4);
		begin_data(s, PARSE_RASTER, s->row_bytes * word(p + 6), p[7]);
		break;
	case 'e':
		run_presenter(s, p[2]);
		break;
	case '(':
		run_gs_parenthesis(s, p);
		break;
	case '8':
		run_graphics(s, p + 7, word(p + 3) | word(p + 5) << 16, p[16]);
		break;
	default:
		break;
	}
}

/* What may follow a cut and still belongs to the paper before it. */
static bool is_afterword(const uint8_t *p)
{
	return p[0] == GS && (p[1] == 'r' || p[1] == 'a' || p[1] == 'I' || p[1] == 'e' ||
				     (p[1] == '(' && p[2] == 'H'));
}

static void run_command(struct simulator *s)
{
	const uint8_t *p = s->command;
	bool is_init = p[0] == ESC && p[1] == '@';

	if (!is_init)
		record(s, p, s->command_size, p[0] != 0 && !is_afterword(p));
	if (p[0] == ESC) {
		run_esc(s, p);
	} else if (p[0] == GS) {
		run_gs(s, p);
	} else if (p[0] == '\n') {
		line_feed(s);
	} else if (p[0] >= 0x20) {
		s->notes.text_bytes++;
		s->text_columns++;
		if (s->text_columns * TEXT_COLUMN_DOTS >= s->area)
			line_feed(s);
	}
	if (is_init) /* recorded after it ran: it may have torn the paper off */
		record(s, (const uint8_t[]){ ESC, '@' }, 2, true);
}

static void take_command_byte(struct simulator *s, uint8_t byte)
{
	size_t length;

	s->command[s->command_size++] = byte;
	length = command_length(s, s->command, s->command_size);
	if (length > s->command_size)
		return;
	if (length == 0) { /* unknown: a clone prints it */
		s->notes.unknown_commands++;
		s->command[0] = '?';
		s->command_size = 1;
	}
	run_command(s);
	s->command_size = 0;
}

static void take_column_byte(struct simulator *s, uint8_t byte)
{
	size_t x = s->strip_filled / 3;
	size_t y = s->strip_filled % 3 * 8;

	s->strip_filled++;
	if (x >= (size_t)s->strip.width)
		return;
	s->strip_columns = (int)x + 1;
	for (size_t i = 0; i < 8; i++) {
		if (byte & 0x80 >> i)
			s->strip.bits[(y + i) * (size_t)s->strip.stride + x / 8] |=
				(uint8_t)(0x80 >> x % 8);
	}
}

static void take_data_byte(struct simulator *s, uint8_t byte)
{
	if (s->previous == DLE && (byte == 0x04 || byte == 0x05 || byte == 0x14))
		s->notes.realtime_in_raster++;
	s->previous = byte;
	s->data_left--;
	record(s, &byte, 1, true);
	switch (s->parse) {
	case PARSE_RASTER:
		s->row[s->row_filled++] = byte;
		if (s->row_filled == s->row_bytes) {
			s->row_filled = 0;
			print_row(s, s->row, s->row_bytes);
		}
		break;
	case PARSE_GRAPHICS:
		buf_putc(&s->graphics, (char)byte);
		break;
	case PARSE_COLUMNS:
		take_column_byte(s, byte);
		break;
	case PARSE_COMMAND:
	case PARSE_SKIP:
		break;
	}
	if (s->data_left == 0)
		s->parse = PARSE_COMMAND;
}

void simulator_take(struct simulator *s, uint8_t byte)
{
	if (s->parse == PARSE_COMMAND)
		take_command_byte(s, byte);
	else
		take_data_byte(s, byte);
}
