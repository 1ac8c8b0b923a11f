/* From a receipt to bytes: how soon the first band is there after the tap, whether each band is
 * ready before the head has printed the one before, and how fast each raster command is encoded
 * beside a bare copy of the same rows. The fastest heads take 144 kB/s: 576 dots at 250 mm/s and
 * 203 dpi. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../support/paper.h"
#include "base/buf.h"
#include "bench.h"
#include "print/escpos.h"
#include "print/receipt_raster.h"

#define ROUNDS 40
#define ITEMS 3
#define BANDS_MAX 200
#define FIRST_BAND_US 50000.0
#define HEAD_KB_S 144.0
#define HEAD_US_PER_KB (1e6 / HEAD_KB_S)
#define HEAD_MM_S 250.0
#define COPY "copy a kB of the same rows"

static const struct {
	const char *name;
	enum model_raster raster;
} commands[] = { { "GS v 0", MODEL_GS_V_0 }, { "GS ( L", MODEL_GS_L },
	{ "ESC *", MODEL_ESC_STAR } };

struct measure {
	struct paper paper;
	struct printer_model model;
	struct bench_samples first, rate, late;
	struct bitmap bands[BANDS_MAX]; /* of the last print_once, copied */
	int band_count;
};

/* Of this thread: a band that waits for another program is not late by our fault. */
static double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void keep(struct measure *m, const struct bitmap *band)
{
	struct bitmap *copy = &m->bands[m->band_count];
	size_t size = (size_t)band->stride * (size_t)band->height;

	if (m->band_count == BANDS_MAX)
		return;
	*copy = *band;
	copy->bits = malloc(size);
	if (!copy->bits)
		exit(EXIT_FAILURE);
	memcpy(copy->bits, band->bits, size);
	m->band_count++;
}

static void drop_bands(struct measure *m)
{
	for (int i = 0; i < m->band_count; i++)
		free(m->bands[i].bits);
	m->band_count = 0;
}

/* Samples: the first band, all of it per kB, and the band that is ready the latest as a share of
 * the time the head needs for the one before. */
static void print_once(struct measure *m, const struct receipt *r)
{
	struct receipt_raster *raster;
	const struct bitmap *band;
	struct buf out = { 0 };
	unsigned char previous = 0;
	double start = bench_now_us(), begun, latest = 0, head_us = 0, kept_us = 0;

	drop_bands(m);
	if (receipt_raster_create(m->paper.f.engine, m->paper.glyphs, r, &m->model, RECEIPT_REGULAR,
		    &raster, NULL) != ERR_OK)
		exit(EXIT_FAILURE);
	escpos_begin(&out, &m->model);
	begun = cpu_us();
	while (receipt_raster_next(raster, &band, NULL) == ERR_OK && band) {
		double kept;

		escpos_band(&out, &m->model, band, &previous);
		if (m->band_count == 0)
			bench_sample(&m->first, bench_now_us() - start);
		else if ((cpu_us() - begun) / head_us > latest)
			latest = (cpu_us() - begun) / head_us;
		head_us = band->height / (HEAD_MM_S * m->model.dpi / 25.4) * 1e6;
		kept = bench_now_us();
		keep(m, band);
		kept_us += bench_now_us() - kept;
		begun = cpu_us();
	}
	bench_sample(&m->rate, (bench_now_us() - start - kept_us) / ((double)out.size / 1000));
	bench_sample(&m->late, latest);
	receipt_raster_destroy(raster);
	buf_finish(&out);
}

static void print_row(const char *what, const char *lang, struct bench_samples *s, double most)
{
	char name[96];

	snprintf(name, sizeof(name), "%s, %s", what, lang);
	bench_print(name, s, NULL, most);
}

/* The share of the head's time that the latest band took. */
static void print_latest(const char *lang, struct bench_samples *s)
{
	printf("{\"name\":\"the latest band of a list, of the time its forerunner is printed in, "
	       "%s\",\"unit\":\"share\",\"median\":%.4f,\"p99\":%.4f,\"target\":1}\n",
		lang, bench_quantile(s, 0.5), bench_quantile(s, 0.99));
}

/* ---------------------------------------------------------------- the encoder alone */

static double copy_all(const struct measure *m)
{
	static uint8_t to[(MODEL_DOTS_MAX / 8) * MODEL_BAND_ROWS_MAX];
	double start = bench_now_us(), bytes = 0;

	for (int i = 0; i < m->band_count; i++) {
		size_t size = (size_t)m->bands[i].stride * (size_t)m->bands[i].height;

		memcpy(to, m->bands[i].bits, size);
		__asm__ volatile("" : : "r"(to) : "memory");
		bytes += (double)size;
	}
	return (bench_now_us() - start) / (bytes / 1000);
}

static double encode_all(const struct measure *m, enum model_raster raster, struct buf *out)
{
	struct printer_model model = m->model;
	unsigned char previous = 0;
	double start = bench_now_us();

	model.raster = raster;
	for (int i = 0; i < m->band_count; i++) {
		buf_clear(out);
		escpos_band(out, &model, &m->bands[i], &previous);
	}
	return bench_now_us() - start;
}

static void measure_encoders(struct measure *m)
{
	static struct bench_samples copy, samples;
	struct buf out = { 0 };
	double kb = 0;

	for (int i = 0; i < m->band_count; i++)
		kb += m->bands[i].stride * m->bands[i].height / 1000.0;
	for (int n = 0; n < ROUNDS; n++)
		bench_sample(&copy, copy_all(m));
	bench_print(COPY, &copy, NULL, 0);
	for (size_t c = 0; c < sizeof(commands) / sizeof(commands[0]); c++) {
		char name[96];
		double us;

		samples.count = 0;
		for (int n = 0; n < ROUNDS; n++)
			bench_sample(&samples, encode_all(m, commands[c].raster, &out) / kb);
		us = bench_quantile(&samples, 0.5);
		snprintf(name, sizeof(name), "encode a kB by %s", commands[c].name);
		bench_print(name, &samples, COPY, 0);
		printf("{\"name\":\"encode by %s, times the fastest head\",\"unit\":\"x\","
		       "\"median\":%.0f}\n",
			commands[c].name, HEAD_US_PER_KB / us);
	}
	buf_finish(&out);
}

int main(void)
{
	static const char *const codes[] = { "sv", "ar", "ti" };

	for (size_t i = 0; i < 3; i++) {
		struct measure *m = calloc(1, sizeof(*m));
		const struct receipt *r;

		paper_open(&m->paper);
		m->model = paper_model(576, MODEL_GS_V_0);
		r = paper_receipt(&m->paper, codes[i], ITEMS);
		print_once(m, r);
		print_row("receipt to first band, fonts not yet used", codes[i], &m->first,
			FIRST_BAND_US);
		m->first.count = m->rate.count = m->late.count = 0;
		for (int n = 0; n < ROUNDS; n++)
			print_once(m, r);
		print_row("receipt to first band", codes[i], &m->first, FIRST_BAND_US);
		print_row("a kB of bytes for the printer", codes[i], &m->rate, HEAD_US_PER_KB);
		print_latest(codes[i], &m->late);
		if (i == 2)
			measure_encoders(m);
		drop_bands(m);
		paper_close(&m->paper);
		free(m);
	}
	return EXIT_SUCCESS;
}
