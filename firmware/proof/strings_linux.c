#include "proof/strings_linux.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/markup.h"
#include "content/mo.h"
#include "content/rich.h"
#include "platform/files_linux.h"
#include "proof/po_lines.h"
#include "proof/script.h"

static const char *const catalogue_names[] = {
	[STRINGS_KIOSK] = "kiosk", [STRINGS_GUIDES] = "guides"
};
static const char *const source_languages[] = { [STRINGS_KIOSK] = "en", [STRINGS_GUIDES] = "sv" };

struct lazy_place {
	const struct lang *lang;
	enum strings_domain domain;
	const char *msgid;
};

struct check {
	struct proof_strings *in;
	struct lazy_place place; /* of the text whose glyphs are looked at, where none is given */
	struct arena *arena;
	struct mo source[2];
	const char *same; /* same.txt: msgids that may stay as they are, a line each */
};

static void complain(struct check *c, enum proof_rule rule, const char *where, const char *sentence)
{
	proof_add(c->in->report, rule, false, where, "", sentence);
}

/* "locales/ar/guides.po:12 (Få ett ...)" */
static const char *place(
	struct check *c, const struct lang *lang, enum strings_domain domain, const char *msgid)
{
	struct diag d = { 0 };
	const char *path = arena_printf(
		c->arena, "%s/%s/%s.po", c->in->locales_dir, lang->code, catalogue_names[domain]);
	char *po;
	size_t shown = strlen(msgid), cut = 0;

	while (cut < shown && cut < 60)
		utf8_next(msgid, shown, &cut);
	if (!c->in->locales_dir ||
		file_read(c->arena, path, FILE_TEXT_MAX, &po, NULL, &d) != ERR_OK)
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
		int font = fonts_find(c->in->fonts, lang->fonts[i], bold);

		if (font >= 0 && fonts_has(c->in->fonts, font, character))
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
		complain(c, RULE_GLYPHS,
			where ? where : place(c, c->place.lang, c->place.domain, c->place.msgid),
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
	const struct lang *swedish = lang_find(c->in->langs, "sv");
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

/* May this text be the same in another language? */
static bool is_listed_as_name(const struct check *c, const char *msgid)
{
	size_t size = strlen(msgid);

	for (const char *at = c->same; at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL) {
		if (strncmp(at, msgid, size) == 0 && (at[size] == '\n' || !at[size]))
			return true;
	}
	return false;
}

/* A text that is not the source's, in the language's own script. */
static enum proof_rule check_is_translation(const struct check *c, const struct lang *lang,
	const char *msgid, const char *text, struct diag *d)
{
	if (strcmp(msgid, text) == 0 && !is_listed_as_name(c, msgid)) {
		diag_fail(d, ERR_SYNTAX,
			"the translation is the source text itself; translate it, or list it in "
			"locales/same.txt if it is a name");
		return RULE_TRANSLATED;
	}
	return proof_check_script(lang, msgid, text, d) == ERR_OK ? 0 : RULE_SCRIPT;
}

static void check_form(struct check *c, const struct lang *lang, enum strings_domain domain,
	const struct mo_entry *source, const struct mo_entry *found, int form)
{
	const char *text = found->form[form];
	const char *msgid = found->msgid_plural && form ? found->msgid_plural : source->msgid;
	struct diag d = { 0 };
	enum err err = domain == STRINGS_GUIDES
			       ? rich_check_translation(msgid, text, c->in->content, &d)
			       : rich_check_interface(msgid, text, &d);
	enum proof_rule rule =
		err != ERR_OK ? RULE_SAME_TAGS : check_is_translation(c, lang, msgid, text, &d);

	/* The place is looked up only where there is something to say: it takes reading the file.
	 */
	if (rule) {
		complain(c, rule, place(c, lang, domain, source->msgid), d.text);
		return;
	}
	c->place = (struct lazy_place){ lang, domain, source->msgid };
	if (domain == STRINGS_GUIDES)
		check_glyphs_of_markup(c, lang, text, NULL);
	else
		check_glyphs_of_string(c, lang, text, NULL);
}

static void check_entry(struct check *c, const struct lang *lang, enum strings_domain domain,
	const struct mo_entry *source, const struct mo_entry *found)
{
	for (int form = 0; form < found->form_count; form++)
		check_form(c, lang, domain, source, found, form);
}

/* How many of the source's strings the language has; -1: it has no such catalogue. */
static int check_catalogue(struct check *c, const struct lang *lang, enum strings_domain domain)
{
	const char *path = arena_printf(c->arena, "%s/locale/%s/LC_MESSAGES/%s-%s.mo",
		c->in->content_dir, lang->code, catalogue_names[domain], lang->code);
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
		complain(c, RULE_LOADS, path, d.text);
		return -1;
	}
	for (uint32_t i = 1; i < c->source[domain].count; i++) {
		struct mo_entry source = mo_entry(&c->source[domain], i), found;

		if (!find_entry(&mo, &source, &found)) {
			if (c->in->is_strict)
				complain(c, RULE_COMPLETE, place(c, lang, domain, source.msgid),
					"the text has no translation, or a fuzzy one; it would be "
					"shown in "
					"Swedish");
			continue;
		}
		translated++;
		check_entry(c, lang, domain, &source, &found);
	}
	if ((uint32_t)translated < mo.count - 1)
		complain(c, RULE_EXTRACTED, path,
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
	if (file_map(arena_printf(c->arena, "%s/icons/%s.svg", c->in->content_dir, icon),
		    FILE_TEXT_MAX, &map, &d) != ERR_OK) {
		complain(c, RULE_KNOWN_ICONS, where,
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
		complain(c, RULE_EXTRACTED, where,
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
	const struct content *k = c->in->content;

	for (int i = 0; i < k->question_count; i++) {
		const struct question *q = &k->questions[i];

		check_extracted(c, q->text, q->id);
		check_extracted(c, q->why, q->id);
		for (int j = 0; j < q->answer_count; j++)
			check_extracted(c, q->answers[j].text, q->id);
	}
	for (int i = 0; i < k->change_count; i++)
		check_extracted(c, k->changes[i].text, "changes.xml");
	for (int i = 0; i < STATIONS; i++) {
		check_extracted(c, k->stations[i].title, "stations.xml");
		check_extracted(c, k->stations[i].text, "stations.xml");
	}
	for (int i = 0; i < k->guide_count; i++) {
		const struct guide *g = k->guides[i];
		const char *where = arena_printf(c->arena, "guides/%s.xml", g->id);

		if (g->name.msgid)
			check_extracted(c, g->name, where);
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
	const struct lang *sv = lang_find(c->in->langs, "sv");

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
	const struct lang *sv = lang_find(c->in->langs, "sv");
	const struct content *k = c->in->content;

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
			check_icon(c, g->steps[j].icon,
				arena_printf(
					c->arena, "guides/%s.xml:%d", g->id, g->steps[j].line));
		for (int j = 0; j < g->doc_count; j++) {
			check_icon(c, g->docs[j].icon,
				arena_printf(c->arena, "guides/%s.xml:%d", g->id, g->docs[j].line));
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
	check_glyphs_of_string(c, lang_find(c->in->langs, "sv"), lang->swedish, where);
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

/* Entries marked fuzzy in a PO file, without its header. */
static int count_fuzzy(struct check *c, const struct lang *lang, enum strings_domain domain)
{
	const char *path;
	char *po;
	int count = 0;

	if (!c->in->locales_dir)
		return 0;
	path = arena_printf(
		c->arena, "%s/%s/%s.po", c->in->locales_dir, lang->code, catalogue_names[domain]);
	if (file_read(c->arena, path, FILE_TEXT_MAX, &po, NULL, NULL) != ERR_OK)
		return 0;
	for (const char *at = po; (at = strstr(at, "\n#, ")); at++) {
		const char *end = strchr(at + 1, '\n'), *word = strstr(at, "fuzzy");

		count += word && end && word < end;
	}
	return count;
}

static void check_domain(struct check *c, struct proof_language *row, enum strings_domain domain)
{
	int translated;

	if (strcmp(row->lang->code, source_languages[domain]) == 0)
		return;
	translated = check_catalogue(c, row->lang, domain);
	row->total[domain] = (int)c->source[domain].count - 1;
	row->translated[domain] = translated < 0 ? 0 : translated;
	row->fuzzy[domain] = count_fuzzy(c, row->lang, domain);
	if (translated < 0 && c->in->is_strict)
		complain(c, RULE_COMPLETE, row->lang->code, "the language has no catalogue");
}

static enum err open_sources(struct check *c, struct diag *d)
{
	enum err err = ERR_OK;

	for (int domain = 0; domain < 2 && err == ERR_OK; domain++) {
		const char *path = arena_printf(
			c->arena, "%s/%s-source.mo", c->in->source_dir, catalogue_names[domain]);
		char *bytes;
		size_t size;

		err = file_read(c->arena, path, FILE_TEXT_MAX, &bytes, &size, d);
		if (err == ERR_OK)
			err = mo_open(&c->source[domain], path, bytes, size, d);
	}
	return err;
}

static void read_names(struct check *c)
{
	char *same;

	if (c->in->locales_dir &&
		file_read(c->arena, arena_printf(c->arena, "%s/same.txt", c->in->locales_dir),
			FILE_TEXT_MAX, &same, NULL, NULL) == ERR_OK)
		c->same = same;
}

enum err proof_strings(struct proof_strings *s, struct diag *d)
{
	struct check c = { .in = s, .arena = s->arena };
	enum err err = s->source_dir ? open_sources(&c, d) : ERR_OK;

	s->languages = arena_array(s->arena, (size_t)s->langs->count, sizeof(*s->languages));
	if (err != ERR_OK || !s->languages)
		return err != ERR_OK ? err : ERR_MEMORY;
	read_names(&c);
	if (s->source_dir)
		check_all_extracted(&c);
	check_swedish(&c);
	for (int i = 0; i < s->langs->count; i++) {
		const struct lang *lang = &s->langs->langs[i];
		struct proof_language *row = &s->languages[s->language_count];

		if (lang->order <= 0)
			continue;
		s->language_count++;
		row->lang = lang;
		check_language(&c, lang);
		for (int domain = 0; s->source_dir && domain < 2; domain++)
			check_domain(&c, row, (enum strings_domain)domain);
	}
	return ERR_OK;
}
