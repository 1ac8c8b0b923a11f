#include "app/pack_changes_linux.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "content/store_linux.h"
#include "pack/manifest.h"
#include "platform/files_linux.h"
#include "text/languages_linux.h"

struct side {
	const char *dir;
	const struct content *content; /* NULL: there was nothing */
};

struct finding {
	struct arena *arena;
	struct side before, after;
	struct ui_update_changes *out;
};

static void add(struct finding *f, enum ui_change kind, const char *name)
{
	char *names = f->out->names[kind];
	size_t have = strlen(names), own = strlen(name);

	f->out->count[kind]++;
	if (own && have + own + 3 < UI_CHANGE_NAMES)
		snprintf(names + have, UI_CHANGE_NAMES - have, "%s%s", have ? ", " : "", name);
}

/* The file is there in both folders, or in neither, with the same bytes. */
static bool is_same_file(struct finding *f, const char *path)
{
	uint8_t hash[2][PACK_HASH_BYTES] = { { 0 } };
	const char *dirs[] = { f->before.dir, f->after.dir };

	for (int i = 0; i < 2; i++) {
		const char *whole = dirs[i] ? arena_printf(f->arena, "%s/%s", dirs[i], path) : NULL;
		struct file_map map;

		if (!whole || file_map(whole, FILE_TEXT_MAX, &map, NULL) != ERR_OK)
			continue;
		pack_hash(map.bytes, map.size, hash[i]);
		file_unmap(&map);
	}
	return memcmp(hash[0], hash[1], sizeof(hash[0])) == 0;
}

/* ---------------------------------------------------------------- topics and facts */

/* Plain words of a Swedish title: its inline marks are left out. */
static const char *title(struct finding *f, const struct guide *g)
{
	const char *text = g->name.msgid ? g->name.msgid : g->title.msgid;
	char plain[UI_CHANGE_NAMES] = "";
	size_t size = 0;
	bool is_mark = false;

	for (; text && *text && size + 1 < sizeof(plain); text++) {
		is_mark = is_mark ? text[-1] != '>' || *text == '<' : *text == '<';
		if (!is_mark)
			plain[size++] = *text;
	}
	return arena_copy(f->arena, plain, size);
}

static void find_topics(struct finding *f)
{
	const struct content *old = f->before.content, *new = f->after.content;

	for (int i = 0; i < new->guide_count; i++) {
		const struct guide *g = new->guides[i];
		const char *name = title(f, g);
		const char *path = arena_printf(f->arena, "guides/%s.xml", g->id);

		if (!old || !content_guide(old, g->id))
			add(f, UI_CHANGE_TOPICS_NEW, name ? name : "");
		else if (path && !is_same_file(f, path))
			add(f, UI_CHANGE_TOPICS_CHANGED, name ? name : "");
	}
	for (int i = 0; old && i < old->guide_count; i++) {
		const char *name = title(f, old->guides[i]);

		if (!content_guide(new, old->guides[i]->id))
			add(f, UI_CHANGE_TOPICS_GONE, name ? name : "");
	}
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* A fact may stand there several times, for days that follow each other. */
static const struct fact *find_fact(const struct content *c, const struct fact *like)
{
	for (int i = 0; c && i < c->fact_count; i++)
		if (strcmp(c->facts[i].id, like->id) == 0 &&
			is_same(c->facts[i].valid.from, like->valid.from))
			return &c->facts[i];
	return NULL;
}

static void add_fact(struct finding *f, const struct fact *fact, enum ui_change of_phones,
	enum ui_change of_others)
{
	if (fact->kind == FACT_PHONE)
		add(f, of_phones, fact->value);
	else
		add(f, of_others, ""); /* a number alone says nothing */
}

static void find_facts(struct finding *f)
{
	const struct content *old = f->before.content, *new = f->after.content;

	for (int i = 0; i < new->fact_count; i++) {
		const struct fact *now = &new->facts[i], *was = find_fact(old, now);

		if (!was)
			add_fact(f, now, UI_CHANGE_PHONES_NEW, UI_CHANGE_FACTS_NEW);
		else if (strcmp(was->value, now->value) != 0 ||
			 !is_same(was->valid.until, now->valid.until))
			add_fact(f, now, UI_CHANGE_PHONES_CHANGED, UI_CHANGE_FACTS_CHANGED);
		else if (strcmp(was->checked, now->checked) != 0 ||
			 !is_same(was->confirmed, now->confirmed))
			add(f, UI_CHANGE_FACTS_CHECKED, "");
	}
	for (int i = 0; old && i < old->fact_count; i++)
		if (!find_fact(new, &old->facts[i]))
			add_fact(f, &old->facts[i], UI_CHANGE_PHONES_GONE, UI_CHANGE_FACTS_GONE);
}

/* ---------------------------------------------------------------- languages and the rest */

static enum err find_languages(struct finding *f, struct diag *d)
{
	static const char *const domains[] = { "kiosk", "guides" };
	struct lang_table langs;
	enum err err = languages_load(f->arena, f->after.dir, &langs, d);

	for (int i = 0; err == ERR_OK && i < langs.count; i++) {
		bool is_changed = false;

		for (int k = 0; k < 2; k++) {
			const char *code = langs.langs[i].code;
			const char *path = arena_printf(
				f->arena, "locale/%s/LC_MESSAGES/%s-%s.mo", code, domains[k], code);

			is_changed = is_changed || (path && !is_same_file(f, path));
		}
		if (is_changed)
			add(f, UI_CHANGE_LANGUAGES, langs.langs[i].swedish);
	}
	return err;
}

/* What is neither a guide nor a fact nor a translation. */
static enum err find_other(struct finding *f, struct diag *d)
{
	static const struct {
		const char *dir, *suffix;
	} places[] = { { "", ".xml" }, { "", ".ini" }, { "icons", ".svg" }, { "panels", ".ini" },
		{ "printers", ".ini" }, { "languages", ".ini" } };

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		const char *dir = arena_printf(f->arena, "%s/%s", f->after.dir, places[i].dir);
		const char **names;
		int count = 0;
		enum err err = dir ? dir_list(f->arena, dir, places[i].suffix, &names, &count, d)
				   : ERR_MEMORY;

		if (err != ERR_OK && err != ERR_MISSING)
			return err;
		for (int k = 0; err == ERR_OK && k < count; k++) {
			const char *path = arena_printf(f->arena, "%s%s%s", places[i].dir,
				*places[i].dir ? "/" : "", names[k]);

			if (path && strcmp(path, "facts.xml") != 0 &&
				strcmp(path, "content.ini") != 0 && !is_same_file(f, path))
				add(f, UI_CHANGE_OTHER, "");
		}
	}
	return ERR_OK;
}

enum err pack_changes_find(
	const char *before, const char *after, struct ui_update_changes *out, struct diag *d)
{
	struct finding f = {
		.arena = arena_create(0), .before.dir = before, .after.dir = after, .out = out
	};
	struct diag ignored = { 0 };
	enum err err;

	*out = (struct ui_update_changes){ 0 };
	if (!f.arena)
		return diag_fail(d, ERR_MEMORY, "no memory to compare");
	err = content_store_load(f.arena, after, &f.after.content, d);
	/* What stood there before may be damaged: then all is new. */
	if (before && content_store_load(f.arena, before, &f.before.content, &ignored) != ERR_OK)
		f.before.content = NULL;
	if (err == ERR_OK) {
		find_topics(&f);
		find_facts(&f);
		err = find_languages(&f, d);
	}
	if (err == ERR_OK)
		err = find_other(&f, d);
	arena_destroy(f.arena);
	return err;
}
