#include "app/health_linux.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/inifile.h"
#include "platform/files_linux.h"
#include "platform/log_linux.h"

#define FILE_MAX 4096
#define COUNT_MAX 1000000000

struct health {
	struct health_counts counts;
	char since[11], path[4096]; /* path "": nothing is kept */
	bool was_visit, was_paper_out;
};

#define ROW(name, kind, field, max)                                                                \
	{                                                                                          \
		name, kind, offsetof(struct health_counts, field), true, 0, max, NULL              \
	}

static const struct inifile_key keys[] = {
	ROW("since", INIFILE_TEXT, since, 0),
	ROW("visits", INIFILE_INT, visits, COUNT_MAX),
	ROW("papers", INIFILE_INT, papers, COUNT_MAX),
	ROW("installed", INIFILE_INT, installed, COUNT_MAX),
	ROW("refused", INIFILE_INT, refused, COUNT_MAX),
};

static void save(const struct health *h)
{
	const struct health_counts *c = &h->counts;
	struct buf text = { 0 };
	struct diag d = { 0 };

	if (!h->path[0])
		return;
	buf_printf(&text, "since = %s\nvisits = %d\npapers = %d\ninstalled = %d\nrefused = %d\n",
		h->since, c->visits, c->papers, c->installed, c->refused);
	if (text.failed || file_write(h->path, text.data, text.size, &d) != ERR_OK)
		log_line(LOG_WARNING, "health", "%s", d.text);
	buf_finish(&text);
}

static void load(struct health *h)
{
	struct arena *a = arena_create(0);
	struct health_counts read = { .since = "" };
	char *text;

	if (a && file_read(a, h->path, FILE_MAX, &text, NULL, NULL) == ERR_OK &&
		inifile_read(a, h->path, text, keys, sizeof(keys) / sizeof(*keys), &read, NULL) ==
			ERR_OK &&
		strlen(read.since) == sizeof(h->since) - 1) {
		memcpy(h->since, read.since, sizeof(h->since));
		h->counts = read;
	}
	arena_destroy(a);
}

struct health *health_open(const char *state_dir, const char *today)
{
	struct health *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	snprintf(h->since, sizeof(h->since), "%s", today);
	if (state_dir) {
		snprintf(h->path, sizeof(h->path), "%s/health.ini", state_dir);
		load(h);
	}
	h->counts.since = h->since;
	return h;
}

void health_close(struct health *h)
{
	if (!h)
		return;
	save(h);
	free(h);
}

void health_see(struct health *h, bool is_visit, bool is_paper_out)
{
	h->counts.visits += is_visit && !h->was_visit;
	h->counts.papers += is_paper_out && !h->was_paper_out;
	h->was_visit = is_visit;
	h->was_paper_out = is_paper_out;
}

void health_count_update(struct health *h, bool is_refused)
{
	if (is_refused)
		h->counts.refused++;
	else
		h->counts.installed++;
	save(h);
}

void health_write(const struct health *h, struct buf *out)
{
	const struct health_counts *c = &h->counts;

	buf_printf(out,
		"since: %s\nvisits: about %d\npapers: about %d\nupdates: installed %d, refused "
		"%d\n",
		h->since, (c->visits + 5) / 10 * 10, (c->papers + 5) / 10 * 10, c->installed,
		c->refused);
}
