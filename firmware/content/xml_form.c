#include "content/xml_reader.h"

#include <stdlib.h>
#include <string.h>

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the id at the start of s, 0 if there is none. */
static size_t id_size(const char *s)
{
	size_t n = 0;

	if (!is_lower(s[0]) && !is_digit(s[0]))
		return 0;
	while (is_lower(s[n]) || is_digit(s[n]) || (s[n] == '-' && s[n - 1] != '-'))
		n++;
	return s[n - 1] == '-' ? 0 : n;
}

static bool is_id_list(const char *s)
{
	for (;;) {
		size_t n = id_size(s);

		if (!n)
			return false;
		s += n;
		if (!*s)
			return true;
		if (*s++ != ' ')
			return false;
	}
}

static bool is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n >= 1 && n <= 4 && !s[n];
}

static bool is_date(const char *s)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year, month, day, i;

	for (i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s[i] != '-' : !is_digit(s[i]))
			return false;
	if (s[10])
		return false;
	year = atoi(s);
	month = atoi(s + 5);
	day = atoi(s + 8);
	if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1)
		return false;
	if (month == 2 && day == 29)
		return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return day <= days[month - 1];
}

/* Narrow on purpose: these addresses are printed as QR codes and shown to people. */
static bool is_https(const char *s)
{
	const char *p;
	bool has_dot = false;

	if (strncmp(s, "https://", 8) != 0)
		return false;
	for (p = s + 8; *p && *p != '/'; p++) {
		if (!is_lower(*p) && !is_digit(*p) && *p != '-' && *p != '.')
			return false;
		if (*p == '.') {
			if (p == s + 8 || p[-1] == '.' || !p[1] || p[1] == '/')
				return false;
			has_dot = true;
		}
	}
	if (!has_dot)
		return false;
	for (; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("\"<>\\^`{|}", *p))
			return false;
	return true;
}

static bool is_topic(const char *s)
{
	return s[0] == 'T' && s[1] != '0' && is_number(s + 1) && strlen(s) <= 3;
}

static bool is_phone(const char *v)
{
	size_t n = strlen(v), digits = 0, i;

	for (i = 0; i < n; i++) {
		if (is_digit(v[i])) {
			digits++;
			continue;
		}
		if (v[i] == '+' && i == 0)
			continue;
		/* single separators between digits */
		if ((v[i] != ' ' && v[i] != '-') || !digits || i + 1 == n || v[i - 1] == ' ' ||
			v[i - 1] == '-')
			return false;
	}
	return digits >= 3 && digits <= 15;
}

bool xml_form_holds(enum xml_form form, const char *value)
{
	switch (form) {
	case XML_FORM_ID:
		return id_size(value) && !value[id_size(value)];
	case XML_FORM_IDS:
		return is_id_list(value);
	case XML_FORM_TEXT:
		return value[strspn(value, " \t\r\n")] != '\0';
	case XML_FORM_NUMBER:
		return is_number(value);
	case XML_FORM_DATE:
		return is_date(value);
	case XML_FORM_HTTPS:
		return is_https(value);
	case XML_FORM_YES_NO:
		return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
	case XML_FORM_TOPIC:
		return is_topic(value);
	case XML_FORM_PHONE:
		return is_phone(value);
	}
	return false;
}
