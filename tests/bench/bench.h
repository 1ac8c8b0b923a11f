/* What the measuring programs share: a clock, an order statistic, the row they print, and page text
 * whose words stand in a new order each round, so that no cache of paragraphs can answer. */
#pragma once

#include <stddef.h>
#include <stdint.h>

double bench_now_us(void); /* monotonic */

#define BENCH_SAMPLES_MAX 4096
struct bench_samples { /* zero-initialise */
	double us[BENCH_SAMPLES_MAX];
	int count;
};

void bench_sample(struct bench_samples *s, double us); /* past the maximum: dropped */
/* share 0..1: 0.5 the median, 0.99 the 99th percentile (nearest rank). Sorts the samples. */
double bench_quantile(struct bench_samples *s, double share);

/* One line of JSON for run.py. reference: the name of another row this one is held against, NULL if
 * none; most: the largest median / reference allowed (with a reference) or the largest median
 * (without); <= 0: only reported. */
void bench_print(const char *name, struct bench_samples *s, const char *reference, double most);

/* The same for times a person feels: the largest median and 99th percentile allowed (<= 0: only
 * reported) and a word for the reader (NULL: none). */
void bench_print_limits(
	const char *name, struct bench_samples *s, double most, double most_p99, const char *note);

#define BENCH_PARAGRAPHS_MAX 16
struct bench_page { /* paragraphs of one page of tests/corpus/pages */
	const char *lang;
	char *file;                             /* its bytes */
	char *paragraphs[BENCH_PARAGRAPHS_MAX]; /* NUL-terminated, words shuffled in place */
	size_t sizes[BENCH_PARAGRAPHS_MAX];
	int count;
	uint64_t seed;
};

/* Reads tests/corpus/pages/LANG.txt; exits with a sentence if it cannot. */
void bench_page_open(struct bench_page *p, const char *lang, uint64_t seed);
/* Puts each paragraph's words in a new order; what isolates (U+2066..U+2069) enclose stays whole.
 */
void bench_page_shuffle(struct bench_page *p);
void bench_page_close(struct bench_page *p);

/* The pass number that run.py gives as the only argument, 1 without: a seed. */
uint64_t bench_seed(int argc, char **argv);

#define BENCH_FONT_FOLDER "/usr/share/fonts/truetype/noto"
#define BENCH_SIZE_PX 40
#define BENCH_WIDTH_PX 960
