#include "app/act_log_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/state_file_linux.h"
#include "base/arena.h"
#include "platform/files_linux.h"

#define FILE_LINES_MAX (2 * ACT_LOG_LINES)

static int count_lines(const char *text)
{
	int lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

enum err act_log_open(struct act_log_file *f, const char *state_dir, struct diag *d)
{
	struct arena *a = arena_create(0);
	char path[STATE_PATH_BYTES], *text;
	enum err err = a ? ERR_OK : ERR_MEMORY;

	f->state_dir = state_dir;
	f->lines_in_file = 0;
	f->log.count = 0;
	if (err == ERR_OK && state_dir) {
		err = state_path(f->state_dir, "staff-acts.log", path, d);
		if (err == ERR_OK)
			err = file_read(a, path, FILE_TEXT_MAX, &text, NULL, d);
		if (err == ERR_OK) {
			act_log_read(&f->log, text);
			f->lines_in_file = count_lines(text);
		}
	}
	arena_destroy(a);
	if (err != ERR_MISSING)
		return err;
	if (d)
		d->text[0] = '\0';
	return ERR_OK;
}

/* The power may have gone in the middle of the last line: the next one must not hang on to it. */
static bool ends_in_line(int fd)
{
	char last = '\n';
	off_t size = lseek(fd, 0, SEEK_END);

	return size <= 0 || (pread(fd, &last, 1, size - 1) == 1 && last == '\n');
}

static enum err append(const char *path, const char *line, struct diag *d)
{
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	char bytes[ACT_LINE_BYTES + 2];
	int size;
	bool good;

	if (fd < 0)
		return diag_fail(d, ERR_IO, "%s: cannot be opened: %s", path, strerror(errno));
	size = snprintf(bytes, sizeof(bytes), "%s%s\n", ends_in_line(fd) ? "" : "\n", line);
	good = write(fd, bytes, (size_t)size) == size && fsync(fd) == 0;
	if (!good)
		diag_fail(d, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
	close(fd);
	return good ? ERR_OK : ERR_IO;
}

static enum err replace(struct act_log_file *f, const char *path, struct diag *d)
{
	struct buf text = { 0 };
	enum err err;

	act_log_write(&f->log, &text);
	err = text.failed ? diag_fail(d, ERR_MEMORY, "no memory to shorten the log of acts")
			  : file_write(path, text.data, text.size, d);
	buf_finish(&text);
	if (err == ERR_OK)
		f->lines_in_file = f->log.count;
	return err;
}

enum err act_log_append(struct act_log_file *f, const char *line, struct diag *d)
{
	char path[STATE_PATH_BYTES];
	enum err err;

	act_log_add(&f->log, line);
	if (!f->state_dir)
		return ERR_OK;
	err = state_path(f->state_dir, "staff-acts.log", path, d);
	if (err != ERR_OK)
		return err;
	if (f->lines_in_file >= FILE_LINES_MAX)
		return replace(f, path, d);
	err = append(path, line, d);
	f->lines_in_file += err == ERR_OK;
	return err;
}
