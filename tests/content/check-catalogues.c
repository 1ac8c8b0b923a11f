/* Checks what `make content` staged: every translation is consistent with its source, every
 * character has a glyph, every icon is there; and prints how complete each language is. A missing
 * string is counted, an inconsistent one fails.
 *
 * usage: check-catalogues --content DIR --source DIR --locales DIR
 * source: {kiosk,guides}-source.mo, every msgid; locales: the PO files, to name a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "content/markup.h"
#include "content/mo.h"
#include "content/rich.h"
#include "content/store_linux.h"
#include "platform/files_linux.h"
#include "po_lines.h"
#include "text/fontfiles_linux.h"
#include "text/languages_linux.h"

static const char *const catalogue_names[] = {
	[STRINGS_KIOSK] = "kiosk", [STRINGS_GUIDES] = "guides"
};
static const char *const source_languages[] = { [STRINGS_KIOSK] = "en", [STRINGS_GUIDES] = "sv" };

struct check {
	struct arena *arena;
	const char *content_dir, *source_dir, *locales_dir;
	struct lang_table langs;
	struct fontfiles *fontfiles;
	struct fonts *fonts;
	const struct content *content;
	struct mo source[2];
	int faults;
};

static void die(const struct diag *d)
{
	fprintf(stderr, "check-catalogues: %s\n", d->text);
	exit(1);
}

static void complain(struct check *c, const char *where, const char *sentence)
{
	fprintf(stderr, "%s: %s\n", where, sentence);
	c->faults++;
}

/* "locales/ar/guides.po:12 (Få ett ...)" */
static const char *place(
	struct check *c, const struct lang *lang, enum strings_domain domain, const char *msgid)
{
	struct diag d = { 0 };
	const char *path = arena_printf(
		c->arena, "%s/%s/%s.po", c->locales_dir, lang->code, catalogue_names[domain]);
	char *po;
	size_t shown = strlen(msgid), cut = 0;

	while (cut < shown && cut < 60)
		utf8_next(msgid, shown, &cut);
	if (file_read(c->arena, path, FILE_TEXT_MAX, &po, NULL, &d) != ERR_OK)
		return path;
	return arena_printf(c->arena, "%s:%d: \"%.*s%s\"", path, po_line_of(po, msgid), (int)cut,
		msgid, cut < shown ? "..." : "");
}

/* Characters that are never drawn: joiners, direction marks, isolates, variation selectors. */
static bool is_invisible(uint32_t c)
{
	return c == '\n' || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	       (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

static bool has_glyph(const struct check *c, const struct lang *lang, uint32_t character, bool bold)
{
	for (int i = 0; i < lang->font_count; i++) {
		int font = fonts_find(c->fonts, lang->fonts[i], bold);

		if (font >= 0 && fonts_has(c->fonts, font, character))
			return true;
	}
	return false;
}

/* Regular and bold: any text may stand in a bold place. */
static void check_glyphs(
	struct check *c, const struct lang *lang, const char *text, size_t size, const char *where)
{
	size_t pos = 0;

	while (pos < size) {
		size_t start = pos;
		uint32_t character = utf8_next(text, size, &pos);

		if (is_invisible(character) || (has_glyph(c, lang, character, false) &&
						       has_glyph(c, lang, character, true)))
			continue;
		complain(c, where,
			arena_printf(c->arena,
				"no font in the chain of \"%s\" has the character %.*s (U+%04X); "
				"add a "
				"font to languages/%s.ini or write the text without it",
				lang->code, (int)(pos - start), text + start, character,
				lang->code));
	}
}

static void check_glyphs_of_string(
	struct check *c, const struct lang *lang, const char *text, const char *where)
{
	check_glyphs(c, lang, text, strlen(text), where);
}

/* What stands in <sv> is Swedish, the rest the paragraph's language. */
static void check_glyphs_of_markup(
	struct check *c, const struct lang *lang, const char *markup, const char *where)
{
	const struct lang *swedish = lang_find(&c->langs, "sv");
	struct markup m = markup_begin(markup);
	struct markup_token t;

	while ((t = markup_next(&m)).kind != MARKUP_END && t.kind != MARKUP_WRONG)
		if (t.kind == MARKUP_TEXT)
			check_glyphs(c,
				m.depth && m.open[m.depth - 1] == MARKUP_SV ? swedish : lang,
				t.bytes, t.size, where);
}

static bool is_same_entry(const struct mo_entry *a, const struct mo_entry *b)
{
	return strcmp(a->msgid, b->msgid) == 0 && a->context_size == b->context_size &&
	       (!a->context_size || memcmp(a->context, b->context, a->context_size) == 0);
}

static bool find_entry(const struct mo *mo, const struct mo_entry *wanted, struct mo_entry *out)
{
	for (uint32_t i = 1; i < mo->count; i++) {
		*out = mo_entry(mo, i);
		if (is_same_entry(out, wanted))
			return true;
	}
	return false;
}

static void check_entry(struct check *c, const struct lang *lang, enum strings_domain domain,
	const struct mo_entry *source, const struct mo_entry *found)
{
	for (int form = 0; form < found->form_count; form++) {
		struct diag d = { 0 };
		const char *msgid =
			found->msgid_plural && form ? found->msgid_plural : source->msgid;
		const char *where;
		enum err err =
			domain == STRINGS_GUIDES
				? rich_check_translation(msgid, found->form[form], c->content, &d)
				: rich_check_interface(msgid, found->form[form], &d);

		where = place(c, lang, domain, source->msgid);
		if (err != ERR_OK)
			complain(c, where, d.text);
		else if (domain == STRINGS_GUIDES)
			check_glyphs_of_markup(c, lang, found->form[form], where);
		else
			check_glyphs_of_string(c, lang, found->form[form], where);
	}
}

/* How many of the source's strings the language has; -1: it has no such catalogue. */
static int check_catalogue(struct check *c, const struct lang *lang, enum strings_domain domain)
{
	const char *path = arena_printf(c->arena, "%s/locale/%s/LC_MESSAGES/%s-%s.mo",
		c->content_dir, lang->code, catalogue_names[domain], lang->code);
	struct file_map map;
	struct diag d = { 0 };
	struct mo mo;
	int translated = 0;
	enum err err = file_map(path, FILE_TEXT_MAX, &map, &d);

	if (err == ERR_MISSING)
		return -1;
	if (err == ERR_OK)
		err = mo_open(&mo, path, map.bytes, map.size, &d);
	if (err != ERR_OK) {
		complain(c, path, d.text);
		return -1;
	}
	for (uint32_t i = 1; i < c->source[domain].count; i++) {
		struct mo_entry source = mo_entry(&c->source[domain], i), found;

		if (!find_entry(&mo, &source, &found))
			continue;
		translated++;
		check_entry(c, lang, domain, &source, &found);
	}
	if ((uint32_t)translated < mo.count - 1)
		complain(c, path,
			arena_printf(c->arena,
				"has %d strings that the sources do not have; run 'make merge'",
				(int)mo.count - 1 - translated));
	file_unmap(&map);
	return translated;
}

static void check_icon(struct check *c, const char *icon, const char *where)
{
	struct file_map map;
	struct diag d = { 0 };

	if (!icon)
		return;
	if (file_map(arena_printf(c->arena, "%s/icons/%s.svg", c->content_dir, icon), FILE_TEXT_MAX,
		    &map, &d) != ERR_OK) {
		complain(c, where,
			arena_printf(
				c->arena, "there is no icon \"%s\" (icons/%s.svg)", icon, icon));
		return;
	}
	file_unmap(&map);
}

/* What the program will ask for is what xgettext has extracted. */
static void check_extracted(struct check *c, struct content_text text, const char *where)
{
	struct mo_entry wanted = { .msgid = text.msgid }, found;

	if (!find_entry(&c->source[STRINGS_GUIDES], &wanted, &found))
		complain(c, where,
			arena_printf(c->arena,
				"the text \"%s\" is not in guides.pot in this form: run 'make "
				"merge'; if "
				"that does not help, msgid.c and xgettext differ",
				text.msgid));
}

static void check_paragraphs_extracted(
	struct check *c, const struct content_text *paragraphs, int count, const char *where)
{
	for (int i = 0; i < count; i++)
		check_extracted(c, paragraphs[i], where);
}

static void check_all_extracted(struct check *c)
{
	const struct content *k = c->content;

	for (int i = 0; i < k->question_count; i++) {
		const struct question *q = &k->questions[i];

		check_extracted(c, q->text, q->id);
		check_extracted(c, q->why, q->id);
		for (int j = 0; j < q->answer_count; j++)
			check_extracted(c, q->answers[j].text, q->id);
	}
	for (int i = 0; i < STATIONS; i++) {
		check_extracted(c, k->stations[i].title, "stations.xml");
		check_extracted(c, k->stations[i].text, "stations.xml");
	}
	for (int i = 0; i < k->guide_count; i++) {
		const struct guide *g = k->guides[i];
		const char *where = arena_printf(c->arena, "guides/%s.xml", g->id);

		check_extracted(c, g->title, where);
		check_extracted(c, g->summary, where);
		for (int j = 0; j < SECTION_KINDS; j++)
			check_paragraphs_extracted(c, g->sections[j].paragraphs,
				g->sections[j].paragraph_count, where);
		for (int j = 0; j < g->step_count; j++) {
			check_extracted(c, g->steps[j].title, where);
			check_paragraphs_extracted(
				c, g->steps[j].paragraphs, g->steps[j].paragraph_count, where);
		}
		for (int j = 0; j < g->doc_count; j++)
			check_extracted(c, g->docs[j].text, where);
	}
}

/* Local details are never translated: every language shows them as they stand. */
static void check_local(struct check *c, const struct local *local)
{
	const struct lang *sv = lang_find(&c->langs, "sv");

	if (!local)
		return;
	check_glyphs_of_string(c, sv, local->municipality, "local.xml");
	for (int i = 0; i < local->place_count; i++) {
		const struct local_place *p = &local->places[i];
		const char *const texts[] = { p->name, p->address, p->hours };

		for (int j = 0; j < 3; j++)
			if (texts[j])
				check_glyphs_of_string(c, sv, texts[j], p->id);
	}
}

/* The source texts themselves, and what is never translated. */
static void check_swedish(struct check *c)
{
	const struct lang *sv = lang_find(&c->langs, "sv");
	const struct content *k = c->content;

	for (uint32_t i = 1; i < c->source[STRINGS_GUIDES].count; i++) {
		struct mo_entry e = mo_entry(&c->source[STRINGS_GUIDES], i);

		check_glyphs_of_markup(c, sv, e.msgid, e.msgid);
	}
	for (int i = 0; i < k->fact_count; i++)
		check_glyphs_of_string(c, sv, k->facts[i].value, k->facts[i].id);
	for (int i = 0; i < k->authority_count; i++)
		check_glyphs_of_string(c, sv, k->authorities[i].name, k->authorities[i].id);
	check_local(c, k->local);
	for (int i = 0; i < STATIONS; i++)
		check_icon(c, k->stations[i].icon, "stations.xml");
	for (int i = 0; i < k->question_count; i++) {
		const struct question *q = &k->questions[i];

		check_icon(c, q->icon, q->id);
		for (int j = 0; j < q->answer_count; j++)
			check_icon(c, q->answers[j].icon, q->id);
	}
	for (int i = 0; i < k->guide_count; i++) {
		const struct guide *g = k->guides[i];
		const char *where = arena_printf(c->arena, "guides/%s.xml", g->id);

		check_icon(c, g->icon, where);
		check_glyphs_of_string(c, sv, g->term, where);
		if (g->say)
			check_glyphs_of_string(c, sv, g->say, where);
		for (int j = 0; j < g->step_count; j++)
			check_icon(c, g->steps[j].icon, where);
		for (int j = 0; j < g->doc_count; j++) {
			check_icon(c, g->docs[j].icon, where);
			check_glyphs_of_string(c, sv, g->docs[j].term, where);
		}
	}
}

/* The interface in English is its own source; names and dates of the language page and the paper.
 */
static void check_language(struct check *c, const struct lang *lang)
{
	const char *where = arena_printf(c->arena, "languages/%s.ini", lang->code);

	check_glyphs_of_string(c, lang, lang->endonym, where);
	if (lang->greeting)
		check_glyphs_of_string(c, lang, lang->greeting, where);
	check_glyphs_of_string(c, lang_find(&c->langs, "sv"), lang->swedish, where);
	for (int month = 1; month <= 12; month++) {
		const char *date =
			rich_date(c->arena, lang, arena_printf(c->arena, "2026-%02d-28", month));

		check_glyphs_of_string(
			c, lang, date, arena_printf(c->arena, "%s: the date %s", where, date));
	}
	for (uint32_t i = 1; strcmp(lang->code, "en") == 0 && i < c->source[STRINGS_KIOSK].count;
		i++) {
		struct mo_entry e = mo_entry(&c->source[STRINGS_KIOSK], i);

		check_glyphs_of_string(c, lang, e.msgid, e.msgid);
	}
}

static const char *cell(struct check *c, const struct lang *lang, enum strings_domain domain)
{
	int total = (int)c->source[domain].count - 1, translated;

	if (strcmp(lang->code, source_languages[domain]) == 0)
		return "source";
	translated = check_catalogue(c, lang, domain);
	if (translated < 0)
		return "none";
	return arena_printf(c->arena, "%d/%d%s", translated, total,
		translated < total ? arena_printf(c->arena, " (%d missing)", total - translated)
				   : "");
}

static void open_all(struct check *c)
{
	struct diag d = { 0 };
	int domain;

	if (languages_load(c->arena, c->content_dir, &c->langs, &d) != ERR_OK ||
		fontfiles_open(c->content_dir, &c->fontfiles, &d) != ERR_OK ||
		content_store_load(c->arena, c->content_dir, &c->content, &d) != ERR_OK)
		die(&d);
	c->fonts = fontfiles_fonts(c->fontfiles);
	for (domain = 0; domain < 2; domain++) {
		const char *path = arena_printf(
			c->arena, "%s/%s-source.mo", c->source_dir, catalogue_names[domain]);
		char *bytes;
		size_t size;

		if (file_read(c->arena, path, FILE_TEXT_MAX, &bytes, &size, &d) != ERR_OK ||
			mo_open(&c->source[domain], path, bytes, size, &d) != ERR_OK)
			die(&d);
	}
}

int main(int argc, char **argv)
{
	struct check c = { .arena = arena_create(0) };
	int i;

	for (i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--content") == 0)
			c.content_dir = argv[i + 1];
		else if (strcmp(argv[i], "--source") == 0)
			c.source_dir = argv[i + 1];
		else if (strcmp(argv[i], "--locales") == 0)
			c.locales_dir = argv[i + 1];
	}
	if (!c.content_dir || !c.source_dir || !c.locales_dir) {
		fprintf(stderr,
			"usage: check-catalogues --content DIR --source DIR --locales DIR\n");
		return 2;
	}
	open_all(&c);
	check_all_extracted(&c);
	check_swedish(&c);
	printf("%-10s %-24s %-24s %s\n", "language", "interface", "guides", "review");
	for (i = 0; i < c.langs.count; i++) {
		const struct lang *lang = &c.langs.langs[i];

		if (lang->order <= 0)
			continue;
		check_language(&c, lang);
		printf("%-10s %-24s %-24s %s\n", lang->code, cell(&c, lang, STRINGS_KIOSK),
			cell(&c, lang, STRINGS_GUIDES), lang->review);
	}
	fontfiles_close(c.fontfiles);
	arena_destroy(c.arena);
	if (c.faults)
		fprintf(stderr, "check-catalogues: %d faults\n", c.faults);
	return c.faults ? 1 : 0;
}
