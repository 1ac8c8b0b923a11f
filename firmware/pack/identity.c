#include "pack/identity.h"

#include <stdio.h>
#include <string.h>

bool pack_name_is_valid(const char *name)
{
	size_t size = strlen(name);

	if (size < 1 || size > PACK_NAME_MAX || name[0] < 'a' || name[0] > 'z')
		return false;
	return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == size;
}

static int digits(const char *s, int count)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		number = number * 10 + (s[i] - '0');
	}
	return number;
}

bool pack_day_is_valid(const char *day)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year, month, date, last;

	if (strlen(day) != 10 || day[4] != '-' || day[7] != '-')
		return false;
	year = digits(day, 4);
	month = digits(day + 5, 2);
	date = digits(day + 8, 2);
	if (year < 1970 || month < 1 || month > 12 || date < 1)
		return false;
	last = lengths[month - 1];
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		last = 29;
	return date <= last;
}

bool pack_number_parse(const char *text, uint64_t max, uint64_t *number_out)
{
	uint64_t number = 0;

	if (!*text || (text[0] == '0' && text[1]))
		return false;
	for (const char *c = text; *c; c++) {
		unsigned digit = (unsigned)(*c - '0');

		if (digit > 9 || number > (max - digit) / 10 || digit > max)
			return false;
		number = number * 10 + digit;
	}
	*number_out = number;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool pack_hash_parse(const char *hex, uint8_t hash_out[PACK_HASH_BYTES])
{
	if (strlen(hex) != PACK_HEX_BYTES - 1)
		return false;
	for (int i = 0; i < PACK_HASH_BYTES; i++) {
		int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		hash_out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

void pack_hash_write(const uint8_t hash[PACK_HASH_BYTES], char hex_out[PACK_HEX_BYTES])
{
	for (int i = 0; i < PACK_HASH_BYTES; i++)
		snprintf(hex_out + 2 * i, 3, "%02x", hash[i]);
}

void pack_identity_comment(const struct pack_identity *id, char comment_out[PACK_COMMENT_BYTES])
{
	snprintf(comment_out, PACK_COMMENT_BYTES, "pack:%s seq:%u issued:%s expires:%s", id->name,
		(unsigned)id->seq, id->issued, id->expires);
}
