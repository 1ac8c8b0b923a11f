#include "app/receipts_linux.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/files_linux.h"
#include "platform/png_linux.h"

#define PATH_BYTES 4096

/* mkdir -p: each part of the path that is not there. */
static enum err make_folder(const char *folder, struct diag *d)
{
	char path[PATH_BYTES];
	struct stat st;

	if (strlen(folder) >= sizeof(path))
		return diag_fail(d, ERR_RANGE, "%s: the path is too long", folder);
	for (size_t i = 1; i <= strlen(folder); i++) {
		if (folder[i] != '/' && folder[i] != '\0')
			continue;
		memcpy(path, folder, i);
		path[i] = '\0';
		if (mkdir(path, 0755) < 0 && errno != EEXIST)
			return diag_fail(
				d, ERR_IO, "%s: cannot make the folder: %s", path, strerror(errno));
	}
	if (stat(folder, &st) < 0 || !S_ISDIR(st.st_mode))
		return diag_fail(d, ERR_IO, "%s: is not a folder", folder);
	if (access(folder, W_OK | X_OK) < 0)
		return diag_fail(d, ERR_IO, "%s: cannot write there: %s", folder, strerror(errno));
	return ERR_OK;
}

enum err receipts_open(struct receipts *r, const char *folder, struct diag *d)
{
	struct arena *a = arena_create(0);
	const char **names;
	int count = 0;
	enum err err;

	*r = (struct receipts){ .folder = folder };
	if (!a)
		return diag_fail(d, ERR_MEMORY, "%s: no memory", folder);
	err = make_folder(folder, d);
	if (err == ERR_OK)
		err = dir_list(a, folder, ".png", &names, &count, d);
	for (int i = 0; i < count; i++) {
		int number;

		if (sscanf(names[i], "receipt-%d.png", &number) == 1 && number > r->last_number)
			r->last_number = number;
	}
	arena_destroy(a);
	return err;
}

static enum err save(const struct receipts *r, const struct simulator *s, int job, int dpi,
	int number, struct diag *d)
{
	char path[PATH_BYTES];
	const struct bitmap *paper;
	const uint8_t *bytes;
	size_t size;
	enum err err;

	if (!simulator_paper(s, job, &paper) || !simulator_bytes(s, job, &bytes, &size))
		return ERR_OK;
	snprintf(path, sizeof(path), "%s/receipt-%03d.bin", r->folder, number);
	err = file_write(path, bytes, size, d);
	if (err != ERR_OK)
		return err;
	snprintf(path, sizeof(path), "%s/receipt-%03d.png", r->folder, number);
	err = png_write_bits(path, paper->bits, paper->width, paper->height, paper->stride, dpi, d);
	if (err == ERR_OK) {
		printf("receipt: %s and %s/receipt-%03d.bin\n", path, r->folder, number);
		fflush(stdout);
	}
	return err;
}

enum err receipts_save(struct receipts *r, const struct simulator *s, const struct printer_model *m,
	struct diag *d)
{
	enum err err = ERR_OK;

	if (!r->folder)
		return ERR_OK;
	while (r->saved < simulator_jobs(s) && err == ERR_OK) {
		err = save(r, s, r->saved, m->dpi, r->last_number + 1, d);
		r->saved++;
		r->last_number++;
	}
	return err;
}
