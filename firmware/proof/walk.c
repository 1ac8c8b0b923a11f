#include "proof/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* What a card of the list can say: perhaps, waits, now. */
#define REMARKS 3
#define CARDS_MAX 512 /* bits of struct cover.cards */

struct seen { /* a set of hashes, open addressing */
	uint64_t *slots;
	size_t used, capacity;
};

struct cover { /* a candidate list and the cards it shows */
	struct answers answers;
	uint64_t cards[8]; /* bit: guide * REMARKS + remark */
	int items;
};

struct walker {
	struct walk *out;
	struct arena *scratch; /* one list */
	struct seen lists;
	struct cover *covers;
	int cover_count, cover_capacity;
	uint64_t cards[8]; /* shown by any candidate */
	bool *surely;      /* by guide: some list has it without a "perhaps" */
	struct cover longest;
	enum err err;
};

const char *walk_path(struct arena *a, const struct content *c, const struct answers *answers)
{
	struct buf text = { 0 };
	const char *path;

	for (int i = 0; i < c->question_count; i++) {
		const struct question *q = &c->questions[i];
		bool is_first = true;

		if (!answers_is_answered(answers, i) || answers_is_not_asked(answers, i))
			continue;
		buf_printf(&text, "%s%s=", text.size ? "," : "", q->id);
		if (answers_is_unknown(answers, i))
			buf_puts(&text, "unknown");
		for (int j = 0; j < q->answer_count; j++) {
			if (!answers_has(answers, i, j))
				continue;
			buf_printf(&text, "%s%s", is_first ? "" : "+", q->answers[j].value);
			is_first = false;
		}
	}
	path = arena_strdup(a, buf_str(&text));
	buf_finish(&text);
	return path ? path : "";
}

/* ---------------------------------------------------------------- sets */

static bool seen_grow(struct seen *s)
{
	struct seen bigger = { .capacity = s->capacity ? s->capacity * 2 : 1 << 15 };

	bigger.slots = calloc(bigger.capacity, sizeof(*bigger.slots));
	if (!bigger.slots)
		return false;
	for (size_t i = 0; i < s->capacity; i++) {
		size_t at = s->slots[i] & (bigger.capacity - 1);

		if (!s->slots[i])
			continue;
		while (bigger.slots[at])
			at = (at + 1) & (bigger.capacity - 1);
		bigger.slots[at] = s->slots[i];
	}
	bigger.used = s->used;
	free(s->slots);
	*s = bigger;
	return true;
}

/* True if it was not there. */
static bool seen_add(struct seen *s, uint64_t hash, enum err *err)
{
	size_t at;

	hash |= 1; /* 0 is an empty slot */
	if (s->used * 2 >= s->capacity && !seen_grow(s)) {
		*err = ERR_MEMORY;
		return false;
	}
	for (at = hash & (s->capacity - 1); s->slots[at]; at = (at + 1) & (s->capacity - 1)) {
		if (s->slots[at] == hash)
			return false;
	}
	s->slots[at] = hash;
	s->used++;
	return true;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash ^= value + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2);
	hash *= 0xFF51AFD7ED558CCDu;
	return hash ^ hash >> 33;
}

/* ---------------------------------------------------------------- looks of a guide */

static struct walk_look look_of(const struct checklist_item *item, const struct answers *effective)
{
	struct walk_look look = { .answers = *effective };

	for (int i = 0; i < item->step_count; i++) {
		uint32_t bit = 1u << (item->steps[i] - item->guide->steps);

		look.steps |= bit;
		if (rule_eval(item->steps[i]->when, effective) == RULE_MAYBE)
			look.perhaps |= bit;
	}
	for (int i = 0; i < item->doc_count; i++)
		look.docs |= 1u << (item->docs[i] - item->guide->docs);
	return look;
}

static void add_look(struct walker *w, struct walk_looks *looks, const struct walk_look *look)
{
	for (int i = 0; i < looks->count; i++) {
		const struct walk_look *l = &looks->items[i];

		if (l->steps == look->steps && l->perhaps == look->perhaps && l->docs == look->docs)
			return;
	}
	if (looks->count == looks->capacity) {
		int capacity = looks->capacity ? looks->capacity * 2 : 8;
		struct walk_look *items =
			arena_array(w->out->arena, (size_t)capacity, sizeof(*items));

		if (!items) {
			w->err = ERR_MEMORY;
			return;
		}
		if (looks->count)
			memcpy(items, looks->items, (size_t)looks->count * sizeof(*items));
		looks->items = items;
		looks->capacity = capacity;
	}
	looks->items[looks->count++] = *look;
}

/* ---------------------------------------------------------------- lists that show everything */

static int remark_of(const struct checklist_item *item)
{
	return item->applies == RULE_MAYBE ? 0 : item->must_wait ? 1 : 2;
}

static bool shows_new(const uint64_t have[8], const uint64_t cards[8])
{
	for (int i = 0; i < 8; i++) {
		if (cards[i] & ~have[i])
			return true;
	}
	return false;
}

static int new_cards(const uint64_t have[8], const uint64_t cards[8])
{
	int count = 0;

	for (int i = 0; i < 8; i++)
		count += __builtin_popcountll(cards[i] & ~have[i]);
	return count;
}

static void add_cards(uint64_t have[8], const uint64_t cards[8])
{
	for (int i = 0; i < 8; i++)
		have[i] |= cards[i];
}

static void keep_cover(struct walker *w, const struct cover *cover)
{
	if (cover->items > w->longest.items)
		w->longest = *cover;
	if (!shows_new(w->cards, cover->cards))
		return;
	if (w->cover_count == w->cover_capacity) {
		int capacity = w->cover_capacity ? w->cover_capacity * 2 : 64;
		struct cover *covers = realloc(w->covers, (size_t)capacity * sizeof(*covers));

		if (!covers) {
			w->err = ERR_MEMORY;
			return;
		}
		w->covers = covers;
		w->cover_capacity = capacity;
	}
	add_cards(w->cards, cover->cards);
	w->covers[w->cover_count++] = *cover;
}

/* Greedy: the candidate with the most cards not shown yet, until all are. */
static enum err choose_covers(struct walker *w)
{
	struct walk *out = w->out;
	uint64_t have[8] = { 0 };

	out->covers = arena_array(out->arena, (size_t)w->cover_count + 1, sizeof(*out->covers));
	if (!out->covers)
		return ERR_MEMORY;
	if (w->longest.items) {
		out->covers[out->cover_count++] = w->longest.answers;
		add_cards(have, w->longest.cards);
	}
	for (;;) {
		const struct cover *best = NULL;

		for (int i = 0; i < w->cover_count; i++) {
			if (new_cards(have, w->covers[i].cards) >
				(best ? new_cards(have, best->cards) : 0))
				best = &w->covers[i];
		}
		if (!best)
			return ERR_OK;
		out->covers[out->cover_count++] = best->answers;
		add_cards(have, best->cards);
	}
}

/* ---------------------------------------------------------------- the walk */

static void look_at_list(struct walker *w, const struct answers *answers)
{
	struct walk *out = w->out;
	const struct content *c = out->content;
	struct answers effective = answers_effective(c, answers);
	struct cover cover = { .answers = *answers };
	const struct checklist *list;
	uint64_t hash = 1;

	arena_reset(w->scratch);
	if (checklist_create(w->scratch, c, answers, out->today, &list) != ERR_OK) {
		w->err = ERR_MEMORY;
		return;
	}
	out->paths++;
	cover.items = list->item_count;
	for (int i = 0; i < list->item_count; i++) {
		const struct checklist_item *item = &list->items[i];
		int guide = content_guide_index(c, item->guide),
		    card = guide * REMARKS + remark_of(item);
		struct walk_look look = look_of(item, &effective);

		hash = mix(hash, (uint64_t)card);
		hash = mix(hash, (uint64_t)look.steps << 32 | look.docs);
		hash = mix(hash, look.perhaps);
		add_look(w, &out->looks[guide], &look);
		w->surely[guide] |= item->applies == RULE_YES;
		cover.cards[card / 64 & 7] |= 1ull << card % 64;
		if (!item->step_count)
			proof_add(out->report, RULE_NO_DEAD_END, false,
				arena_printf(w->scratch, "guides/%s.xml:%d", item->guide->id,
					item->guide->line),
				walk_path(w->scratch, c, answers),
				"the topic is on a list without any step to do; give it a step "
				"that "
				"holds for these answers");
	}
	if (!list->item_count)
		proof_add(out->report, RULE_PATH_HAS_LIST, false, "questions.xml",
			walk_path(w->scratch, c, answers),
			"these answers lead to an empty list; some topic must apply to everybody");
	if (seen_add(&w->lists, hash, &w->err))
		out->lists++;
	keep_cover(w, &cover);
}

static void walk_on(struct walker *w, struct answers *answers);

static void end_path(struct walker *w, const struct answers *answers, int questions)
{
	if (questions > w->out->most_questions)
		w->out->most_questions = questions;
	if (questions > PROOF_QUESTIONS_MAX)
		proof_add(w->out->report, RULE_FEW_QUESTIONS, false, "questions.xml",
			walk_path(w->scratch, w->out->content, answers),
			"these answers are asked for by more than eight questions");
	look_at_list(w, answers);
}

/* Whether a question is asked depends on the answers before it only (checklist_questions): behind
 * the content's last one nothing can be open, and most of the tuples end there. */
static void take(struct walker *w, struct answers *answers, int question, int questions)
{
	if (question + 1 == w->out->content->question_count)
		end_path(w, answers, questions);
	else
		walk_on(w, answers);
}

static void try_many(struct walker *w, struct answers *answers, int question, int questions)
{
	const struct question *q = &w->out->content->questions[question];
	uint32_t all = (1u << q->answer_count) - 1;

	for (uint32_t chosen = 1; chosen <= all && w->err == ERR_OK; chosen++) {
		if ((chosen & q->none) && chosen != q->none)
			continue;
		answers_forget(answers, question);
		answers->chosen[question] = chosen;
		take(w, answers, question, questions);
	}
}

static void walk_on(struct walker *w, struct answers *answers)
{
	const struct content *c = w->out->content;
	int indices[QUESTIONS_MAX], open = -1;
	int count = checklist_questions(c, answers, w->out->today, indices);

	for (int i = count - 1; i >= 0; i--) {
		if (!answers_is_answered(answers, indices[i]))
			open = indices[i];
	}
	if (open < 0) {
		end_path(w, answers, count);
		return;
	}
	if (c->questions[open].is_many) {
		try_many(w, answers, open, count);
	} else {
		for (int i = 0; i < c->questions[open].answer_count && w->err == ERR_OK; i++) {
			answers_choose(answers, open, i);
			take(w, answers, open, count);
		}
	}
	answers_set_unknown(answers, open);
	take(w, answers, open, count);
	answers_forget(answers, open);
}

/* A visitor may open any topic before the first answer. */
static void add_unanswered(struct walker *w)
{
	struct walk *out = w->out;

	for (int i = 0; i < out->content->guide_count; i++) {
		const struct guide *g = out->content->guides[i];
		struct walk_look look = { .steps = 0 };

		answers_clear(&look.answers);
		for (int k = 0; k < g->step_count; k++) {
			if (!validity_holds(g->steps[k].valid, out->today))
				continue;
			look.steps |= 1u << k;
			if (rule_eval(g->steps[k].when, &look.answers) == RULE_MAYBE)
				look.perhaps |= 1u << k;
		}
		for (int k = 0; k < g->doc_count; k++) {
			if (validity_holds(g->docs[k].valid, out->today))
				look.docs |= 1u << k;
		}
		add_look(w, &out->looks[i], &look);
	}
}

enum err walk_all(struct walk *out)
{
	struct walker w = { .out = out, .scratch = arena_create(0) };
	const struct content *c = out->content;
	struct answers answers;

	out->looks = arena_array(out->arena, (size_t)c->guide_count, sizeof(*out->looks));
	w.surely = arena_array(out->arena, (size_t)c->guide_count, sizeof(*w.surely));
	if (!w.scratch || !out->looks || !w.surely)
		w.err = ERR_MEMORY;
	if (c->guide_count * REMARKS > CARDS_MAX)
		w.err = ERR_RANGE;
	answers_clear(&answers);
	if (w.err == ERR_OK)
		walk_on(&w, &answers);
	for (int i = 0; i < c->guide_count && w.err == ERR_OK; i++) {
		if (!w.surely[i])
			proof_fail(out->report, RULE_REACHABLE,
				arena_printf(w.scratch, "guides/%s.xml:%d", c->guides[i]->id,
					c->guides[i]->line),
				"no answers put this topic on a list for sure; mend its <applies>");
	}
	if (w.err == ERR_OK)
		add_unanswered(&w);
	if (w.err == ERR_OK)
		w.err = choose_covers(&w);
	free(w.lists.slots);
	free(w.covers);
	arena_destroy(w.scratch);
	return w.err;
}
