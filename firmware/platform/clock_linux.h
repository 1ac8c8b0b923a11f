/* The only places where time is read. */
#pragma once

#include <stdint.h>

/* Monotonic, from an unspecified start; never goes back. */
int64_t clock_now_ms(void);
int64_t clock_now_us(void);
/* The local date as YYYY-MM-DD. */
void clock_today(char today_out[11]);
/* The same, and the milliseconds since its midnight by the clock on the wall. */
void clock_local(char today_out[11], int64_t *day_ms_out);
/* Milliseconds until the local date changes, at least 1; hours of 23 and 25 (summer time) counted.
 */
int64_t clock_ms_to_midnight(void);
