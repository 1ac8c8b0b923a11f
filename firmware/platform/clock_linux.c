#include "platform/clock_linux.h"

#include <stdio.h>
#include <time.h>

int64_t clock_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_now_ms(void)
{
	return clock_now_us() / 1000;
}

void clock_today(char today_out[11])
{
	int64_t day_ms;

	clock_local(today_out, &day_ms);
}

void clock_local(char today_out[11], int64_t *day_ms_out)
{
	struct timespec now;
	struct tm local;
	char text[64];

	clock_gettime(CLOCK_REALTIME, &now);
	localtime_r(&now.tv_sec, &local);
	*day_ms_out = (local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec) * (int64_t)1000 +
		      now.tv_nsec / 1000000;
	snprintf(text, sizeof(text), "%04d-%02d-%02d", (local.tm_year + 1900) % 10000,
		local.tm_mon + 1, local.tm_mday);
	snprintf(today_out, 11, "%.10s", text);
}

int64_t clock_ms_to_midnight(void)
{
	time_t now = time(NULL), midnight;
	struct tm local;

	localtime_r(&now, &local);
	local.tm_mday++;
	local.tm_hour = local.tm_min = local.tm_sec = 0;
	local.tm_isdst = -1;
	midnight = mktime(&local);
	return midnight > now ? (int64_t)(midnight - now) * 1000 : 1000;
}
