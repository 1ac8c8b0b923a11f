/* The same list on paper in every way it can be printed, for an independent decoder to read
 * (tests/print/papers.mjs): 384, 512 and 576 dots, regular and large print, every raster command,
 * in every language that is offered.
 *
 *   papers CONTENT OUT-FOLDER [N/OF]      of the languages every OF-th from the N-th on
 *
 * OUT-FOLDER/LANG-DOTS-SIZE-COMMAND.bin holds the bytes, .pbm beside it the picture that was to be
 * sent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/kiosk_linux.h"
#include "app/profiles_linux.h"
#include "app/receipt_from_checklist.h"
#include "platform/files_linux.h"
#include "print/escpos.h"
#include "print/receipt_raster.h"

#define TODAY "2026-11-30"
#define ANSWERS "permit=asylum,age=67plus,children=none,address=yes"

static const char *const profiles[] = { "generic-58mm", "TM-T88VI", "generic-80mm" };
static const char *const commands[] = { "gs-v-0", "gs-l", "esc-star" };
static const char *const sizes[] = { "regular", "large" };

__attribute__((noreturn)) static void die(const char *what)
{
	fprintf(stderr, "papers: %s\n", what);
	exit(EXIT_FAILURE);
}

static void write_file(const char *folder, const char *name, const char *suffix, const char *head,
	const void *bytes, size_t size)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.%s", folder, name, suffix);
	f = fopen(path, "wb");
	if (!f || fputs(head, f) < 0 || fwrite(bytes, 1, size, f) != size || fclose(f) != 0)
		die(path);
}

/* The bytes, and the bands they were made of one below the other. */
static int encode(struct kiosk *k, const struct receipt *receipt, const struct printer_model *m,
	enum receipt_size size, struct buf *out, struct buf *picture)
{
	struct receipt_raster *raster;
	const struct bitmap *band = NULL;
	unsigned char previous = 0;
	int rows = 0;
	enum err err = receipt_raster_create(k->engine, k->glyphs, receipt, m, size, &raster, NULL);

	if (err != ERR_OK)
		die("no receipt");
	escpos_begin(out, m);
	while ((err = receipt_raster_next(raster, &band, NULL)) == ERR_OK && band) {
		escpos_band(out, m, band, &previous);
		buf_append(picture, band->bits, (size_t)band->stride * (size_t)band->height);
		rows += band->height;
	}
	escpos_end(out, m, "0001");
	receipt_raster_destroy(raster);
	if (err != ERR_OK || out->failed || picture->failed)
		die("no bands");
	return rows;
}

static void print_paper(struct kiosk *k, const struct receipt *receipt,
	const struct printer_model *m, enum receipt_size size, const char *folder)
{
	struct buf bytes = { 0 }, picture = { 0 };
	int rows = encode(k, receipt, m, size, &bytes, &picture);
	char name[96], head[64];

	snprintf(name, sizeof(name), "%s-%d-%s-%s", receipt->lang->code, m->dots, sizes[size],
		commands[m->raster]);
	snprintf(head, sizeof(head), "P4\n%d %d\n", m->dots, rows);
	write_file(folder, name, "bin", "", bytes.data, bytes.size);
	write_file(folder, name, "pbm", head, picture.data, picture.size);
	buf_finish(&bytes);
	buf_finish(&picture);
}

static const struct receipt *make_receipt(
	struct kiosk *k, struct arena *a, const struct lang *lang, struct diag *d)
{
	const struct rich_context rich = { .content = k->content,
		.strings = catalogue_strings(k->catalogue),
		.langs = &k->langs,
		.lang = lang,
		.today = TODAY };
	const struct checklist *list;
	const struct receipt *receipt;
	struct household household;

	if (household_parse(k->content, ANSWERS, &household, d) != ERR_OK ||
		checklist_create_family(a, k->content, &household, TODAY, &list) != ERR_OK ||
		receipt_from_checklist(a, &rich, list, "4F2K-9QWX", &receipt) != ERR_OK)
		return NULL;
	return receipt;
}

static void print_language(struct kiosk *k, const struct lang *lang, const char *folder)
{
	struct arena *a = arena_create(0);
	struct diag d = { 0 };
	const struct receipt *receipt = a ? make_receipt(k, a, lang, &d) : NULL;

	if (!receipt)
		die(d.text[0] ? d.text : lang->code);
	for (size_t p = 0; p < sizeof(profiles) / sizeof(profiles[0]); p++) {
		struct printer_model m;

		if (profiles_read_printer(a, k->options.content_dir, profiles[p], &m, &d) != ERR_OK)
			die(d.text);
		for (int raster = MODEL_GS_V_0; raster <= MODEL_ESC_STAR; raster++) {
			m.raster = (enum model_raster)raster;
			print_paper(k, receipt, &m, RECEIPT_REGULAR, folder);
			print_paper(k, receipt, &m, RECEIPT_LARGE, folder);
		}
	}
	arena_destroy(a);
}

int main(int argc, char **argv)
{
	struct kiosk_options options = { .today = TODAY };
	struct kiosk_failure failure;
	struct kiosk *k;
	int share = 0, shares = 1, n = 0;

	if (argc < 3 || (argc > 3 && sscanf(argv[3], "%d/%d", &share, &shares) != 2))
		die("usage: papers CONTENT OUT-FOLDER [N/OF]");
	options.content_dir = argv[1];
	if (kiosk_create(&options, 0, &k, &failure) != ERR_OK)
		die(failure.diag.text);
	for (int i = 0; i < k->langs.count; i++) {
		if (k->langs.langs[i].order > 0 && n++ % shares == share)
			print_language(k, &k->langs.langs[i], argv[2]);
	}
	kiosk_destroy(k);
	return EXIT_SUCCESS;
}
