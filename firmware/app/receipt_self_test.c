#include "app/receipt_self_test.h"

#include <string.h>

#include "print/fault_codes.h"

#define LINES_MAX 128

struct page {
	struct arena *arena;
	const struct lang *swedish;
	struct receipt_line *lines;
	int count;
	bool failed;
};

static void add_line(struct page *p, struct receipt_line line)
{
	if (p->count < LINES_MAX)
		p->lines[p->count++] = line;
	else
		p->failed = true;
}

static void add(struct page *p, enum receipt_kind kind, const char *text)
{
	if (!text)
		p->failed = true;
	else
		add_line(p, (struct receipt_line){ .kind = kind,
				    .text = { .utf8 = text, .size = strlen(text) },
				    .lang = p->swedish });
}

/* What it is at the start edge, its value at the end edge. */
static void add_pair(struct page *p, const char *what, const char *value)
{
	if (!value)
		p->failed = true;
	else
		add_line(p, (struct receipt_line){ .kind = RECEIPT_SMALL,
				    .text = { .utf8 = what, .size = strlen(what) },
				    .lang = p->swedish,
				    .swedish = { .utf8 = value, .size = strlen(value) } });
}

static void add_printer(struct page *p, const struct self_test *t)
{
	const struct printer_model *m = t->model;

	add(p, RECEIPT_SUBHEADING, "Skrivaren");
	add_pair(p, "Modell", m->title);
	if (t->report.identity && *t->report.identity)
		add_pair(p, "Säger sig vara", t->report.identity);
	add_pair(p, "Bredd",
		arena_printf(p->arena, "%d punkter, %.0f mm, %d dpi", m->dots,
			m->dots * 25.4 / m->dpi, m->dpi));
	add(p, RECEIPT_SMALL, "Lägg en linjal på: långa streck är 10\u00A0mm.");
	add_line(p, (struct receipt_line){ .kind = RECEIPT_RULER });
	add(p, RECEIPT_SMALL,
		"Fem fält från ljust till svart, och varje punkt en gång: ett glapp i trappan är "
		"en död punkt.");
	add_line(p, (struct receipt_line){ .kind = RECEIPT_DENSITY });
}

static const char *paper_word(const struct printer_status *s)
{
	if (!s->is_known)
		return "svarar inte";
	return s->paper == PAPER_END ? "slut" : s->paper == PAPER_LOW ? "snart slut" : "finns";
}

static const char *yes_no(const struct printer_status *s, bool is_so)
{
	return !s->is_known ? "svarar inte" : is_so ? "ja" : "nej";
}

static void add_sensors(struct page *p, const struct self_test *t)
{
	const struct printer_status *s = &t->report.status;
	int left = paper_meter_left_mm(&t->meter, t->roll_mm);

	add(p, RECEIPT_SUBHEADING, "Givare och papper");
	add_pair(p, "Papper", paper_word(s));
	add_pair(p, "Luckan öppen", yes_no(s, s->cover_open));
	add_pair(p, "Fel på kniven", yes_no(s, s->cutter_error));
	add_pair(p, "Pausad", yes_no(s, s->is_offline));
	add_pair(p, "Kvar på rullen",
		left < 0 ? "vet inte" : arena_printf(p->arena, "ungefär %d m", left / 1000));
	add_pair(p, "Använt sedan starten",
		arena_printf(
			p->arena, "%d m, %d rullar", t->meter.total_mm / 1000, t->meter.rolls));
}

static void add_kiosk(struct page *p, const struct self_test *t)
{
	add(p, RECEIPT_SUBHEADING, "Kiosken");
	add_pair(p, "Dag", t->today);
	add_pair(p, "Programmets version", t->version && *t->version ? t->version : "-");
	add_pair(p, "Innehållets nummer", arena_printf(p->arena, "%d", t->content_number));
}

/* Each language's own name in its script: letters that do not join are seen at once. */
static void add_languages(struct page *p, const struct lang_table *langs)
{
	int shown = 0;

	add(p, RECEIPT_SUBHEADING, "Språken");
	for (int order = 1; order <= 99 && shown < langs->count; order++) {
		for (int i = 0; i < langs->count; i++) {
			const struct lang *l = &langs->langs[i];

			if (l->order != order)
				continue;
			shown++;
			add_line(p,
				(struct receipt_line){ .kind = RECEIPT_SMALL,
					.text = { .utf8 = l->endonym, .size = strlen(l->endonym) },
					.lang = l,
					.swedish = {
						.utf8 = l->swedish, .size = strlen(l->swedish) } });
		}
	}
}

static void add_codes(struct page *p)
{
	add(p, RECEIPT_SUBHEADING, "Felkoder");
	for (int code = FAULT_CODE_NO_PRINTER; code < FAULT_CODES; code++) {
		const struct fault_info *info = fault_info((enum fault_code)code);

		add(p, RECEIPT_SMALL, arena_printf(p->arena, "%s  %s", info->code, info->sentence));
	}
}

enum err receipt_self_test(
	struct arena *a, const struct self_test *t, const struct receipt **receipt_out)
{
	static const char says[] = "Koden ska gå att läsa med en telefon.";
	struct page p = { .arena = a, .swedish = lang_find(t->langs, "sv") };
	struct receipt *receipt = arena_alloc(a, sizeof(*receipt));

	p.lines = arena_array(a, LINES_MAX, sizeof(*p.lines));
	if (!p.swedish)
		return ERR_MISSING;
	if (!receipt || !p.lines)
		return ERR_MEMORY;
	add(&p, RECEIPT_TITLE, "Provutskrift");
	add(&p, RECEIPT_SMALL, "Personalens papper. Inget av en besökare står på det.");
	add_printer(&p, t);
	add_sensors(&p, t);
	add_kiosk(&p, t);
	add_languages(&p, t->langs);
	add_line(&p, (struct receipt_line){ .kind = RECEIPT_RULE });
	add_line(&p, (struct receipt_line){ .kind = RECEIPT_QR,
			     .text = { .utf8 = says, .size = strlen(says) },
			     .lang = p.swedish,
			     .qr = arena_printf(a, "PROVUTSKRIFT %s", t->today) });
	add_codes(&p);
	if (p.failed)
		return ERR_MEMORY;
	*receipt = (struct receipt){ .lang = p.swedish,
		.swedish = p.swedish,
		.lines = p.lines,
		.line_count = p.count,
		.copy = 1 };
	*receipt_out = receipt;
	return ERR_OK;
}
