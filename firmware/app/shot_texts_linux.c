#include "app/shot_texts_linux.h"

#include <search.h>
#include <stdio.h>
#include <string.h>

#include "content/mo.h"
#include "platform/files_linux.h"

#define PATH_BYTES 4096
#define FRAGMENT_BYTES 512

static int compare(const void *a, const void *b)
{
	const struct shot_text *x = a, *y = b;

	return x->domain != y->domain ? (x->domain < y->domain ? -1 : 1)
				      : strcmp(x->msgid, y->msgid);
}

static void ask(struct shot_texts *s, enum strings_domain domain, const char *msgid)
{
	struct shot_text key = { .domain = domain, .msgid = msgid };
	struct shot_text **found = tfind(&key, &s->tree, compare);

	if (found)
		(*found)->is_asked_for = true;
}

static const char *lookup(void *ctx, const char *lang_code, enum strings_domain domain,
	const char *context, const char *msgid)
{
	struct shot_texts *s = ctx;

	ask(s, domain, msgid);
	if (s->has_gaps && domain == STRINGS_GUIDES)
		return NULL;
	return s->real.lookup(s->real.ctx, lang_code, domain, context, msgid);
}

static const char *lookup_plural(void *ctx, const char *lang_code, enum strings_domain domain,
	const char *msgid, const char *msgid_plural, unsigned long n)
{
	struct shot_texts *s = ctx;

	ask(s, domain, msgid);
	return s->real.lookup_plural(s->real.ctx, lang_code, domain, msgid, msgid_plural, n);
}

/* The longest piece of a translation between tags and names: it stands on the screen as it is. */
static void fragment(const char *translation, char out[FRAGMENT_BYTES])
{
	size_t best = 0;

	out[0] = '\0';
	for (const char *at = translation; *at;) {
		size_t size = strcspn(at, "<{&");

		if (size > best && size < FRAGMENT_BYTES) {
			best = size;
			memcpy(out, at, size);
			out[size] = '\0';
		}
		at += size;
		if (*at == '&')
			at++;
		else if (*at)
			at += strcspn(at, ">}") + (at[strcspn(at, ">}")] != '\0');
	}
}

bool shot_text_stands_on(const struct drawlist *list, const char *translation)
{
	char words[FRAGMENT_BYTES];

	fragment(translation, words);
	for (int i = 0; i < list->node_count; i++) {
		if (list->nodes[i].text && strstr(list->nodes[i].text, words))
			return true;
	}
	return false;
}

void shot_texts_forget(struct shot_texts *s)
{
	for (int i = 0; i < s->count; i++)
		s->texts[i].is_asked_for = false;
}

static bool add_text(struct shot_texts *s, enum strings_domain domain, const struct mo_entry *e)
{
	if (s->count == s->capacity)
		return false;
	s->texts[s->count++] = (struct shot_text){
		.domain = domain, .msgid = e->msgid, .translation = e->form[0]
	};
	return true;
}

static enum err read_catalogue(struct shot_texts *s, const char *content_dir, const char *code,
	enum strings_domain domain, struct diag *d)
{
	const char *name = domain == STRINGS_KIOSK ? "kiosk" : "guides";
	char path[PATH_BYTES];
	struct mo mo;
	char *bytes;
	size_t size;
	enum err err;

	snprintf(path, sizeof(path), "%s/locale/%s/LC_MESSAGES/%s-%s.mo", content_dir, code, name,
		code);
	err = file_read(s->arena, path, FILE_TEXT_MAX, &bytes, &size, d);
	if (err == ERR_OK)
		err = mo_open(&mo, path, bytes, size, d);
	for (uint32_t i = 1; err == ERR_OK && i < mo.count; i++) {
		struct mo_entry e = mo_entry(&mo, i);

		if (!add_text(s, domain, &e))
			err = diag_fail(d, ERR_RANGE, "%s: more than %d texts", path, s->capacity);
	}
	return err;
}

enum err shot_texts_read(struct shot_texts *s, struct arena *a, const char *content_dir,
	const char *code, struct diag *d)
{
	enum err err;

	*s = (struct shot_texts){ .arena = a, .capacity = MO_STRINGS_MAX };
	s->texts = arena_array(a, (size_t)s->capacity, sizeof(*s->texts));
	if (!s->texts)
		return diag_fail(d, ERR_MEMORY, "no memory for the texts");
	err = strcmp(code, "en") == 0 ? ERR_OK
				      : read_catalogue(s, content_dir, code, STRINGS_KIOSK, d);
	if (err == ERR_OK && strcmp(code, "sv") != 0)
		err = read_catalogue(s, content_dir, code, STRINGS_GUIDES, d);
	for (int i = 0; err == ERR_OK && i < s->count; i++) {
		if (!tsearch(&s->texts[i], &s->tree, compare))
			err = diag_fail(d, ERR_MEMORY, "no memory for the texts");
	}
	return err;
}

struct strings shot_texts_strings(struct shot_texts *s)
{
	return (struct strings){ lookup, lookup_plural, s };
}

void shot_texts_finish(struct shot_texts *s)
{
	while (s->tree)
		tdelete(*(struct shot_text **)s->tree, &s->tree, compare);
}
