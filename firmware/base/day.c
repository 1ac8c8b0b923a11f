#include "base/day.h"

#include <stdio.h>
#include <string.h>

#define DAYS_400_YEARS 146097
#define DAYS_TO_1970 719468 /* from 0000-03-01 */

/* The year begins in March, so that the leap day is its last: then a month's first day is a
 * straight line (153 days in five months). */
static int number_of(int year, int month, int day)
{
	int march_year = year - (month <= 2);
	int era = march_year / 400, in_era = march_year % 400;
	int in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * DAYS_400_YEARS + in_era * 365 + in_era / 4 - in_era / 100 + in_year -
	       DAYS_TO_1970;
}

bool day_parse(const char *iso, int *day_out)
{
	int year, month, day, used = 0;
	char same[11];

	if (strlen(iso) != 10 || sscanf(iso, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 ||
		used != 10 || year < 1 || month < 1 || month > 12 || day < 1)
		return false;
	*day_out = number_of(year, month, day);
	day_write(*day_out, same);
	return strcmp(same, iso) == 0; /* 30 February becomes another day */
}

void day_write(int day, char iso_out[11])
{
	int days = day + DAYS_TO_1970, era = days / DAYS_400_YEARS, in_era = days % DAYS_400_YEARS;
	int year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * year + year / 4 - year / 100);
	int month = (5 * in_year + 2) / 153;
	int in_month = in_year - (153 * month + 2) / 5 + 1;
	char text[40];

	month = month < 10 ? month + 3 : month - 9;
	year += era * 400 + (month <= 2);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, in_month);
	memcpy(iso_out, text, 10);
	iso_out[10] = '\0';
}

int day_weekday(int day)
{
	int from_monday = (day + 3) % 7; /* 1970-01-01 was a Thursday */

	return from_monday < 0 ? from_monday + 7 : from_monday;
}
