#include "content/content.h"

#include <string.h>

#include "content/loader.h"

/* Index of the first version, -1 if there is none. */
int content_fact_index(const struct content *c, const char *id)
{
	int low = 0, high = c->fact_count;

	while (low < high) {
		int middle = (low + high) / 2;

		if (strcmp(c->facts[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->fact_count && strcmp(c->facts[low].id, id) == 0 ? low : -1;
}

const struct guide *content_guide(const struct content *c, const char *id)
{
	int i;

	for (i = 0; i < c->guide_count; i++)
		if (strcmp(c->guides[i]->id, id) == 0)
			return c->guides[i];
	return NULL;
}

bool content_has_fact(const struct content *c, const char *id)
{
	return content_fact_index(c, id) >= 0;
}

const struct fact *content_fact(const struct content *c, const char *id, const char *today)
{
	int i = content_fact_index(c, id);

	/* The last version is without end. */
	while (i >= 0 && !validity_holds(c->facts[i].valid, today) && i + 1 < c->fact_count &&
		strcmp(c->facts[i + 1].id, id) == 0)
		i++;
	return i >= 0 ? &c->facts[i] : NULL;
}

const struct local_place *content_local_place(const struct content *c, enum local_kind kind)
{
	int i;

	for (i = 0; c->local && i < c->local->place_count; i++)
		if (c->local->places[i].kind == kind)
			return &c->local->places[i];
	return NULL;
}

const struct local_place *content_guide_place(const struct content *c, const struct guide *g)
{
	return g->place_kind < 0 ? NULL : content_local_place(c, (enum local_kind)g->place_kind);
}

int content_guide_index(const struct content *c, const struct guide *g)
{
	for (int i = 0; i < c->guide_count; i++)
		if (c->guides[i] == g)
			return i;
	return -1;
}

int content_question(const struct content *c, const char *id)
{
	int i;

	for (i = 0; i < c->question_count; i++)
		if (strcmp(c->questions[i].id, id) == 0)
			return i;
	return -1;
}
