#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double bench_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

void bench_sample(struct bench_samples *s, double us)
{
	if (s->count < BENCH_SAMPLES_MAX)
		s->us[s->count++] = us;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double bench_quantile(struct bench_samples *s, double share)
{
	if (!s->count)
		return 0;
	qsort(s->us, (size_t)s->count, sizeof s->us[0], compare_doubles);
	int rank = (int)(share * s->count);
	return s->us[rank < s->count ? rank : s->count - 1];
}

void bench_print(const char *name, struct bench_samples *s, const char *reference, double most)
{
	printf("{\"name\":\"%s\",\"unit\":\"us\",\"median\":%.2f,\"p99\":%.2f", name,
		bench_quantile(s, 0.5), bench_quantile(s, 0.99));
	if (most > 0)
		printf(",\"target\":%.3f", most);
	if (reference)
		printf(",\"reference\":\"%s\"", reference);
	puts("}");
}

void bench_print_limits(
	const char *name, struct bench_samples *s, double most, double most_p99, const char *note)
{
	printf("{\"name\":\"%s\",\"unit\":\"us\",\"median\":%.2f,\"p99\":%.2f", name,
		bench_quantile(s, 0.5), bench_quantile(s, 0.99));
	if (most > 0)
		printf(",\"target\":%.3f", most);
	if (most_p99 > 0)
		printf(",\"target_p99\":%.3f", most_p99);
	if (note)
		printf(",\"note\":\"%s\"", note);
	puts("}");
}

void bench_page_open(struct bench_page *p, const char *lang, uint64_t seed)
{
	char path[256];

	*p = (struct bench_page){ .lang = lang, .seed = seed };
	snprintf(path, sizeof path, "tests/corpus/pages/%s.txt", lang);
	FILE *file = fopen(path, "rb");
	if (!file || !(p->file = calloc(1, 65536)) || !fread(p->file, 1, 65535, file)) {
		fprintf(stderr, "bench: %s: cannot be read; run from the top of the tree\n", path);
		exit(1);
	}
	fclose(file);
	for (char *at = p->file, *line; (line = strsep(&at, "\n")) != NULL;) {
		if (*line && p->count < BENCH_PARAGRAPHS_MAX) {
			p->sizes[p->count] = strlen(line);
			p->paragraphs[p->count++] = line;
		}
	}
}

/* xorshift64*: small, and the same on every machine. */
static uint32_t next_random(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (uint32_t)((*state * 0x2545f4914f6cdd1dull) >> 32);
}

/* +1 for an isolate initiator (E2 81 A6..A8), -1 for U+2069 (E2 81 A9), else 0. */
static int isolate_step(const char *s)
{
	if (memcmp(s, "\xe2\x81", 2) != 0)
		return 0;
	return s[2] >= '\xa6' && s[2] <= '\xa8' ? 1 : s[2] == '\xa9' ? -1 : 0;
}

#define WORDS_MAX 512

static void shuffle_words(char *paragraph, size_t size, uint64_t *seed)
{
	struct {
		const char *start;
		size_t size;
	} words[WORDS_MAX], swap;
	char *copy = strdup(paragraph), *out = paragraph;
	int count = 0, depth = 0;

	if (!copy)
		abort();
	for (size_t i = 0, start = 0; i <= size; i++) {
		depth += size - i >= 3 ? isolate_step(copy + i) : 0;
		if ((i < size && (copy[i] != ' ' || depth > 0)) || count == WORDS_MAX)
			continue;
		words[count].start = copy + start;
		words[count++].size = i - start;
		start = i + 1;
	}
	for (int i = count - 1; i > 0; i--) {
		int j = (int)(next_random(seed) % (uint32_t)(i + 1));
		swap = words[i];
		words[i] = words[j];
		words[j] = swap;
	}
	for (int i = 0; i < count; i++) {
		if (i)
			*out++ = ' ';
		memcpy(out, words[i].start, words[i].size);
		out += words[i].size;
	}
	free(copy);
}

void bench_page_shuffle(struct bench_page *p)
{
	for (int i = 0; i < p->count; i++)
		shuffle_words(p->paragraphs[i], p->sizes[i], &p->seed);
}

void bench_page_close(struct bench_page *p)
{
	free(p->file);
	p->file = NULL;
}

uint64_t bench_seed(int argc, char **argv)
{
	uint64_t pass = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;

	return (pass + 1) * 0x9e3779b97f4a7c15ull;
}
