/* Days as YYYY-MM-DD sort as text; only the day after one needs the calendar. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/loader.h"

bool validity_holds(struct validity v, const char *today)
{
	return (!v.from || strcmp(v.from, today) <= 0) && (!v.until || strcmp(today, v.until) <= 0);
}

bool validity_overlaps(struct validity a, struct validity b)
{
	return (!a.from || !b.until || strcmp(a.from, b.until) <= 0) &&
	       (!b.from || !a.until || strcmp(b.from, a.until) <= 0);
}

void day_after(const char *day, char out[11])
{
	char iso[40];
	int year = atoi(day), month = atoi(day + 5), date = atoi(day + 8) + 1;

	/* The form knows the calendar: what is no day any more is the first of the next month. */
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year, month, date);
	if (!xml_form_holds(XML_FORM_DATE, iso)) {
		month++;
		snprintf(iso, sizeof(iso), "%04d-%02d-01", year + month / 13,
			month == 13 ? 1 : month);
	}
	memcpy(out, iso, 10);
	out[10] = '\0';
}

enum err loader_validity(struct xml_reader *r, struct validity *out)
{
	out->from = xml_attribute(r, "valid-from");
	out->until = xml_attribute(r, "valid-until");
	if (out->from && out->until && strcmp(out->from, out->until) > 0)
		return xml_fail(r, ERR_RANGE,
			"is valid from %s and only until %s, before that; mend one of the dates",
			out->from, out->until);
	return ERR_OK;
}

int content_texts_on(const struct content_text *texts, int count, const char *today)
{
	int i, n = 0;

	for (i = 0; i < count; i++)
		n += validity_holds(texts[i].valid, today);
	return n;
}
