/* A manifest of a pack, and the store's own two files, from anywhere: refused with a sentence, or
 * within its caps and written again as it was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pack/manifest.h"
#include "pack/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_store(const char *text)
{
	struct store_state state, state_again;
	struct store_generation generation;
	struct buf written = { 0 };
	struct diag d = { 0 };

	if (store_state_parse("in.ini", text, &state, &d) == ERR_OK) {
		if (state.mark_count < 0 || state.mark_count > STORE_PACKS_MAX)
			abort();
		store_state_write(&state, &written);
		if (store_state_parse("in.ini", buf_str(&written), &state_again, NULL) != ERR_OK)
			abort();
	} else if (!d.text[0]) {
		abort();
	}
	d = (struct diag){ 0 };
	if (store_generation_parse("in.ini", text, &generation, &d) == ERR_OK) {
		if (generation.count < 0 || generation.count > STORE_PACKS_MAX)
			abort();
	} else if (!d.text[0]) {
		abort();
	}
	buf_finish(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(8u << 20);
	char *text = arena_copy(a, (const char *)data, size);
	struct pack_manifest m;
	struct buf again = { 0 };
	struct diag d = { 0 };
	uint64_t total = 0;

	if (text && pack_manifest_parse(a, "in.ini", text, size, &m, &d) == ERR_OK) {
		for (int i = 0; i < m.count; i++) {
			total += m.files[i].size;
			if (strstr(m.files[i].path, "..") == m.files[i].path ||
				m.files[i].path[0] == '/')
				abort();
		}
		pack_manifest_write(&m, &again);
		if (total != m.size || m.count < 1 || m.count > PACK_FILES_MAX ||
			again.size != size || memcmp(again.data, data, size) != 0)
			abort();
	} else if (text && !d.text[0]) {
		abort(); /* refused without a word */
	}
	if (text)
		read_store(text);
	buf_finish(&again);
	arena_destroy(a);
	return 0;
}
