#include "app/input_line.h"

#include <string.h>

void input_line_init(struct input_line *l, struct input_line_config config)
{
	*l = (struct input_line){ .config = config };
}

void input_line_erase(struct input_line *l)
{
	explicit_bzero(l->text, sizeof(l->text));
	l->size = 0;
}

/* A device that never stops must not fill the log. */
static enum input_result throw_away(struct input_line *l, int64_t now_ms)
{
	input_line_erase(l);
	if (l->has_told && now_ms - l->told_ms < INPUT_TOLD_MS)
		return INPUT_NOTHING;
	l->has_told = true;
	l->told_ms = now_ms;
	return INPUT_THROWN;
}

static enum input_result end_line(struct input_line *l, int64_t now_ms)
{
	bool is_hurried = l->has_line && now_ms - l->line_ms < l->config.interval_ms;

	if (l->is_dropping) {
		l->is_dropping = false;
		return INPUT_NOTHING; /* it was said when it became too long */
	}
	if (!l->size)
		return INPUT_NOTHING;
	l->has_line = true;
	l->line_ms = now_ms; /* also of one that comes too soon: noise stays noise */
	if (is_hurried)
		return throw_away(l, now_ms);
	l->text[l->size] = '\0';
	l->size = 0;
	return INPUT_LINE;
}

enum input_result input_line_feed(struct input_line *l, char c, int64_t now_ms)
{
	bool is_late = l->has_begun && now_ms - l->last_ms > l->config.pause_ms;

	l->has_begun = true;
	l->last_ms = now_ms;
	if (is_late) { /* the rest of something that was broken off */
		input_line_erase(l);
		l->is_dropping = false;
	}
	if (c == '\n')
		return end_line(l, now_ms);
	if (c == '\b') { /* all of it anew */
		input_line_erase(l);
		return INPUT_NOTHING;
	}
	if (!l->size)
		explicit_bzero(l->text, sizeof(l->text));
	if (l->is_dropping)
		return INPUT_NOTHING;
	if (c == '\0' || l->size == INPUT_LINE_MAX) {
		l->is_dropping = true;
		return throw_away(l, now_ms);
	}
	l->text[l->size++] = c;
	return INPUT_NOTHING;
}

int64_t input_line_next_ms(const struct input_line *l)
{
	return l->size ? l->last_ms + l->config.pause_ms + 1 : INT64_MAX;
}

void input_line_step(struct input_line *l, int64_t now_ms)
{
	if (now_ms >= input_line_next_ms(l))
		input_line_erase(l);
}
