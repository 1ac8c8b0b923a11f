#include "proof/texts.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "content/markup.h"

#define PLAIN_BYTES 4096
#define PLACE_BYTES 160

/* The words as they are read: without tags, a fact as one word. */
static void plain(const char *msgid, char out[PLAIN_BYTES])
{
	struct markup m = markup_begin(msgid);
	struct markup_token t;
	size_t used = 0;

	while ((t = markup_next(&m)).kind != MARKUP_END && t.kind != MARKUP_WRONG) {
		const char *bytes = t.kind == MARKUP_FACT ? "1" : t.bytes;
		size_t size = t.kind == MARKUP_FACT ? 1 : t.kind == MARKUP_TEXT ? t.size : 0;

		if (used + size >= PLAIN_BYTES)
			break;
		memcpy(out + used, bytes, size);
		used += size;
	}
	out[used] = '\0';
}

static bool ends_sentence(const char *at)
{
	return (*at == '.' || *at == '?' || *at == '!') && (at[1] == ' ' || !at[1]);
}

/* All words, and those of the longest sentence. */
static int count_words(const char *text, int *longest_out)
{
	int words = 0, sentence = 0;
	bool is_inside = false;

	*longest_out = 0;
	for (const char *at = text; *at; at++) {
		bool is_blank = *at == ' ' || *at == '\n';

		if (!is_blank && !is_inside) {
			words++;
			sentence++;
		}
		is_inside = !is_blank;
		if (sentence > *longest_out)
			*longest_out = sentence;
		if (ends_sentence(at))
			sentence = 0;
	}
	return words;
}

static int count_chars(const char *text)
{
	size_t size = strlen(text), at = 0;
	int count = 0;

	for (; at < size; count++)
		utf8_next(text, size, &at);
	return count;
}

/* Returns the words of the text. */
static int check_text(struct proof_texts *t, struct content_text text, const char *where)
{
	char words[PLAIN_BYTES];
	int longest, count;

	if (!text.msgid)
		return 0;
	plain(text.msgid, words);
	count = count_words(words, &longest);
	if (longest > PROOF_SENTENCE_WORDS)
		proof_fail(t->report, RULE_FEW_WORDS, where,
			"a sentence has %d words, the limit is %d; make two of it: \"%.90s\"",
			longest, PROOF_SENTENCE_WORDS, words);
	return count;
}

static void check_step(struct proof_texts *t, const struct guide *g, const struct guide_step *step)
{
	char where[PLACE_BYTES], title[PLAIN_BYTES];
	int words;

	snprintf(where, sizeof(where), "guides/%s.xml:%d", g->id, step->line);
	plain(step->title.msgid, title);
	if (count_chars(title) > PROOF_TITLE_CHARS)
		proof_fail(t->report, RULE_FEW_WORDS, where,
			"the step's title has %d characters, the limit is %d; it is also a line on "
			"the "
			"paper",
			count_chars(title), PROOF_TITLE_CHARS);
	words = check_text(t, step->title, where);
	for (int i = 0; i < step->paragraph_count; i++) {
		int more = check_text(t, step->paragraphs[i], where);

		/* Of two versions with other days only one is shown. */
		words += validity_holds(step->paragraphs[i].valid, t->today) ? more : 0;
	}
	if (words > PROOF_STEP_WORDS)
		proof_fail(t->report, RULE_FEW_WORDS, where,
			"the step \"%s\" has %d words, the limit is %d; make two steps of it",
			step->id, words, PROOF_STEP_WORDS);
}

static void check_guide(struct proof_texts *t, const struct guide *g)
{
	char where[PLACE_BYTES];

	snprintf(where, sizeof(where), "guides/%s.xml:%d", g->id, g->line);
	check_text(t, g->title, where);
	check_text(t, g->summary, where);
	for (int i = 0; i < SECTION_KINDS; i++) {
		for (int j = 0; j < g->sections[i].paragraph_count; j++)
			check_text(t, g->sections[i].paragraphs[j], where);
	}
	for (int i = 0; i < g->step_count; i++)
		check_step(t, g, &g->steps[i]);
}

static void check_question(struct proof_texts *t, const struct question *q)
{
	char where[PLACE_BYTES];

	snprintf(where, sizeof(where), "questions.xml:%d", q->line);
	check_text(t, q->text, where);
	check_text(t, q->why, where);
	for (int i = 0; i < q->answer_count; i++)
		check_text(t, q->answers[i].text, where);
}

static void check_fact(struct proof_texts *t, const struct fact *f)
{
	char where[PLACE_BYTES], sentence[256];

	snprintf(where, sizeof(where), "facts.xml:%d", f->line);
	t->facts++;
	t->verified += fact_is_verified(f);
	if (validity_holds(f->valid, t->today) && strcmp(t->today, f->check_by) > 0) {
		t->overdue++;
		snprintf(sentence, sizeof(sentence),
			"the fact \"%.60s\" had to be checked again by %s; open %.120s and set "
			"checked and check-by",
			f->id, f->check_by, f->source);
		proof_add(t->report, RULE_FRESH_FACTS, !t->is_issue, where, "", sentence);
	}
	if (t->is_strict && !fact_is_verified(f))
		proof_fail(t->report, RULE_TWO_CHECKS, where,
			"the fact \"%.60s\" was checked by one role only; another one confirms it "
			"(confirmed, confirmed-by)",
			f->id);
}

static void check_changes(struct proof_texts *t)
{
	const struct content *c = t->content;
	char where[PLACE_BYTES];

	for (int i = 0; i < c->change_count; i++) {
		snprintf(where, sizeof(where), "changes.xml:%d", c->changes[i].line);
		check_text(t, c->changes[i].text, where);
		if (c->changes[i].content > t->content_number)
			proof_fail(t->report, RULE_CHANGES, where,
				"the change is of content %d, but this is content %d; raise the "
				"number "
				"in content.ini or mend the change",
				c->changes[i].content, t->content_number);
	}
}

void proof_texts(struct proof_texts *t)
{
	const struct content *c = t->content;

	for (int i = 0; i < c->guide_count; i++)
		check_guide(t, c->guides[i]);
	for (int i = 0; i < c->question_count; i++)
		check_question(t, &c->questions[i]);
	for (int i = 0; i < STATIONS; i++)
		check_text(t, c->stations[i].text, "stations.xml");
	for (int i = 0; i < c->fact_count; i++)
		check_fact(t, &c->facts[i]);
	check_changes(t);
}
