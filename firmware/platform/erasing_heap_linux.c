/* Memory that is given back is overwritten first. A visitor's list passes through many hands that
 * keep copies of their own - growing buffers, the QR encoder, shapers, the C library - and nobody
 * but the heap sees them all. Takes the place of the C library's free and realloc in every program
 * that is linked with this archive. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* The sanitizers have a heap of their own, which finds more when it is left alone. */
#ifndef __SANITIZE_ADDRESS__
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#endif
#endif
#endif

#ifndef __SANITIZE_ADDRESS__

extern void __libc_free(void *block); /* glibc's own, exported for this */

void free(void *block)
{
	int saved = errno; /* free leaves it alone */

	if (!block)
		return;
	explicit_bzero(block, malloc_usable_size(block));
	__libc_free(block);
	errno = saved;
}

void *realloc(void *block, size_t size)
{
	size_t had;
	void *fresh;

	if (!block)
		return malloc(size);
	if (size == 0) {
		free(block);
		return NULL;
	}
	had = malloc_usable_size(block);
	if (size <= had && size >= had / 2)
		return block;
	fresh = malloc(size);
	if (!fresh)
		return size <= had ? block : NULL;
	memcpy(fresh, block, size < had ? size : had);
	free(block);
	return fresh;
}

#endif
