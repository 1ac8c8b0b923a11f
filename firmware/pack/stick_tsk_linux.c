#include "pack/stick_tsk_linux.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <tsk/libtsk.h>
#include <unistd.h>

#include "pack/stick.h"

#define SECTOR 512
#define PARTITIONS_MAX 16

struct source { /* first member, so that TSK's pointer to it is ours */
	TSK_IMG_INFO image;
	int device;
};

struct teller {
	int out;
	const char *wanted; /* NULL: the list */
	int files;
	bool has_wanted, is_broken; /* is_broken: nobody listens */
	enum stick_trouble trouble;
	uint8_t piece[STICK_DATA_MAX];
	char names[STICK_FILES_MAX][STICK_NAME_MAX + 1];
};

/* ---------------------------------------------------------------- out */

static void put(struct teller *t, const void *bytes, size_t size)
{
	const char *at = bytes;

	while (size && !t->is_broken) {
		ssize_t n = write(t->out, at, size);

		if (n < 0 && errno == EINTR)
			continue;
		t->is_broken = n <= 0;
		at += n > 0 ? n : 0;
		size -= n > 0 ? (size_t)n : 0;
	}
}

static void frame(struct teller *t, char kind, const void *bytes, size_t size)
{
	uint8_t header[STICK_HEADER];

	stick_header_write(kind, size, header);
	put(t, header, sizeof(header));
	put(t, bytes, size);
}

static void frame_file(struct teller *t, const char *name, uint64_t size)
{
	uint8_t text[8 + STICK_NAME_MAX];

	for (int i = 0; i < 8; i++)
		text[i] = (uint8_t)(size >> (8 * i));
	memcpy(text + 8, name, strlen(name));
	frame(t, 'f', text, 8 + strlen(name));
}

static void frame_volume(struct teller *t, TSK_OFF_T offset, bool is_exfat)
{
	uint8_t text[9];

	for (int i = 0; i < 8; i++)
		text[i] = (uint8_t)((uint64_t)offset >> (8 * i));
	text[8] = is_exfat ? STICK_EXFAT : STICK_FAT;
	frame(t, 'v', text, sizeof(text));
}

/* ---------------------------------------------------------------- one file */

static enum stick_trouble tell_bytes(struct teller *t, TSK_FS_FILE *file, uint64_t size)
{
	for (uint64_t at = 0; at < size && !t->is_broken;) {
		size_t want = size - at < sizeof(t->piece) ? (size_t)(size - at) : sizeof(t->piece);
		ssize_t n = tsk_fs_file_read(
			file, (TSK_OFF_T)at, (char *)t->piece, want, TSK_FS_FILE_READ_FLAG_NONE);

		if (n <= 0 || (size_t)n > want)
			return STICK_UNREADABLE;
		frame(t, 'd', t->piece, (size_t)n);
		at += (uint64_t)n;
	}
	return 0;
}

static enum stick_trouble tell_file(struct teller *t, TSK_FS_FILE *file, const char *name)
{
	uint64_t size = file->meta->size > 0 ? (uint64_t)file->meta->size : 0;
	bool is_small = !stick_name_is_pack(name) && size <= STICK_SMALL_MAX;
	enum stick_trouble trouble = 0;

	if (t->wanted && size > stick_size_max(name))
		return STICK_TOO_LARGE;
	frame_file(t, name, size);
	if (t->wanted || is_small)
		trouble = tell_bytes(t, file, size);
	if (!trouble)
		frame(t, 'e', NULL, 0);
	return trouble;
}

static bool is_told(struct teller *t, const char *name)
{
	for (int i = 0; i < t->files; i++)
		if (strcmp(t->names[i], name) == 0)
			return true;
	return false;
}

static enum stick_trouble consider(struct teller *t, TSK_FS_FILE *file)
{
	char name[STICK_NAME_MAX + 1];

	if (!file->name || !file->name->name || !file->meta ||
		file->meta->type != TSK_FS_META_TYPE_REG ||
		!(file->name->flags & TSK_FS_NAME_FLAG_ALLOC) ||
		!stick_name_parse(file->name->name, name) || is_told(t, name))
		return 0;
	if (t->wanted && strcmp(name, t->wanted) != 0)
		return 0;
	if (t->files >= STICK_FILES_MAX)
		return STICK_TOO_MANY;
	memcpy(t->names[t->files++], name, sizeof(name));
	t->has_wanted = true;
	return tell_file(t, file, name);
}

/* ---------------------------------------------------------------- file systems */

/* 0: told, or trouble. */
static enum stick_trouble tell_folder(struct teller *t, TSK_FS_INFO *fs)
{
	TSK_FS_DIR *dir = tsk_fs_dir_open(fs, "/" STICK_FOLDER);
	enum stick_trouble trouble = dir ? 0 : STICK_NO_FOLDER;
	size_t count = dir ? tsk_fs_dir_getsize(dir) : 0;

	for (size_t i = 0; i < count && !trouble && !t->is_broken; i++) {
		TSK_FS_FILE *file = tsk_fs_dir_get(dir, i);

		if (file)
			trouble = consider(t, file);
		tsk_fs_file_close(file);
	}
	if (dir)
		tsk_fs_dir_close(dir);
	if (!trouble && t->wanted && !t->has_wanted)
		trouble = STICK_NO_FILE;
	return trouble;
}

static enum stick_trouble tell_at(struct teller *t, TSK_IMG_INFO *image, TSK_OFF_T offset)
{
	TSK_FS_INFO *fs = tsk_fs_open_img(image, offset, TSK_FS_TYPE_FAT_DETECT);
	enum stick_trouble trouble = STICK_NO_FILE_SYSTEM;

	if (fs) {
		frame_volume(t, offset, fs->ftype == TSK_FS_TYPE_EXFAT);
		trouble = tell_folder(t, fs);
	}
	if (fs)
		tsk_fs_close(fs);
	return trouble;
}

static bool goes_on(enum stick_trouble trouble)
{
	return trouble == STICK_NO_FILE_SYSTEM || trouble == STICK_NO_FOLDER;
}

/* The partitions of one kind of table, until one has the folder. */
static enum stick_trouble tell_partitions(
	struct teller *t, TSK_IMG_INFO *image, TSK_VS_TYPE_ENUM type, enum stick_trouble before)
{
	TSK_VS_INFO *table = tsk_vs_open(image, 0, type);
	enum stick_trouble trouble = before;
	int tried = 0;

	for (TSK_PNUM_T i = 0; table && i < table->part_count && tried < PARTITIONS_MAX; i++) {
		const TSK_VS_PART_INFO *part = tsk_vs_part_get(table, i);
		enum stick_trouble own;

		if (!part || !(part->flags & TSK_VS_PART_FLAG_ALLOC) || !goes_on(trouble))
			continue;
		tried++;
		own = tell_at(t, image, (TSK_OFF_T)part->start * table->block_size);
		/* "There is no folder" says more than "there is no file system". */
		if (own != STICK_NO_FILE_SYSTEM)
			trouble = own;
	}
	if (table)
		tsk_vs_close(table);
	return trouble;
}

static ssize_t on_read(TSK_IMG_INFO *image, TSK_OFF_T offset, char *to, size_t size)
{
	const struct source *s = (const struct source *)image;
	ssize_t n;

	do
		n = pread(s->device, to, size, offset);
	while (n < 0 && errno == EINTR);
	return n;
}

static void on_close(TSK_IMG_INFO *image)
{
	(void)image;
}

static void on_stat(TSK_IMG_INFO *image, FILE *to)
{
	(void)image;
	(void)to;
}

int stick_tell(int device, uint64_t size, const char *name, int out)
{
	static struct teller t;
	struct source *source = calloc(1, sizeof(*source));
	TSK_IMG_INFO *image;

	t.out = out;
	t.wanted = name;
	if (!source)
		return 1;
	source->device = device;
	image = tsk_img_open_external(source, (TSK_OFF_T)size, SECTOR, on_read, on_close, on_stat);
	t.trouble = image ? tell_at(&t, image, 0) : STICK_NO_FILE_SYSTEM;
	if (image && goes_on(t.trouble))
		t.trouble = tell_partitions(&t, image, TSK_VS_TYPE_DOS, t.trouble);
	if (image && goes_on(t.trouble))
		t.trouble = tell_partitions(&t, image, TSK_VS_TYPE_GPT, t.trouble);
	if (t.trouble) {
		uint8_t code = (uint8_t)t.trouble;

		frame(&t, 'x', &code, 1);
	} else {
		frame(&t, 'z', NULL, 0);
	}
	return t.is_broken;
}
