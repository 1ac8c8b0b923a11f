#include "pack/path.h"

#include <string.h>

static const char *fault_of_name(const char *name, size_t size)
{
	if (size == 0)
		return "has an empty name in it or is absolute";
	if (name[0] == '.')
		return "has a name that begins with a dot";
	for (size_t i = 0; i < size; i++) {
		char c = name[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!is_letter && !(c >= '0' && c <= '9') && !strchr("._-", c))
			return "has a character other than letters, digits and . _ -";
	}
	return NULL;
}

enum err pack_path_check(const char *where, const char *path, struct diag *d)
{
	const char *fault = NULL, *name = path;
	int depth = 1;

	if (strlen(path) > PACK_PATH_MAX)
		return diag_fail(d, ERR_RANGE, "%s: \"%.110s\" is longer than %d bytes", where,
			path, PACK_PATH_MAX);
	while (!fault) {
		size_t size = strcspn(name, "/");

		fault = fault_of_name(name, size);
		if (!name[size])
			break;
		name += size + 1;
		depth++;
	}
	if (!fault && depth > PACK_DEPTH_MAX)
		fault = "lies in too many folders";
	return fault ? diag_fail(d, ERR_SYNTAX,
			       "%s: the file name \"%.110s\" %s; nothing of it is used", where,
			       path, fault)
		     : ERR_OK;
}

/* `/` sorts before all other characters, so that what lies in a folder follows the folder. */
static int rank(char c)
{
	if (c == '/')
		return 1;
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 'a';
	return (unsigned char)c;
}

int pack_path_compare(const char *a, const char *b)
{
	while (*a && rank(*a) == rank(*b)) {
		a++;
		b++;
	}
	return rank(*a) - rank(*b);
}

/* True if a folder that both lie in is written in two ways. */
static bool has_other_case(const char *a, const char *b)
{
	bool differs = false;

	for (; *a && rank(*a) == rank(*b); a++, b++) {
		if (*a == '/' && differs)
			return true;
		differs |= *a != *b;
	}
	return false;
}

enum err pack_path_follows(
	const char *where, const char *before, bool is_folder, const char *path, struct diag *d)
{
	size_t size = before ? strlen(before) : 0;
	int order = before ? pack_path_compare(before, path) : -1;

	if (order == 0)
		return diag_fail(d, ERR_SYNTAX, "%s: \"%s\" is there twice%s; refused", where, path,
			strcmp(before, path) == 0 ? "" : ", in another case");
	if (order > 0)
		return diag_fail(d, ERR_SYNTAX,
			"%s: \"%s\" stands after \"%s\"; the names must be in order, as "
			"kiosk-pack build writes them",
			where, path, before);
	if (before && has_other_case(before, path))
		return diag_fail(d, ERR_SYNTAX,
			"%s: the folder of \"%s\" is there in another case, in \"%s\"", where, path,
			before);
	if (before && !is_folder && strncmp(before, path, size) == 0 && path[size] == '/')
		return diag_fail(d, ERR_SYNTAX, "%s: \"%s\" is a file and a folder", where, before);
	return ERR_OK;
}
