/* Characters of a scanner or a keypad become lines. Pure. A line ends with Enter; what is longer
 * than INPUT_LINE_MAX is thrown away to its end, what nobody ends is thrown away when the next
 * character comes late, and lines in quick succession count once. Embedded in the kiosk; what was
 * read is overwritten with input_line_erase. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define INPUT_LINE_MAX 96 /* a family's paper has the longest code: 84 symbols */

struct input_line_config {
	int pause_ms;    /* longest time between two characters of a line */
	int interval_ms; /* shortest time between two lines */
};

struct input_line {
	struct input_line_config config;
	char text[INPUT_LINE_MAX + 1];
	int size;
	bool is_dropping; /* too long: up to its Enter, or a pause, nothing counts */
	bool has_begun;
	int64_t last_ms; /* the last character's time */
	int64_t line_ms; /* the last line's */
	int64_t told_ms; /* the last INPUT_THROWN's */
	bool has_line, has_told;
};

enum input_result {
	INPUT_NOTHING, /* go on */
	INPUT_LINE,    /* text holds it until the next character */
	INPUT_THROWN   /* something made no line; said once a minute at most, for the log */
};

#define INPUT_TOLD_MS 60000

void input_line_init(struct input_line *l, struct input_line_config config);
/* A character as the device sends it: '\n' is Enter, '\b' takes the line back, '\0' a key that is
 * no character and spoils the line. */
enum input_result input_line_feed(struct input_line *l, char c, int64_t now_ms);
/* What was read may be a paper's code or the staff's card. */
void input_line_erase(struct input_line *l);
/* Nobody ended it in time: it is overwritten. INT64_MAX: there is nothing to overwrite. */
void input_line_step(struct input_line *l, int64_t now_ms);
int64_t input_line_next_ms(const struct input_line *l);
