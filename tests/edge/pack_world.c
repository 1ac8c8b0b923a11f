#include "pack_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/pack_forge.h"
#include "pack/verbs_linux.h"
#include "platform/files_linux.h"

#define DAYS "issued:2026-11-28 expires:2028-11-28"

void pack_world_shell(const char *format, ...)
{
	char command[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	if (system(command) != 0)
		fail_msg("%s", command);
}

static void put(const char *path, const struct buf *text)
{
	if (file_write(path, text->data, text->size, NULL) != ERR_OK)
		fail_msg("cannot write %s", path);
}

static void write_root(struct pack_world *w, uint8_t number, const struct buf *keys)
{
	struct forge_key k = forge_key(number);
	struct buf out = { 0 };
	char path[192];

	buf_puts(&out, "untrusted comment: root\n");
	forge_key_line(&k, &out);
	buf_putc(&out, '\n');
	snprintf(path, sizeof(path), "%s/%u.pub", w->roots, (unsigned)number);
	put(path, &out);
	buf_clear(&out);
	forge_sign(&k, keys->data, keys->size, "pack:keys seq:1 " DAYS, false, &out);
	snprintf(path, sizeof(path), "%s/keys.%u.minisig", w->stick, (unsigned)number);
	put(path, &out);
	buf_finish(&out);
}

void pack_world_open(struct pack_world *w)
{
	const char *out = getenv("KIOSK_OUT");
	struct forge_key k = forge_key(11);
	struct buf keys = { 0 };
	char path[192];

	snprintf(w->dir, sizeof(w->dir), "/tmp/kiosk-store-XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->store, sizeof(w->store), "%s/store", w->dir);
	snprintf(w->roots, sizeof(w->roots), "%s/roots", w->dir);
	snprintf(w->content, sizeof(w->content), "%s/content", w->dir);
	snprintf(w->stick, sizeof(w->stick), "%s/kiosk-packs", w->dir);
	pack_world_shell("mkdir %s %s && cp -r %s/content %s", w->roots, w->stick,
		out ? out : "build", w->content);
	buf_puts(&keys, "product = servicekontor-kiosk\nversion = 1\nissued = 2026-11-28\n"
			"expires = 2028-11-28\n[sweden]\nkey = ");
	forge_key_line(&k, &keys);
	buf_puts(&keys, "\nexpires = 2028-01-01\npack = sweden\npath = *\n");
	snprintf(path, sizeof(path), "%s/keys", w->stick);
	put(path, &keys);
	write_root(w, 1, &keys);
	write_root(w, 2, &keys);
	buf_finish(&keys);
}

void pack_world_close(struct pack_world *w)
{
	pack_world_shell("rm -rf %s", w->dir);
}

/* The verbs as kiosk-pack calls them, in a process of their own: some shut themselves in. */
static void run(int (*verb)(int argc, char **argv), const char *const *argv)
{
	char *args[16] = { 0 };
	int count = 0, status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		int nowhere = open("/dev/null", O_WRONLY);

		dup2(nowhere, STDOUT_FILENO);
		for (; argv[count]; count++)
			args[count] = strdup(argv[count]);
		status = verb(count, args);
		fflush(stdout);
		_exit(status);
	}
	waitpid(pid, &status, 0);
	if (status != 0)
		fail_msg("kiosk-pack %s: %d", argv[0], status);
}

void pack_world_build(struct pack_world *w, uint32_t seq, int number)
{
	struct arena *a = arena_create(0);
	struct pack_identity id = forge_identity("sweden", seq, "2026-11-30", "2027-05-30");
	struct forge_key k = forge_key(11);
	struct buf minisig = { 0 };
	char pack[192], path[224], comment[PACK_COMMENT_BYTES], *bytes;
	size_t size;
	const char *const build[] = { "build", w->content, "-o", pack, "--issued", id.issued,
		"--expires", id.expires, NULL };

	pack_world_shell("sed -i 's/^number = .*/number = %d/' %s/content.ini", number, w->content);
	snprintf(pack, sizeof(pack), "%s/sweden-%u.pack", w->stick, (unsigned)seq);
	snprintf(path, sizeof(path), "%s.minisig", pack);
	run(pack_build, build);
	if (file_read(a, pack, PACK_BYTES_MAX, &bytes, &size, NULL) != ERR_OK)
		fail_msg("%s", pack);
	pack_identity_comment(&id, comment);
	forge_sign(&k, bytes, size, comment, false, &minisig);
	put(path, &minisig);
	buf_finish(&minisig);
	arena_destroy(a);
}

void pack_world_install(struct pack_world *w, uint32_t seq, int number)
{
	char pack[192];
	const char *const install[] = { "install", pack, "--store", w->store, "--roots", w->roots,
		"--date", PACK_WORLD_TODAY, "--check", "/bin/true", NULL };

	pack_world_build(w, seq, number);
	snprintf(pack, sizeof(pack), "%s/sweden-%u.pack", w->stick, (unsigned)seq);
	run(pack_install, install);
}

void pack_world_rollback(struct pack_world *w)
{
	const char *const rollback[] = { "rollback", "--store", w->store, NULL };

	run(pack_rollback, rollback);
}
