#include "pack/stage_linux.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdbool.h>
#include <unistd.h>

#include "pack/folder_linux.h"

#define STAGED "staging/pack"
#define PIECE_BYTES (128u << 10)

/* Hashing takes as long as copying: the two go on at once. The lock is for written, is_done. */
struct hashing {
	int copy; /* descriptor, to read from */
	pthread_mutex_t lock;
	pthread_cond_t more;
	uint64_t written; /* bytes of the copy */
	bool is_done;     /* no more will come */
	uint64_t hashed;  /* bytes; fewer than were written if the copy could not be read */
	uint8_t *hash_out;
};

/* Waits until there is more than what was hashed; 0 when there will be no more. */
static uint64_t wait_for_more(struct hashing *h)
{
	uint64_t more;

	pthread_mutex_lock(&h->lock);
	while (h->written == h->hashed && !h->is_done)
		pthread_cond_wait(&h->more, &h->lock);
	more = h->written - h->hashed;
	pthread_mutex_unlock(&h->lock);
	return more;
}

static void *hash_copy(void *ctx)
{
	static _Thread_local uint8_t piece[PIECE_BYTES];
	struct hashing *h = ctx;
	crypto_generichash_state state;
	uint64_t more;

	crypto_generichash_init(&state, NULL, 0, MINISIGN_HASH_BYTES);
	while ((more = wait_for_more(h)) > 0) {
		size_t size = more < sizeof(piece) ? (size_t)more : sizeof(piece);
		ssize_t n = pread(h->copy, piece, size, (off_t)h->hashed);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		crypto_generichash_update(&state, piece, (size_t)n);
		h->hashed += (uint64_t)n;
	}
	crypto_generichash_final(&state, h->hash_out, MINISIGN_HASH_BYTES);
	return NULL;
}

static void tell(struct hashing *h, uint64_t bytes, bool is_done)
{
	pthread_mutex_lock(&h->lock);
	h->written += bytes;
	h->is_done = is_done;
	pthread_cond_signal(&h->more);
	pthread_mutex_unlock(&h->lock);
}

static enum err copy(int from, int to, uint64_t cap_bytes, const char *name,
	struct progress *progress, struct hashing *h, struct diag *d)
{
	static uint8_t piece[PIECE_BYTES];
	uint64_t size = 0;
	ssize_t n;

	while ((n = read(from, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return folder_fail(d, name, "read");
		size += (uint64_t)n;
		if (size > cap_bytes)
			return diag_fail(d, ERR_RANGE,
				"%s: goes on after %llu bytes; a pack is shorter", name,
				(unsigned long long)cap_bytes);
		if (folder_write_all(to, piece, (size_t)n) < 0)
			return folder_fail(d, STAGED, "write");
		tell(h, (uint64_t)n, false);
		progress_add(progress, (uint64_t)n);
	}
	return ERR_OK;
}

static enum err copy_and_hash(int from, int to, uint64_t cap_bytes, const char *name,
	struct progress *progress, struct hashing *h, struct diag *d)
{
	pthread_t thread;
	bool has_thread = pthread_create(&thread, NULL, hash_copy, h) == 0;
	enum err err = copy(from, to, cap_bytes, name, progress, h, d);

	tell(h, 0, true);
	if (has_thread)
		pthread_join(thread, NULL);
	else
		hash_copy(h);
	if (err == ERR_OK && h->hashed != h->written)
		err = diag_fail(d, ERR_IO, "%s: the copy of it cannot be read", name);
	return err;
}

enum err stage_copy(int from, int store, uint64_t cap_bytes, const char *name,
	struct progress *progress, uint8_t hash_out[MINISIGN_HASH_BYTES], struct diag *d)
{
	int to = folder_create_file(store, STAGED, 0600);
	struct hashing h = { .copy = to < 0 ? -1 : folder_open_file(store, STAGED),
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER,
		.hash_out = hash_out };
	enum err err;

	if (h.copy < 0)
		err = folder_fail(d, STAGED, to < 0 ? "create" : "open");
	else
		err = copy_and_hash(from, to, cap_bytes, name, progress, &h, d);
	if (h.copy >= 0)
		close(h.copy);
	/* Not synced: it is read back from memory and gone before it need be on the disk; what a
	 * cut leaves of it is swept. */
	if (to >= 0 && close(to) < 0 && err == ERR_OK)
		err = folder_fail(d, STAGED, "close");
	return err;
}
