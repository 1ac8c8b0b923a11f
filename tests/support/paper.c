#include "paper.h"

#include <stdlib.h>
#include <string.h>

struct words {
	const char *code, *title, *heading, *tick, *bring, *document;
};

static const struct words words[] = {
	{ "sv", "Min lista", "Skaffa id-kort", "Betala avgiften före besöket", "Ta med",
		"Kvitto som visar att du har betalat" },
	{ "en", "My list", "Get an ID card", "Pay the fee before the visit", "Bring with you",
		"A receipt that shows that you have paid" },
	{ "ar", "قائمتي", "احصل على بطاقة هوية", "ادفع الرسوم (400 كرونة) قبل الزيارة", "أحضر معك",
		"إيصال يثبت أنك دفعت" },
	{ "fa", "فهرست من", "کارت شناسایی بگیرید", "پیش از مراجعه هزینه را بپردازید",
		"با خود بیاورید",
		"رسیدی که نشان می‌دهد پرداخت کرده‌اید" },
	{ "uk", "Мій список", "Отримайте посвідчення особи", "Сплатіть збір до візиту",
		"Візьміть із собою", "Квитанція про оплату" },
	{ "ti", "ዝርዝረይ", "መንነት ወረቐት ኣውጽእ", "ቅድሚ ምጻእካ ክፍሊት ክፈል", "ምሳኻ ኣምጽእ", "ከም ዝኸፈልካ ዘርኢ ቅብሊት" },
};

void paper_open(struct paper *p)
{
	fixtures_open(&p->f);
	p->glyphs = glyphs_create(p->f.fonts, 512, 512);
	if (!p->glyphs)
		abort();
}

void paper_close(struct paper *p)
{
	glyphs_destroy(p->glyphs);
	fixtures_close(&p->f);
}

static struct text_rich plain(const char *utf8)
{
	return (struct text_rich){ .utf8 = utf8, .size = strlen(utf8) };
}

static struct receipt_line line(
	enum receipt_kind kind, const struct lang *lang, const char *text, const char *swedish)
{
	return (struct receipt_line){ .kind = kind,
		.text = plain(text),
		.lang = lang,
		.swedish = strcmp(lang->code, "sv") ? plain(swedish) : (struct text_rich){ 0 } };
}

const struct receipt *paper_receipt(struct paper *p, const char *code, int items)
{
	const struct lang *lang = fixtures_lang(&p->f, code), *sv = fixtures_lang(&p->f, "sv");
	const struct words *w = words, *s = words;
	struct receipt_line *l = arena_array(p->f.arena, (size_t)items * 12 + 4, sizeof(*l));
	struct receipt *receipt = arena_alloc(p->f.arena, sizeof(*receipt));
	int n = 0;

	while (strcmp(w->code, code) != 0)
		w++;
	l[n++] = line(RECEIPT_SMALL, sv, "Servicekontor", "");
	l[n++] = line(RECEIPT_TITLE, lang, w->title, s->title);
	for (int i = 0; i < items; i++) {
		l[n++] = (struct receipt_line){ .kind = RECEIPT_RULE };
		l[n++] = line(RECEIPT_HEADING, lang, w->heading, "id-kort · Skatteverket");
		l[n++] = line(RECEIPT_TICK, lang, w->tick, s->tick);
		l[n++] = line(RECEIPT_SUBHEADING, lang, w->bring, s->bring);
		l[n++] = line(RECEIPT_TICK, lang, w->document, "kvitto på avgiften");
		l[n++] = line(RECEIPT_TEXT, lang, w->document, s->document);
		l[n++] = line(RECEIPT_SAY, sv, "Jag vill ansöka om id-kort.", "");
		l[n++] = (struct receipt_line){ .kind = RECEIPT_SPACE, .space_mm = 2 };
		l[n++] = line(RECEIPT_QR, sv,
			"\xE2\x81\xA6skatteverket.se/idkort\xE2\x81\xA9\nSkatteverket\n"
			"\xE2\x81\xA6"
			"0771-567 567\xE2\x81\xA9",
			"");
		l[n - 1].qr = "https://www.skatteverket.se/idkort";
	}
	*receipt = (struct receipt){ lang, sv, l, n, 1 };
	return receipt;
}

struct printer_model paper_model(int dots, enum model_raster raster)
{
	return (struct printer_model){ .name = "test",
		.title = "test",
		.dots = dots,
		.dpi = dots == 512 ? 180 : 203,
		.paper_mm = dots < 400 ? 58 : 80,
		.band_rows = 128,
		.raster = raster,
		.cut = MODEL_CUT_PARTIAL,
		.has_asb = true,
		.has_dle_eot = true,
		.has_paper_query = true,
		.has_completion = true,
		.has_clear = true };
}
