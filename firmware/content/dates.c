/* Dates by ICU. The written rule and its table: firmware/content/README.md. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "content/rich.h"
#include "content/xml_reader.h"

#define DATE_UNITS 128 /* UTF-16 units of a date written out */

static const UChar utc[] = { 'U', 'T', 'C', 0 };

/* The language's locale with the rule's calendar and digits, whatever CLDR prefers there (fa:
 * Persian calendar and digits, th: Buddhist, ckb: Arabic-Indic digits). */
static bool locale_by_rule(const struct lang *lang, char locale[ULOC_FULLNAME_CAPACITY])
{
	UErrorCode status = U_ZERO_ERROR;

	if (snprintf(locale, ULOC_FULLNAME_CAPACITY, "%s", lang->icu_locale) >=
		ULOC_FULLNAME_CAPACITY)
		return false;
	uloc_setKeywordValue("calendar", "gregorian", locale, ULOC_FULLNAME_CAPACITY, &status);
	uloc_setKeywordValue("numbers", "latn", locale, ULOC_FULLNAME_CAPACITY, &status);
	return U_SUCCESS(status);
}

static UDate noon(const char *iso, UErrorCode *status)
{
	UCalendar *calendar = ucal_open(utc, -1, "@calendar=gregorian", UCAL_GREGORIAN, status);
	UDate date = 0;

	if (U_FAILURE(*status))
		return 0;
	ucal_clear(calendar);
	ucal_setDateTime(calendar, atoi(iso), atoi(iso + 5) - 1, atoi(iso + 8), 12, 0, 0, status);
	date = ucal_getMillis(calendar, status);
	ucal_close(calendar);
	return date;
}

static const char *write_date(struct arena *a, UDateFormat *format, const char *iso)
{
	char utf8[DATE_UNITS * 3 + 1];
	UChar text[DATE_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	UDate date = noon(iso, &status);
	int32_t size;

	if (U_FAILURE(status))
		return iso;
	size = udat_format(format, date, text, DATE_UNITS, NULL, &status);
	u_strToUTF8(utf8, sizeof(utf8), NULL, text, size, &status);
	return U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING
		       ? iso
		       : arena_strdup(a, utf8);
}

const char *rich_date(struct arena *a, const struct lang *lang, const char *iso)
{
	char locale[ULOC_FULLNAME_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *format;
	const char *text;

	if (!xml_form_holds(XML_FORM_DATE, iso) || !locale_by_rule(lang, locale))
		return iso;
	format = udat_open(UDAT_NONE, UDAT_LONG, locale, utc, -1, NULL, 0, &status);
	if (U_FAILURE(status))
		return iso;
	text = write_date(a, format, iso);
	udat_close(format);
	return text;
}

const char *rich_weekday(struct arena *a, const struct lang *lang, const char *iso)
{
	static const UChar skeleton[] = { 'E', 'E', 'E', 'E', 'M', 'M', 'M', 'M', 'd', 0 };
	char locale[ULOC_FULLNAME_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	UDateTimePatternGenerator *generator;
	UDateFormat *format;
	UChar pattern[DATE_UNITS];
	const char *text;
	int32_t size;

	if (!xml_form_holds(XML_FORM_DATE, iso) || !locale_by_rule(lang, locale))
		return iso;
	generator = udatpg_open(locale, &status);
	size = U_SUCCESS(status) ? udatpg_getBestPattern(
					   generator, skeleton, -1, pattern, DATE_UNITS, &status)
				 : 0;
	udatpg_close(generator);
	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, -1, pattern, size, &status);
	if (U_FAILURE(status))
		return iso;
	text = write_date(a, format, iso);
	udat_close(format);
	return text;
}
