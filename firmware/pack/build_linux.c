/* kiosk-pack build: a folder into a pack. The same folder, days and number give the same bytes:
 * names are in order, and nothing of the machine goes in (owners, modes, times). */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pack/folder_linux.h"
#include "pack/manifest.h"
#include "pack/options_linux.h"
#include "pack/progress_linux.h"
#include "pack/tar.h"
#include "pack/verbs_linux.h"
#include "platform/clock_linux.h"
#include "platform/files_linux.h"

static const char usage[] =
	"kiosk-pack build DIR -o NAME-SEQ.pack: one file of all that is in DIR\n"
	"  -o NAME-SEQ.pack      its name (letters, digits, hyphens) and its number, one more "
	"than\n"
	"                        the last\n"
	"  --issued YYYY-MM-DD   default: today\n"
	"  --expires YYYY-MM-DD  the last day on which it may be installed\n"
	"  --min-firmware N      the firmware that its content needs (default: this one)\n"
	"  --json                what was built as JSON\n"
	"Then sign it with the command that it names.\n";

struct build {
	struct pack_options o;
	struct arena *arena;
	struct pack_manifest m;
	int capacity;
	struct progress progress;
	struct diag d;
};

/* sweden-12.pack: name sweden, number 12. */
static bool take_name(struct build *b, const char *out)
{
	char copy[PATH_MAX], *base, *dash;
	size_t size = strlen(out);
	uint64_t seq = 0;

	if (size >= sizeof(copy) || size < 6 || strcmp(out + size - 5, ".pack") != 0)
		return false;
	memcpy(copy, out, size - 5);
	copy[size - 5] = '\0';
	base = basename(copy);
	dash = strrchr(base, '-');
	if (!dash || !pack_number_parse(dash + 1, PACK_SEQ_MAX, &seq) || seq == 0)
		return false;
	*dash = '\0';
	if (!pack_name_is_valid(base))
		return false;
	memcpy(b->m.id.name, base, strlen(base) + 1);
	b->m.id.seq = (uint32_t)seq;
	return true;
}

static enum err add(struct build *b, const char *path, uint64_t size)
{
	struct pack_manifest *m = &b->m;

	if (m->count == b->capacity) {
		int more = b->capacity ? b->capacity * 2 : 64;
		struct pack_file *files = arena_array(b->arena, (size_t)more, sizeof(*files));

		if (!files)
			return diag_fail(&b->d, ERR_MEMORY, "no memory for the list of files");
		if (m->count)
			memcpy(files, m->files, (size_t)m->count * sizeof(*files));
		m->files = files;
		b->capacity = more;
	}
	if (m->count == PACK_FILES_MAX || size > PACK_FILE_MAX || m->size + size > PACK_SIZE_MAX)
		return diag_fail(&b->d, ERR_RANGE,
			"%s: is one too many: a pack holds %d files of %llu MB, %llu MB in all",
			path, PACK_FILES_MAX, (unsigned long long)(PACK_FILE_MAX >> 20),
			(unsigned long long)(PACK_SIZE_MAX >> 20));
	m->files[m->count].path = arena_strdup(b->arena, path);
	m->files[m->count].size = size;
	m->count++;
	m->size += size;
	return ERR_OK;
}

static enum err collect(struct build *b, int folder, const char *below)
{
	const char **names;
	int count;
	enum err err = folder_list(b->arena, folder, *below ? below : "DIR", &names, &count, &b->d);

	for (int i = 0; err == ERR_OK && i < count; i++) {
		const char *path =
			arena_printf(b->arena, "%s%s%s", below, *below ? "/" : "", names[i]);
		struct stat st;
		int fd;

		if (!path)
			return ERR_MEMORY;
		err = pack_path_check("DIR", path, &b->d);
		if (err != ERR_OK)
			return err;
		if (fstatat(folder, names[i], &st, AT_SYMLINK_NOFOLLOW) < 0)
			return folder_fail(&b->d, path, "look at it");
		if (S_ISREG(st.st_mode)) {
			err = add(b, path, (uint64_t)st.st_size);
			continue;
		}
		fd = S_ISDIR(st.st_mode) ? folder_open(folder, names[i]) : -1;
		if (fd < 0)
			return diag_fail(&b->d, ERR_UNSUPPORTED,
				"%s: is no file and no folder; a pack holds nothing else", path);
		err = collect(b, fd, path);
		close(fd);
	}
	return err;
}

static int by_path(const void *a, const void *b)
{
	return pack_path_compare(
		((const struct pack_file *)a)->path, ((const struct pack_file *)b)->path);
}

static enum err hash_files(struct build *b)
{
	struct pack_manifest *m = &b->m;
	enum err err = ERR_OK;

	qsort(m->files, (size_t)m->count, sizeof(*m->files), by_path);
	for (int i = 0; err == ERR_OK && i < m->count; i++) {
		const char *path = arena_printf(b->arena, "%s/%s", b->o.args[0], m->files[i].path);
		struct file_map map = { 0 };

		err = pack_path_follows(
			"DIR", i ? m->files[i - 1].path : NULL, false, m->files[i].path, &b->d);
		if (err == ERR_OK && m->files[i].size)
			err = file_map(path, PACK_FILE_MAX, &map, &b->d);
		if (err == ERR_OK && map.size != m->files[i].size)
			err = diag_fail(&b->d, ERR_BUSY, "%s: changes while it is packed", path);
		if (err == ERR_OK)
			pack_hash(map.bytes, map.size, m->files[i].hash);
		file_unmap(&map);
		progress_add(&b->progress, m->files[i].size);
	}
	return err;
}

static enum err put_member(
	struct build *b, int fd, const char *path, const void *bytes, size_t size)
{
	static const uint8_t zeros[2 * TAR_BLOCK];
	uint8_t block[TAR_BLOCK];

	tar_header_write(path, size, block);
	if (folder_write_all(fd, block, sizeof(block)) < 0 ||
		folder_write_all(fd, bytes, size) < 0 ||
		folder_write_all(fd, zeros, (size_t)tar_padding(size)) < 0)
		return folder_fail(&b->d, b->o.out, "write");
	return ERR_OK;
}

static enum err put_file(struct build *b, int fd, const struct pack_file *file)
{
	const char *path = arena_printf(b->arena, "%s/%s", b->o.args[0], file->path);
	struct file_map map = { 0 };
	uint8_t hash[PACK_HASH_BYTES];
	enum err err = file->size ? file_map(path, PACK_FILE_MAX, &map, &b->d) : ERR_OK;

	if (err != ERR_OK)
		return err;
	pack_hash(map.bytes, map.size, hash);
	err = memcmp(hash, file->hash, sizeof(hash)) == 0
		      ? put_member(b, fd, file->path, map.bytes, map.size)
		      : diag_fail(&b->d, ERR_BUSY, "%s: changes while it is packed", path);
	file_unmap(&map);
	progress_add(&b->progress, file->size);
	return err;
}

static enum err write_pack(struct build *b, int fd)
{
	static const uint8_t zeros[2 * TAR_BLOCK];
	struct buf manifest = { 0 };
	enum err err;

	pack_manifest_write(&b->m, &manifest);
	err = manifest.failed || manifest.size > PACK_MANIFEST_MAX
		      ? diag_fail(&b->d, ERR_MEMORY, "the manifest is too large")
		      : put_member(b, fd, PACK_MANIFEST_NAME, manifest.data, manifest.size);
	buf_finish(&manifest);
	for (int i = 0; err == ERR_OK && i < b->m.count; i++)
		err = put_file(b, fd, &b->m.files[i]);
	if (err == ERR_OK && (folder_write_all(fd, zeros, sizeof(zeros)) < 0 || fsync(fd) < 0))
		err = folder_fail(&b->d, b->o.out, "write");
	return err;
}

static enum err write_out(struct build *b)
{
	const char *fresh = arena_printf(b->arena, "%s.new", b->o.out);
	enum err err;
	int fd = fresh ? open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;

	if (fd < 0)
		return folder_fail(&b->d, b->o.out, "create");
	err = write_pack(b, fd);
	if (close(fd) < 0 && err == ERR_OK)
		err = folder_fail(&b->d, b->o.out, "close");
	if (err == ERR_OK && rename(fresh, b->o.out) < 0)
		err = folder_fail(&b->d, b->o.out, "rename into place");
	if (err != ERR_OK)
		unlink(fresh);
	return err;
}

static enum err run(struct build *b)
{
	int folder = open(b->o.args[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err err;

	if (folder < 0)
		return folder_fail(&b->d, b->o.args[0], "open the folder");
	err = collect(b, folder, "");
	close(folder);
	if (err == ERR_OK && b->m.count == 0)
		err = diag_fail(&b->d, ERR_MISSING, "%s: is empty", b->o.args[0]);
	if (err != ERR_OK)
		return err;
	progress_begin(&b->progress, "build", 2 * b->m.size);
	err = hash_files(b);
	if (err == ERR_OK)
		err = write_out(b);
	progress_end(&b->progress);
	return err;
}

int pack_build(int argc, char **argv)
{
	struct build b = { .m = { .count = 0 } };
	char today[11], comment[PACK_COMMENT_BYTES];
	int status =
		options_parse(&b.o, argc, argv, " out issued expires min-firmware json ", 1, usage);
	enum err err;

	if (status >= 0)
		return status;
	if (!b.o.out || !take_name(&b, b.o.out) || !b.o.expires)
		return options_fail(&b.o,
			"needs -o NAME-SEQ.pack (sweden-12.pack) and --expires; see --help", 2);
	if (sodium_init() < 0 || !(b.arena = arena_create(0)))
		return options_fail(&b.o, "no memory", 1);
	clock_today(today);
	memcpy(b.m.id.issued, b.o.issued ? b.o.issued : today, sizeof(b.m.id.issued));
	memcpy(b.m.id.expires, b.o.expires, sizeof(b.m.id.expires));
	b.m.min_firmware = b.o.min_firmware;
	err = strcmp(b.m.id.issued, b.m.id.expires) > 0
		      ? diag_fail(&b.d, ERR_RANGE, "it would expire before it is issued")
		      : run(&b);
	pack_identity_comment(&b.m.id, comment);
	if (err != ERR_OK)
		options_fail(&b.o, b.d.text, 1);
	else if (b.o.is_json)
		options_json(json_pack("{ss ss si si sI ss}", "file", b.o.out, "name", b.m.id.name,
			"seq", (int)b.m.id.seq, "files", b.m.count, "bytes", (json_int_t)b.m.size,
			"comment", comment));
	else
		printf("%s: %d files, %llu bytes. Sign it:\n  minisign -S -s KEY -m %s -t '%s'\n",
			b.o.out, b.m.count, (unsigned long long)b.m.size, b.o.out, comment);
	arena_destroy(b.arena);
	return err == ERR_OK ? 0 : 1;
}
