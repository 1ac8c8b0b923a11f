/* A guide, questions, facts, stations or local file that anybody may have written: it loads or is
 * refused with a sentence; what loads can be shown and listed. The other files come from the
 * fixture content. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../support/content_fixture.h"
#include "checklist/checklist.h"
#include "content/rich.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *no_translation(void *ctx, const char *lang, enum strings_domain domain,
	const char *context, const char *msgid)
{
	(void)ctx;
	(void)lang;
	(void)domain;
	(void)context;
	(void)msgid;
	return NULL;
}

static void show(const struct rich_context *c, struct arena *a, struct content_text text)
{
	struct rich_text r = rich_from_content(c, a, text);

	for (int i = 0; i < r.rich.span_count; i++)
		if (r.rich.spans[i].start > r.rich.spans[i].end ||
			r.rich.spans[i].end > r.rich.size)
			abort();
}

static void show_guide(const struct rich_context *c, struct arena *a, const struct guide *g)
{
	show(c, a, g->title);
	show(c, a, g->summary);
	for (int i = 0; i < SECTION_KINDS; i++)
		for (int j = 0; j < g->sections[i].paragraph_count; j++)
			show(c, a, g->sections[i].paragraphs[j]);
	for (int i = 0; i < g->step_count; i++) {
		show(c, a, g->steps[i].title);
		for (int j = 0; j < g->steps[i].paragraph_count; j++)
			show(c, a, g->steps[i].paragraphs[j]);
	}
	for (int i = 0; i < g->doc_count; i++)
		show(c, a, g->docs[i].text);
}

static void use(const struct content *content, struct arena *a)
{
	static const struct lang swedish = { .code = "sv", .icu_locale = "sv_SE" };
	static const struct lang_table langs = { &swedish, 1 };
	static const struct strings strings = { no_translation, NULL, NULL };
	struct rich_context c = { content, &strings, &langs, &swedish, "2027-04-01", NULL };
	const struct checklist *list;
	struct answers answers;
	int indices[QUESTIONS_MAX];

	for (int i = 0; i < STATIONS; i++)
		show(&c, a, content->stations[i].text);
	for (int i = 0; i < LOCAL_KINDS; i++)
		if (content_local_place(content, (enum local_kind)i) &&
			!content->local->municipality)
			abort();
	for (int i = 0; i < content->guide_count; i++)
		show_guide(&c, a, content->guides[i]);
	answers_clear(&answers);
	if (checklist_questions(content, &answers, c.today, indices) > content->question_count)
		abort();
	if (checklist_create(a, content, &answers, c.today, &list) == ERR_OK &&
		list->item_count > content->guide_count)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(32u << 20);
	struct content_loader *l = content_loader_create(a);
	const char *xml = arena_copy(a, (const char *)data, size);
	bool is_facts = xml && strstr(xml, "<facts"),
	     is_questions = xml && strstr(xml, "<questions"),
	     is_stations = xml && strstr(xml, "<stations"), is_local = xml && strstr(xml, "<local"),
	     is_changes = xml && strstr(xml, "<changes");
	const struct content *content = NULL;
	struct diag d = { 0 };
	enum err err = ERR_OK;
	static struct arena *kept; /* read once, never freed */
	static const char *facts, *questions;
	static size_t facts_size, questions_size;

	if (!kept) {
		kept = arena_create(0);
		facts = fixture_read(kept, FIXTURE_CONTENT "/facts.xml", &facts_size);
		questions = fixture_read(kept, FIXTURE_CONTENT "/questions.xml", &questions_size);
	}
	if (!is_facts)
		err = content_add_facts(l, "facts.xml", facts, facts_size, &d);
	if (err == ERR_OK && !is_questions)
		err = content_add_questions(l, "questions.xml", questions, questions_size, &d);
	if (err == ERR_OK && !is_stations)
		fixture_add_stations(l, a);
	if (err == ERR_OK)
		err = is_facts       ? content_add_facts(l, "in.xml", xml, size, &d)
		      : is_questions ? content_add_questions(l, "in.xml", xml, size, &d)
		      : is_stations  ? content_add_stations(l, "in.xml", xml, size, &d)
		      : is_local     ? content_add_local(l, "in.xml", xml, size, &d)
		      : is_changes   ? content_add_changes(l, "in.xml", xml, size, &d)
				     : content_add_guide(l, "in.xml", xml, size, &d);
	if (err == ERR_OK)
		err = content_finish_loading(l, &content, &d);
	if (err == ERR_OK)
		use(content, a);
	else if (!strstr(d.text, ":"))
		abort(); /* a refusal without a place */
	arena_destroy(a);
	return 0;
}
