#include "content/store_linux.h"

#include <string.h>

#include "content/xml_reader.h"
#include "platform/files_linux.h"

typedef enum err add_file(
	struct content_loader *l, const char *name, const char *xml, size_t size, struct diag *d);

enum need { NEEDED, MAY_BE_MISSING };

/* name is relative to the folder: that is what a maintainer finds in assets/ too. */
static enum err add(struct content_loader *l, const char *dir, const char *name, add_file *to,
	enum need need, struct diag *d)
{
	struct arena *scratch = arena_create(0);
	const char *path = scratch ? arena_printf(scratch, "%s/%s", dir, name) : NULL;
	struct diag reading = { 0 };
	enum err err;
	char *xml;
	size_t size;

	if (!path) {
		arena_destroy(scratch);
		return diag_fail(d, ERR_MEMORY, "%s: no memory to read it", name);
	}
	err = file_read(scratch, path, XML_FILE_MAX, &xml, &size, &reading);
	if (err == ERR_OK)
		err = to(l, name, xml, size, d);
	else if (err == ERR_MISSING && need == MAY_BE_MISSING)
		err = ERR_OK;
	else
		err = diag_fail(d, err, "%s", reading.text);
	arena_destroy(scratch);
	return err;
}

static enum err add_guides(
	struct arena *a, struct content_loader *l, const char *dir, struct diag *d)
{
	const char *folder = arena_printf(a, "%s/guides", dir);
	const char **names;
	enum err err;
	int count, i;

	if (!folder)
		return diag_fail(d, ERR_MEMORY, "no memory for the list of guides");
	err = dir_list(a, folder, ".xml", &names, &count, d);
	if (err == ERR_OK && !count)
		return diag_fail(d, ERR_MISSING,
			"%s: has no guide; put at least one ID.xml there, or run `make content`",
			folder);
	for (i = 0; i < count && err == ERR_OK; i++) {
		const char *name = arena_printf(a, "guides/%s", names[i]);

		err = name ? add(l, dir, name, content_add_guide, NEEDED, d)
			   : diag_fail(d, ERR_MEMORY, "no memory for the guides");
	}
	return err;
}

enum err content_store_load(struct arena *a, const char *content_dir,
	const struct content **content_out, struct diag *d)
{
	struct content_loader *l = content_loader_create(a);
	enum err err;

	if (!l)
		return diag_fail(d, ERR_MEMORY, "no memory for the content");
	err = add(l, content_dir, "facts.xml", content_add_facts, NEEDED, d);
	if (err == ERR_OK)
		err = add(l, content_dir, "questions.xml", content_add_questions, NEEDED, d);
	if (err == ERR_OK)
		err = add(l, content_dir, "stations.xml", content_add_stations, NEEDED, d);
	if (err == ERR_OK)
		err = add(l, content_dir, "local.xml", content_add_local, MAY_BE_MISSING, d);
	if (err == ERR_OK)
		err = add(l, content_dir, "changes.xml", content_add_changes, MAY_BE_MISSING, d);
	if (err == ERR_OK)
		err = add_guides(a, l, content_dir, d);
	if (err == ERR_OK)
		err = content_finish_loading(l, content_out, d);
	return err;
}
