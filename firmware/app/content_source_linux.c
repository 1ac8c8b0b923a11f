#include "app/content_source_linux.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "pack/hold_linux.h"
#include "pack/sound_linux.h"
#include "platform/log_linux.h"
#include "platform/watch_linux.h"

struct offer {
	char *folder;        /* heap */
	uint32_t generation; /* 0: built-in */
	int hold;
	enum content_offer which;
};

struct content_source {
	const char *store, *builtin;
	struct watch *watch; /* NULL: nobody tells */
	struct offer shown, next;
	uint32_t refused; /* generation; 0: none */
	bool has_news;
	char fault[sizeof(struct diag)];
};

/* A cut may have left a generation on trial. */
static void recover(struct content_source *s)
{
	struct arena *a = arena_create(0);
	struct pack_store store = { .folder = -1, .lock = -1 };
	struct diag d = { 0 };
	enum err err = a ? store_open(a, s->store, true, &store, &d) : ERR_MEMORY;

	if (err != ERR_OK)
		log_line(err == ERR_BUSY ? LOG_INFO : LOG_ERROR, "store", "%s", d.text);
	/* What a stick-install left that was cut off. */
	if (err == ERR_OK)
		(void)!folder_remove(store.folder, "stick");
	store_close(&store);
	arena_destroy(a);
}

enum err content_source_create(
	const char *store, const char *builtin, struct content_source **source_out, struct diag *d)
{
	struct content_source *s = calloc(1, sizeof(*s));
	struct diag why = { 0 };

	*source_out = s;
	if (!s || sodium_init() < 0) {
		free(s);
		*source_out = NULL;
		return diag_fail(d, ERR_MEMORY, "no memory to look for content");
	}
	s->store = store;
	s->builtin = builtin;
	s->shown.hold = s->next.hold = -1;
	recover(s);
	if (watch_open_flat(store, &s->watch, &why) != ERR_OK)
		log_line(LOG_ERROR, "store", "%s", why.text);
	return ERR_OK;
}

static void let_go(struct offer *o)
{
	if (o->hold >= 0)
		close(o->hold);
	free(o->folder);
	*o = (struct offer){ .hold = -1 };
}

void content_source_destroy(struct content_source *s)
{
	if (!s)
		return;
	watch_close(s->watch);
	let_go(&s->shown);
	let_go(&s->next);
	free(s);
}

static enum err open_generation(
	struct content_source *s, struct pack_store *store, uint32_t generation, struct diag *d)
{
	struct store_generation g;
	char path[64];
	enum err err;

	/* Held first: what is looked at now must not be swept before it is shown. */
	snprintf(path, sizeof(path), "generations/%u", (unsigned)generation);
	s->next.hold = hold_take(store->folder, path);
	err = store_read_generation(store, generation, &g, d);
	if (err == ERR_OK)
		err = sound_check(store, &g, d);
	s->next.generation = generation;
	if (err == ERR_OK && asprintf(&s->next.folder, "%s/%s/content", s->store, path) < 0) {
		s->next.folder = NULL;
		err = diag_fail(d, ERR_MEMORY, "no memory for the path of the store");
	}
	return err;
}

static void forget_fault(struct content_source *s)
{
	s->refused = 0;
	s->fault[0] = '\0';
}

/* The good generation, not what `current` names: that may be on trial. */
static bool offer_generation(struct content_source *s, enum content_offer which)
{
	struct arena *a = arena_create(0);
	struct pack_store store = { .folder = -1, .lock = -1 };
	struct diag d = { 0 };
	uint32_t wanted = 0;
	enum err err = a ? store_open(a, s->store, false, &store, &d) : ERR_MEMORY;

	/* A generation whose list cannot be read is told below, once. */
	if (store.folder >= 0)
		wanted = which == OFFER_CURRENT ? store.state.current : store.state.previous;
	if (which == OFFER_CURRENT && wanted && wanted == s->shown.generation)
		forget_fault(s); /* staff went back to what is shown */
	if (wanted && wanted != s->refused && wanted != s->shown.generation) {
		d.text[0] = '\0';
		err = open_generation(s, &store, wanted, &d);
	} else {
		wanted = 0;
	}
	if (err != ERR_OK && wanted) {
		s->next.generation = wanted;
		content_source_refuse(s, d.text);
		wanted = 0;
	} else if (err != ERR_OK) {
		log_line(LOG_ERROR, "store", "%s", d.text);
	}
	store_close(&store);
	arena_destroy(a);
	return wanted != 0;
}

const char *content_source_offer(struct content_source *s, enum content_offer which)
{
	let_go(&s->next);
	s->next.which = which;
	if (which == OFFER_CURRENT)
		s->has_news = false;
	if (which == OFFER_BUILTIN) {
		s->next.folder = strdup(s->builtin);
		return s->next.folder;
	}
	return offer_generation(s, which) ? s->next.folder : NULL;
}

void content_source_accept(struct content_source *s)
{
	let_go(&s->shown);
	s->shown = s->next;
	s->next = (struct offer){ .hold = -1 };
	if (s->shown.which == OFFER_CURRENT)
		forget_fault(s);
	log_line(LOG_INFO, "store", "shown=%s generation=%u",
		s->shown.generation ? "store" : "built-in", (unsigned)s->shown.generation);
}

void content_source_refuse(struct content_source *s, const char *why)
{
	s->refused = s->next.generation;
	snprintf(s->fault, sizeof(s->fault), "%s", why);
	log_line(
		LOG_ERROR, "store", "generation %u cannot be shown: %s", (unsigned)s->refused, why);
	let_go(&s->next);
}

int content_source_fd(const struct content_source *s)
{
	return s->watch ? watch_fd(s->watch) : -1;
}

bool content_source_has_news(struct content_source *s)
{
	if (s->watch && watch_take(s->watch))
		s->has_news = true;
	return s->has_news;
}

const char *content_source_store(const struct content_source *s)
{
	return s->store;
}

uint32_t content_source_generation(const struct content_source *s)
{
	return s->shown.generation;
}

const char *content_source_fault(const struct content_source *s)
{
	return s->fault;
}

static void describe_packs(struct pack_store *store, struct ui_update *view)
{
	for (int i = 0; i < store->current.count && i < UI_UPDATE_PACKS; i++) {
		struct ui_update_pack *out = &view->standing[view->standing_count];
		struct pack_manifest m;

		if (store_read_manifest(store, &store->current.packs[i], &m, NULL) != ERR_OK)
			continue;
		*out = (struct ui_update_pack){ .seq = m.id.seq };
		memcpy(out->name, m.id.name, sizeof(out->name));
		memcpy(out->issued, m.id.issued, sizeof(out->issued));
		memcpy(out->expires, m.id.expires, sizeof(out->expires));
		view->standing_count++;
	}
}

void content_source_describe(struct content_source *s, struct ui_update *view)
{
	struct arena *a = arena_create(0);
	struct pack_store store = { .folder = -1, .lock = -1 };

	view->standing_count = 0;
	view->has_previous = view->is_waiting = false;
	if (a && store_open(a, s->store, false, &store, NULL) == ERR_OK) {
		describe_packs(&store, view);
		view->has_previous = store.state.previous != 0;
		view->is_waiting = store.state.current != s->shown.generation &&
				   store.state.current != s->refused;
	}
	snprintf(view->fault, sizeof(view->fault), "%.*s", UI_UPDATE_TEXT - 1, s->fault);
	store_close(&store);
	arena_destroy(a);
}
