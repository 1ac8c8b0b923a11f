/* A disk that keeps a diary, as a plugin of nbdkit: the bytes are in memory, and each write and
 * each flush is appended to a file in the order in which they came, for tests/pack/blocks.py.
 *   nbdkit ./block-log.so size=BYTES log=FILE
 * A record: offset (8 bytes), count (4), 'w' or 'f' (4), little-endian; after a 'w' the bytes. */
#define NBDKIT_API_VERSION 2
#include <nbdkit-plugin.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One request at a time: a flush stands after all the writes that were done when it was asked for.
 */
#define THREAD_MODEL NBDKIT_THREAD_MODEL_SERIALIZE_ALL_REQUESTS

static int64_t size_bytes;
static unsigned char *disk;
static const char *log_path;
static FILE *diary;

static int on_config(const char *key, const char *value)
{
	if (strcmp(key, "size") == 0) {
		size_bytes = nbdkit_parse_size(value);
		return size_bytes < 0 ? -1 : 0;
	}
	if (strcmp(key, "log") == 0) {
		log_path = value;
		return 0;
	}
	nbdkit_error("%s: is none of size, log", key);
	return -1;
}

static int on_ready(void)
{
	disk = size_bytes > 0 ? calloc(1, (size_t)size_bytes) : NULL;
	diary = log_path ? fopen(log_path, "wbe") : NULL;
	if (disk && diary)
		return 0;
	nbdkit_error("size=BYTES and log=FILE are needed");
	return -1;
}

static void *on_open(int is_readonly)
{
	(void)is_readonly;
	return NBDKIT_HANDLE_NOT_NEEDED;
}

static int64_t on_size(void *handle)
{
	(void)handle;
	return size_bytes;
}

static int on_read(void *handle, void *to, uint32_t count, uint64_t offset, uint32_t flags)
{
	(void)handle;
	(void)flags;
	memcpy(to, disk + offset, count);
	return 0;
}

static int note(uint64_t offset, uint32_t count, uint32_t kind, const void *bytes)
{
	if (fwrite(&offset, sizeof(offset), 1, diary) == 1 &&
		fwrite(&count, sizeof(count), 1, diary) == 1 &&
		fwrite(&kind, sizeof(kind), 1, diary) == 1 &&
		(!bytes || fwrite(bytes, count, 1, diary) == 1) && fflush(diary) == 0)
		return 0;
	nbdkit_error("the log cannot be written: %s", strerror(errno));
	return -1;
}

static int on_write(void *handle, const void *from, uint32_t count, uint64_t offset, uint32_t flags)
{
	(void)handle;
	(void)flags;
	memcpy(disk + offset, from, count);
	return note(offset, count, 'w', from);
}

static int on_flush(void *handle, uint32_t flags)
{
	(void)handle;
	(void)flags;
	return note(0, 0, 'f', NULL);
}

static struct nbdkit_plugin plugin = {
	.name = "block-log",
	.config = on_config,
	.get_ready = on_ready,
	.open = on_open,
	.get_size = on_size,
	.pread = on_read,
	.pwrite = on_write,
	.flush = on_flush,
};

/* What the macro defines; nbdkit finds it by its name. */
struct nbdkit_plugin *plugin_init(void);
NBDKIT_REGISTER_PLUGIN(plugin)
