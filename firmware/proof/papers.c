#include "proof/papers.h"

#include <qrencode.h>
#include <string.h>

#include "app/receipt_from_checklist.h"
#include "checklist/code.h"
#include "print/receipt_raster.h"

#define WHOLE_PAPERS 4
#define QR_MODULE_MM 0.6
#define QR_QUIET_MODULES 8 /* both sides */

/* Its rows and the words that had to be broken; nothing of it is kept. */
static enum err lay_out(struct proof_papers *p, const struct receipt *receipt,
	const struct printer_model *model, enum receipt_size size, int *rows_out, int *broken_out,
	struct diag *d)
{
	const struct bitmap *band = NULL;
	struct receipt_raster *r;
	enum err err = receipt_raster_create(p->engine, p->glyphs, receipt, model, size, &r, d);

	*rows_out = *broken_out = 0;
	if (err != ERR_OK)
		return err;
	while ((err = receipt_raster_next(r, &band, d)) == ERR_OK && band)
		*rows_out += band->height;
	*broken_out = receipt_raster_broken_words(r);
	receipt_raster_destroy(r);
	return err;
}

static void look_at(struct proof_papers *p, const struct receipt *receipt,
	const struct printer_model *model, enum receipt_size size, const char *path)
{
	bool is_regular = size == RECEIPT_REGULAR && model == p->wide;
	int limit = is_regular ? PROOF_PAPER_CM : PROOF_PAPER_LARGE_CM, cm, rows, broken;
	struct diag d = { 0 };
	const char *where = arena_printf(p->scratch, "paper: %s, %s, %s", p->rich.lang->code,
		model->name, size == RECEIPT_REGULAR ? "regular" : "large");

	if (lay_out(p, receipt, model, size, &rows, &broken, &d) != ERR_OK) {
		proof_add(p->report, RULE_PAPER_LENGTH, false, where, path, d.text);
		return;
	}
	p->papers++;
	cm = (int)(rows * 2.54 / model->dpi + 0.5);
	if (is_regular && cm > p->longest_cm)
		p->longest_cm = cm;
	if (cm > limit)
		proof_add(p->report, RULE_PAPER_LENGTH, false, where, path,
			arena_printf(p->scratch,
				"the paper is %d cm long, the limit is %d; shorten titles or say "
				"less",
				cm, limit));
	if (broken)
		proof_add(p->report, RULE_FITS, false, where, path,
			arena_printf(p->scratch,
				"%d words are wider than the paper and would be torn; write "
				"shorter "
				"ones",
				broken));
}

void proof_papers(struct proof_papers *p)
{
	const struct content *c = p->rich.content;

	for (int i = 0; i < p->walk->cover_count; i++) {
		struct household h = { { p->walk->covers[i] }, 1 };
		const struct checklist *list;
		const struct receipt *receipt;
		char code[CODE_TEXT_MAX] = "";
		const char *path;

		arena_reset(p->scratch);
		path = walk_path(p->scratch, c, &p->walk->covers[i]);
		if (checklist_create_family(p->scratch, c, &h, p->rich.today, &list) != ERR_OK ||
			code_write(c, &h, 1, code) != ERR_OK ||
			receipt_from_checklist(p->scratch, &p->rich, list, code, &receipt) !=
				ERR_OK) {
			proof_add(p->report, RULE_PAPER_LENGTH, false, p->rich.lang->code, path,
				"the paper cannot be made");
			continue;
		}
		/* The longest list is the first; of the others a few show that it really is. */
		if (i < WHOLE_PAPERS)
			look_at(p, receipt, p->wide, RECEIPT_REGULAR, path);
		if (i)
			continue;
		look_at(p, receipt, p->wide, RECEIPT_LARGE, path);
		look_at(p, receipt, p->narrow, RECEIPT_REGULAR, path);
	}
}

static void check_code(struct proof_report *report, const char *web, const char *where,
	const struct printer_model *m)
{
	QRcode *code;
	int module = model_mm_to_dots(m, QR_MODULE_MM), side;

	if (strncmp(web, "https://", 8) != 0) {
		proof_fail(report, RULE_QR, where,
			"the address \"%.80s\" does not begin with https://; a code must lead to a "
			"safe page",
			web);
		return;
	}
	code = QRcode_encodeString(web, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	side = code ? (code->width + QR_QUIET_MODULES) * (module < 3 ? 3 : module) : m->dots + 1;
	QRcode_free(code);
	if (side > m->dots)
		proof_fail(report, RULE_QR, where,
			"the address \"%.80s\" is too long: its code would not fit on %d mm paper; "
			"use "
			"a shorter one",
			web, m->paper_mm);
}

void proof_codes(
	struct proof_report *report, const struct content *c, const struct printer_model *m)
{
	struct arena *a = arena_create(0);

	for (int i = 0; a && i < c->guide_count; i++)
		check_code(report, c->guides[i]->web,
			arena_printf(a, "guides/%s.xml:%d", c->guides[i]->id, c->guides[i]->line),
			m);
	arena_destroy(a);
}
