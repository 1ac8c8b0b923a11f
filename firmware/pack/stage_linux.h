/* Off the stick into a file of our own, and its hash. */
#pragma once

#include "base/err.h"
#include "pack/minisign.h"
#include "pack/progress_linux.h"

/* Copies what is left to read of `from` into staging/pack of the open store, at most cap_bytes
 * (more is ERR_RANGE), and hashes the copy while it grows: a stick that answers differently the
 * second time is never asked again. The copy is not synced. Starts a thread and waits for it. */
MUST_CHECK enum err stage_copy(int from, int store, uint64_t cap_bytes, const char *name,
	struct progress *progress, uint8_t hash_out[MINISIGN_HASH_BYTES], struct diag *d);
