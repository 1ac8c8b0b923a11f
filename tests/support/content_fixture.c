#include "content_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixtures.h"

static const char *const files[] = { "facts.xml", "questions.xml", "stations.xml", "local.xml",
	"changes.xml", "guides/bank.xml", "guides/card.xml", "guides/number.xml",
	"guides/school.xml" };

static void give_up(const char *what, const char *why)
{
	fprintf(stderr, "fixture: %s: %s\n", what, why);
	exit(2);
}

char *fixture_read(struct arena *a, const char *path, size_t *size_out)
{
	size_t size;
	char *bytes = fixtures_read_file(path, &size);
	char *text = bytes ? arena_copy(a, bytes, size) : NULL;

	if (!text)
		give_up(path, "cannot be read");
	free(bytes);
	if (size_out)
		*size_out = size;
	return text;
}

static enum err add(struct content_loader *l, const char *file, const char *xml, struct diag *d)
{
	if (strcmp(file, "facts.xml") == 0)
		return content_add_facts(l, file, xml, strlen(xml), d);
	if (strcmp(file, "questions.xml") == 0)
		return content_add_questions(l, file, xml, strlen(xml), d);
	if (strcmp(file, "stations.xml") == 0)
		return content_add_stations(l, file, xml, strlen(xml), d);
	if (strcmp(file, "local.xml") == 0)
		return content_add_local(l, file, xml, strlen(xml), d);
	if (strcmp(file, "changes.xml") == 0)
		return content_add_changes(l, file, xml, strlen(xml), d);
	return content_add_guide(l, file, xml, strlen(xml), d);
}

void fixture_add_stations(struct content_loader *l, struct arena *a)
{
	size_t size;
	const char *xml = fixture_read(a, FIXTURE_CONTENT "/stations.xml", &size);
	struct diag d = { 0 };

	if (content_add_stations(l, "stations.xml", xml, size, &d) != ERR_OK)
		give_up("stations.xml", d.text);
}

static const char *change(struct arena *a, const char *xml, const char *from, const char *to)
{
	const char *at = from ? strstr(xml, from) : xml;

	if (!at)
		give_up(from, "does not stand in the file that was to be changed");
	if (!from)
		return to;
	return arena_printf(a, "%.*s%s%s", (int)(at - xml), xml, to, at + strlen(from));
}

enum err fixture_content_changed(struct arena *a, const char *file, const char *from,
	const char *to, const struct content **content_out, struct diag *d)
{
	struct content_loader *l = content_loader_create(a);
	bool is_known = !file;
	enum err err = ERR_OK;
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]) && err == ERR_OK; i++) {
		const char *path = arena_printf(a, "%s/%s", FIXTURE_CONTENT, files[i]);
		const char *xml = fixture_read(a, path, NULL);

		if (file && strcmp(file, files[i]) == 0) {
			xml = change(a, xml, from, to);
			is_known = true;
		}
		err = add(l, files[i], xml, d);
	}
	if (err == ERR_OK && !is_known)
		err = add(l, file, to, d);
	return err != ERR_OK ? err : content_finish_loading(l, content_out, d);
}

const struct content *fixture_content(struct arena *a)
{
	const struct content *c = NULL;
	struct diag d = { 0 };

	if (fixture_content_changed(a, NULL, NULL, NULL, &c, &d) != ERR_OK)
		give_up(FIXTURE_CONTENT, d.text);
	return c;
}
