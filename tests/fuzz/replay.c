/* Runs a fuzz target on files without a fuzzer: each as it is, then changed in a number of ways
 * that are the same every time.
 *
 * usage: replay-NAME --mutations N --note FILE PATH...
 * A PATH is a file or a folder of files. Before each run the note says which input it is, so that
 * after a crash it names the culprit; `replay-NAME --mutations N --only M FILE` runs mutation M
 * alone. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define INPUT_MAX (1u << 20)

struct replay {
	int mutations, only; /* only: -1 = all */
	FILE *note;
	int files, runs;
};

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* One change: a byte, a span removed, a span repeated, or a piece of another place put here. */
static size_t change(uint8_t *data, size_t size, size_t capacity, uint32_t *state)
{
	static const char *const pieces[] = { "<", ">", "&", "\"", "/>", "<b>", "</sv>", "&#0;",
		"<![CDATA[", "<!DOCTYPE x [", "\xFF", "%", "\x80\x80\x80\x80" };
	size_t at = size ? next_random(state) % size : 0, span, i;
	const char *piece;

	switch (size ? next_random(state) % 4 : 3) {
	case 0:
		data[at] = (uint8_t)next_random(state);
		return size;
	case 1:
		span = next_random(state) % (size - at) % 64 + 1;
		span = span > size - at ? size - at : span;
		memmove(data + at, data + at + span, size - at - span);
		return size - span;
	case 2:
		span = next_random(state) % (size - at) % 256 + 1;
		span = span > size - at ? size - at : span;
		if (size + span > capacity)
			return size;
		memmove(data + at + span, data + at, size - at);
		return size + span;
	default:
		piece = pieces[next_random(state) % (sizeof(pieces) / sizeof(*pieces))];
		for (i = 0; piece[i] && at + i < size; i++)
			data[at + i] = (uint8_t)piece[i];
		return size;
	}
}

static void run(struct replay *r, const char *path, int mutation, const uint8_t *data, size_t size)
{
	/* A copy of exactly this size, so that reading past it is seen by the sanitizer. */
	uint8_t *exact = malloc(size ? size : 1);

	if (!exact)
		exit(2);
	memcpy(exact, data, size);
	if (r->note) {
		rewind(r->note);
		fprintf(r->note, "%s mutation %d%40s\n", path, mutation, "");
		fflush(r->note);
	}
	LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	r->runs++;
}

static void run_file(struct replay *r, const char *path)
{
	static uint8_t data[INPUT_MAX], changed[INPUT_MAX];
	FILE *f = fopen(path, "rb");
	size_t size;
	int m;

	if (!f) {
		fprintf(stderr, "replay: cannot open %s\n", path);
		exit(2);
	}
	size = fread(data, 1, sizeof(data), f);
	fclose(f);
	r->files++;
	if (r->only < 0)
		run(r, path, -1, data, size);
	for (m = 0; m < r->mutations; m++) {
		uint32_t state = (uint32_t)(m + 1) * 2654435761u;
		size_t changed_size = size;
		int changes = 1 + m % 5;

		if (r->only >= 0 && m != r->only)
			continue;
		memcpy(changed, data, size);
		while (changes--)
			changed_size = change(changed, changed_size, sizeof(changed), &state);
		run(r, path, m, changed, changed_size);
	}
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void run_path(struct replay *r, const char *path)
{
	struct dirent **entries;
	struct stat st;
	int count, i;

	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
		run_file(r, path);
		return;
	}
	count = scandir(path, &entries, NULL, by_name);
	if (count < 0) {
		fprintf(stderr, "replay: cannot open %s\n", path);
		exit(2);
	}
	for (i = 0; i < count; i++) {
		char file[1024];

		snprintf(file, sizeof(file), "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			run_path(r, file);
		free(entries[i]);
	}
	free(entries);
}

int main(int argc, char **argv)
{
	struct replay r = { .only = -1 };
	int i;

	for (i = 1; i < argc; i++) {
		if (i + 1 < argc && strcmp(argv[i], "--mutations") == 0)
			r.mutations = atoi(argv[++i]);
		else if (i + 1 < argc && strcmp(argv[i], "--only") == 0)
			r.only = atoi(argv[++i]);
		else if (i + 1 < argc && strcmp(argv[i], "--note") == 0)
			r.note = fopen(argv[++i], "w");
		else
			run_path(&r, argv[i]);
	}
	if (r.note)
		fclose(r.note);
	if (!r.files) {
		fprintf(stderr, "replay: no input\n");
		return 2;
	}
	printf("%s: %d files, %d runs\n", argv[0], r.files, r.runs);
	return 0;
}
