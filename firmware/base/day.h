/* Days of the Gregorian calendar as numbers, so that they can be counted; day 0 is 1970-01-01. Pure
 * arithmetic: no clock, no time zone. */
#pragma once

#include <stdbool.h>

/* YYYY-MM-DD -> its number; false if that is no day. */
bool day_parse(const char *iso, int *day_out);
/* The number -> YYYY-MM-DD, for the years 1 to 9999. */
void day_write(int day, char iso_out[11]);
/* 0 Monday ... 6 Sunday */
int day_weekday(int day);
