/* Shuts the process in, for good: what reads bytes that strangers wrote gets nothing else to reach
 * for. Seccomp and, where the kernel has it, Landlock, under PR_SET_NO_NEW_PRIVS; limits of memory,
 * time and files. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum sandbox_kind {
	/* Reads and writes the descriptors 0, 1 and 2 and takes memory; any other system call kills
	 * it. No new descriptor, no file, no time zone, no thread. */
	SANDBOX_READER,
	/* Works with files as before but writes only below one folder (or into one file); no
	 * network, no look into other processes, nothing of the system's administration (EPERM).
	 * Children are shut in with it. */
	SANDBOX_INSTALLER
};

struct sandbox_limits {
	uint64_t memory_bytes; /* of address space; 0: as before */
	int cpu_s;
	int wall_s;              /* killed by SIGALRM; 0: as before */
	const char *write_below; /* SANDBOX_INSTALLER: a folder or a file, must be there; NULL:
				    nowhere */
};

/* ERR_IO: it could not be done, and the process must not go on. *has_landlock_out may be NULL. */
MUST_CHECK enum err sandbox_enter(enum sandbox_kind kind, const struct sandbox_limits *limits,
	bool *has_landlock_out, struct diag *d);
