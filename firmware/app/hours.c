#include "app/hours.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"

#define MINUTE_MS 60000
#define DAY_MS 86400000
#define DAY_BYTES 10

/* "HH:MM" at text -> minutes; -1 */
static int minutes_at(const char *text)
{
	int h, m;

	for (int i = 0; i < 5; i++)
		if (i == 2 ? text[i] != ':' : text[i] < '0' || text[i] > '9')
			return -1;
	h = (text[0] - '0') * 10 + text[1] - '0';
	m = (text[3] - '0') * 10 + text[4] - '0';
	return h <= 24 && m < 60 && h * 60 + m <= 24 * 60 ? h * 60 + m : -1;
}

static bool parse_hours(const char *text, int *from_out, int *until_out)
{
	if (strlen(text) != 11 || text[5] != '-')
		return false;
	*from_out = minutes_at(text);
	*until_out = minutes_at(text + 6);
	return *from_out >= 0 && *until_out > *from_out;
}

bool hours_day_holds(const char *text)
{
	int from, until;

	return !*text || strcmp(text, "closed") == 0 || parse_hours(text, &from, &until);
}

/* The next day of the list, copied; false at its end. *text_io moves on. */
static bool take_day(const char **text_io, char day_out[DAY_BYTES + 1])
{
	const char *text = *text_io + strspn(*text_io, " ,");
	size_t size = strcspn(text, " ,");

	*text_io = text + size;
	snprintf(day_out, DAY_BYTES + 1, "%.*s", size == DAY_BYTES ? DAY_BYTES : 0, text);
	return size > 0;
}

bool hours_days_hold(const char *text)
{
	char day[DAY_BYTES + 1];
	int number;

	while (take_day(&text, day))
		if (!day_parse(day, &number))
			return false;
	return true;
}

static bool is_closed_day(const struct settings *s, int day)
{
	const char *rest = s->closed_days;
	char iso[DAY_BYTES + 1], item[DAY_BYTES + 1];

	day_write(day, iso);
	while (take_day(&rest, item))
		if (strcmp(item, iso) == 0)
			return true;
	return false;
}

/* The minutes from which and until which it is open on that day; false: closed all day. A weekday
 * without hours counts as closed where another one has some. */
static bool open_on(const struct settings *s, int day, int *from_out, int *until_out)
{
	return !is_closed_day(s, day) &&
	       parse_hours(s->open_days[day_weekday(day)], from_out, until_out);
}

static bool has_hours(const struct settings *s)
{
	for (int i = 0; i < 7; i++)
		if (s->open_days[i][0])
			return true;
	return s->closed_days[0] != '\0';
}

/* Only days are closed, no hours are known: such a day is closed as a whole. */
static bool has_only_closed_days(const struct settings *s)
{
	for (int i = 0; i < 7; i++)
		if (s->open_days[i][0])
			return false;
	return true;
}

static bool open_span(const struct settings *s, int day, int *from_out, int *until_out)
{
	if (!has_only_closed_days(s))
		return open_on(s, day, from_out, until_out);
	*from_out = 0;
	*until_out = 24 * 60;
	return !is_closed_day(s, day);
}

static void set_opening(struct hours_state *out, int day, int minute)
{
	char text[16];

	out->opens = true;
	day_write(day, out->opens_day);
	snprintf(text, sizeof(text), "%02d:%02d", minute / 60 % 24, minute % 60);
	memcpy(out->opens_at, text, 5);
	out->opens_at[5] = '\0';
}

void hours_at(const struct settings *s, const char *day, int64_t day_ms, struct hours_state *out)
{
	int today, from, until;

	*out = (struct hours_state){ .is_open = true, .left_ms = INT64_MAX };
	if (!has_hours(s) || day_ms < 0 || !day_parse(day, &today))
		return;
	out->is_set = true;
	today += (int)(day_ms / DAY_MS);
	day_ms %= DAY_MS;
	out->is_open = open_span(s, today, &from, &until) && day_ms >= (int64_t)from * MINUTE_MS &&
		       day_ms < (int64_t)until * MINUTE_MS;
	if (out->is_open) {
		out->left_ms = (int64_t)until * MINUTE_MS - day_ms;
		return;
	}
	for (int i = 0; i < HOURS_LOOK_DAYS; i++) {
		if (!open_span(s, today + i, &from, &until) ||
			(i == 0 && day_ms >= (int64_t)from * MINUTE_MS))
			continue;
		out->left_ms = (int64_t)i * DAY_MS + (int64_t)from * MINUTE_MS - day_ms;
		set_opening(out, today + i, from);
		return;
	}
}
