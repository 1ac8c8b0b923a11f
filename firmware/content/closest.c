#include <stdio.h>
#include <string.h>

#include "content/loader.h"

#define COMPARED_MAX 40 /* bytes of an id that are compared */

/* Levenshtein: how many letters to add, drop or change. */
static int distance(const char *a, const char *b)
{
	size_t n = strnlen(a, COMPARED_MAX), m = strnlen(b, COMPARED_MAX), i, j;
	int row[COMPARED_MAX + 1];

	for (j = 0; j <= m; j++)
		row[j] = (int)j;
	for (i = 1; i <= n; i++) {
		int diagonal = row[0];

		row[0] = (int)i;
		for (j = 1; j <= m; j++) {
			int change = diagonal + (a[i - 1] != b[j - 1]);
			int least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;

			diagonal = row[j];
			row[j] = change < least ? change : least;
		}
	}
	return row[m];
}

struct closest closest_begin(const char *wanted)
{
	return (struct closest){ .wanted = wanted };
}

void closest_offer(struct closest *c, const char *id)
{
	int d = distance(c->wanted, id);

	if (!c->best || d < c->best_distance) {
		c->best = id;
		c->best_distance = d;
	}
}

const char *closest_sentence(struct closest *c)
{
	size_t n = strnlen(c->wanted, COMPARED_MAX);

	c->sentence[0] = '\0';
	if (c->best && (size_t)c->best_distance <= 1 + n / 3)
		snprintf(c->sentence, sizeof(c->sentence), "; did you mean \"%.60s\"?", c->best);
	return c->sentence;
}
