/* What a visitor waits for, on the whole kiosk with the real content at the panel's full size: a
 * tap on a language, on Next and on Print. Measured from the finger's leaving the glass
 * (kiosk_pointer) to the frame presented: without a window that is the frame complete in memory;
 * with one ("window" as the second argument) it is also copied into the window, put through X11's
 * shared memory and acknowledged by the server, because SDL's X11 driver ends each update with
 * XSync.
 *
 * Time between the taps is the stage's own, so nobody sleeps. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/stage_linux.h"
#include "bench.h"
#include "print/port_open_linux.h"
#include "print/simulator_edge_linux.h"

#define SWITCHES 200
#define PAGES 6 /* of a guide */
#define STEPS 200
#define PRINTS 30
#define LANGS_MAX 64

struct bench {
	struct stage stage;
	const char *langs[LANGS_MAX]; /* codes of the offered ones */
	int lang_count;
	const char *where; /* of the rows' names */
};

__attribute__((noreturn)) static void stop(const char *what, const char *more)
{
	fprintf(stderr, "kiosk-taps: %s%s\n", what, more);
	exit(1);
}

/* ---------------------------------------------------------------- a visitor */

static bool is_on(const struct bench *b, const char *screen)
{
	return strcmp(stage_screen(&b->stage), screen) == 0;
}

/* Where the first enabled node stands whose id begins and ends so; stops when there is none. */
static const struct draw_node *find(const struct bench *b, const char *begin, const char *end)
{
	const struct drawlist *list = b->stage.list;

	for (int i = 0; i < list->node_count; i++) {
		const struct draw_node *n = &list->nodes[i];
		size_t size = strlen(n->id);

		if (n->enabled && strncmp(n->id, begin, strlen(begin)) == 0 &&
			size >= strlen(end) && strcmp(n->id + size - strlen(end), end) == 0)
			return n;
	}
	stop("nothing to tap on the screen: ", begin);
}

struct spent {
	double us, cpu_us;
	double released_us;  /* when it began */
	int64_t released_ms; /* in the stage's time */
};

static double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* A tap as a person does it, everything before settled; the time of the release alone. */
static struct spent tap_like(struct bench *b, const char *begin, const char *end)
{
	struct stage *s = &b->stage;
	const struct draw_node *n;
	struct spent spent;
	int x, y;

	stage_settle(s);
	stage_wait(s, 700); /* longer than a repeated tap is ignored */
	n = find(b, begin, end);
	x = n->rect.x + n->rect.w / 2;
	y = n->rect.y + n->rect.h / 2;
	stage_pointer(s, POINTER_DOWN, x, y);
	stage_wait(s, 60);
	spent.released_ms = s->now_ms;
	spent.released_us = bench_now_us();
	spent.cpu_us = cpu_us();
	stage_pointer(s, POINTER_UP, x, y);
	spent.cpu_us = cpu_us() - spent.cpu_us;
	spent.us = bench_now_us() - spent.released_us;
	return spent;
}

static struct spent tap(struct bench *b, const char *id)
{
	return tap_like(b, id, "");
}

static void open_stage(struct bench *b, bool window)
{
	static const struct kiosk_options options = {
		.content_dir = "build/content", .printer = "sim", .today = "2026-11-22"
	};
	struct kiosk *kiosk;
	struct kiosk_failure failure;
	struct diag d = { 0 };

	if (kiosk_create(&options, 0, &kiosk, &failure) != ERR_OK)
		stop(failure.diag.text, "");
	if (stage_open(&b->stage, kiosk, &kiosk->panel, 0, &d) != ERR_OK)
		stop(d.text, "");
	if (window) {
		struct render_config config = { .width_px = kiosk->panel.width_px,
			.height_px = kiosk->panel.height_px,
			.window_w = kiosk->panel.width_px,
			.window_h = kiosk->panel.height_px,
			.title = "Kiosk" };

		render_close(b->stage.render);
		if (render_open(&config, &b->stage.render, &d) != ERR_OK)
			stop(d.text, "");
		render_expose(b->stage.render);
	}
	b->lang_count = 0;
	for (int i = 0; i < kiosk->langs.count && b->lang_count < LANGS_MAX; i++)
		if (kiosk->langs.langs[i].order > 0)
			b->langs[b->lang_count++] = kiosk->langs.langs[i].code;
}

static void close_stage(struct bench *b)
{
	struct kiosk *kiosk = b->stage.kiosk;

	stage_close(&b->stage);
	kiosk_destroy(kiosk);
}

static void choose_lang(struct bench *b, const char *code)
{
	char id[32];

	snprintf(id, sizeof(id), "lang:%s", code);
	if (!is_on(b, "language"))
		tap(b, "language");
	tap(b, id);
}

/* The first guide's page with the first step. */
static void open_guide(struct bench *b)
{
	if (!is_on(b, "topics"))
		tap(b, "home");
	tap(b, "station:3");
	tap_like(b, "topic:", "");
}

/* ---------------------------------------------------------------- the measurements */

struct row {
	struct bench_samples wall, cpu;
};

static void add(struct row *row, struct spent spent)
{
	bench_sample(&row->wall, spent.us);
	bench_sample(&row->cpu, spent.cpu_us);
}

static void print_row(const struct bench *b, const char *what, struct row *row, double most,
	double most_p99, const char *note)
{
	char name[96];

	snprintf(name, sizeof(name), "%s, %s", what, b->where);
	bench_print_limits(name, &row->wall, most, most_p99, note);
	snprintf(name, sizeof(name), "%s, %s: processor time", what, b->where);
	bench_print_limits(name, &row->cpu, 0, 0, NULL);
	row->wall.count = row->cpu.count = 0;
}

static struct spent switch_to(struct bench *b, const char *code)
{
	char id[32];
	struct spent spent;

	tap(b, "language");
	snprintf(id, sizeof(id), "lang:%s", code);
	spent = tap(b, id);
	if (!is_on(b, "guide"))
		stop("a language does not lead back to the guide: ", code);
	return spent;
}

/* The first pages of a guide in every language, again and again. */
static void measure_switches(struct bench *b)
{
	static struct row cold, warm;

	choose_lang(b, b->langs[b->lang_count - 1]);
	for (int round = 0; warm.wall.count < SWITCHES; round++) {
		open_guide(b);
		for (int page = 0; page < PAGES; page++) {
			for (int i = 0; i < b->lang_count; i++)
				add(round == 0 ? &cold : &warm, switch_to(b, b->langs[i]));
			if (page + 1 < PAGES)
				tap(b, "next");
		}
	}
	print_row(b, "language switch", &warm, 5000, 10000, NULL);
	print_row(b, "language switch, cold", &cold, 0, 0, "each page's first showing");
}

static void measure_steps(struct bench *b)
{
	static struct row row;

	while (row.wall.count < STEPS)
		for (int i = 0; i < b->lang_count; i++) {
			choose_lang(b, b->langs[i]);
			for (open_guide(b); is_on(b, "guide");) {
				struct spent spent = tap(b, "next");

				if (is_on(b, "guide"))
					add(&row, spent);
			}
			tap(b, "home");
		}
	print_row(b, "next step", &row, 3500, 7000, NULL);
}

/* ---------------------------------------------------------------- the first dot for the paper */

/* Between the printer and the simulator: notes when picture data begins. */
struct tap_port {
	struct port inner;
	double raster_us; /* 0: none yet */
};

static enum err begin_job(void *self)
{
	struct tap_port *p = self;

	return p->inner.ops->begin_job(p->inner.self);
}

static enum err write_bytes(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	/* GS v 0, GS ( L, GS 8 L, ESC *; octal, because a hexadecimal escape would swallow the 8 */
	static const char *const headers[] = { "\035v0", "\035(L", "\0358L", "\033*" };
	struct tap_port *p = self;

	for (int i = 0; i < 4; i++)
		if (p->raster_us <= 0 && memmem(bytes, n, headers[i], strlen(headers[i])))
			p->raster_us = bench_now_us();
	return p->inner.ops->write(p->inner.self, bytes, n, taken_out);
}

static enum err read_bytes(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct tap_port *p = self;

	return p->inner.ops->read(p->inner.self, bytes, n, got_out);
}

static enum err status_1284(void *self, uint8_t *byte_out)
{
	struct tap_port *p = self;

	return p->inner.ops->status_1284(p->inner.self, byte_out);
}

static enum err is_drained(void *self, int *drained_out)
{
	struct tap_port *p = self;

	return p->inner.ops->is_drained(p->inner.self, drained_out);
}

static enum err reset(void *self)
{
	struct tap_port *p = self;

	return p->inner.ops->reset(p->inner.self);
}

static int poll_fd(void *self)
{
	const struct tap_port *p = self;

	return p->inner.ops->poll_fd(p->inner.self);
}

static void close_port(void *self)
{
	struct tap_port *p = self;

	p->inner.ops->close(p->inner.self);
}

static double print_once(struct bench *b, struct tap_port *port)
{
	struct stage *s = &b->stage;
	struct diag d = { 0 };
	struct spent spent;
	double us;

	tap(b, "home");
	tap(b, "checklist");
	while (is_on(b, "question"))
		tap_like(b, "answer:", "=unknown");
	port->raster_us = 0;
	spent = tap(b, "print");
	while (port->raster_us <= 0 && s->now_ms < spent.released_ms + 5000)
		stage_wait(s, 1);
	if (port->raster_us <= 0)
		stop("no picture data for the printer after 5 s", "");
	/* What was worked and, if it waited for something, what it would have slept. */
	us = port->raster_us - spent.released_us + (double)(s->now_ms - spent.released_ms) * 1000;
	if (!stage_printed(s, &d))
		stop(d.text, "");
	return us;
}

static void measure_prints(struct bench *b)
{
	static const struct port_ops ops = { begin_job, write_bytes, read_bytes, status_1284,
		is_drained, reset, poll_fd, close_port, false };
	static struct bench_samples samples;
	struct kiosk *kiosk = b->stage.kiosk;
	struct tap_port port = { .inner = port_simulator(kiosk->simulator) };
	char name[96];

	printer_set_port(kiosk->printer, (struct port){ &ops, &port }, b->stage.now_ms);
	for (int i = 0; i < PRINTS; i++) {
		choose_lang(b, b->langs[i % b->lang_count]);
		bench_sample(&samples, print_once(b, &port));
	}
	printer_set_port(kiosk->printer, (struct port){ 0 }, b->stage.now_ms);
	snprintf(name, sizeof(name), "print to first raster byte, %s", b->where);
	bench_print_limits(name, &samples, 50000, 0, NULL);
	samples.count = 0;
}

/* ---------------------------------------------------------------- the same over a real line */

#define LINE_PRINTS 60

/* GS v 0 has come through to the printer's end of the line. */
static bool has_raster(struct simulator *s, int job)
{
	const uint8_t *bytes;
	size_t size;

	return simulator_bytes(s, job, &bytes, &size) && memmem(bytes, size, "\035v0", 3);
}

static double print_over_line(struct bench *b, struct simulator *sim, struct simulator_edge *edge)
{
	struct stage *s = &b->stage;
	int job = simulator_jobs(sim);
	struct spent spent;
	double us;

	tap(b, "home");
	tap(b, "checklist");
	while (is_on(b, "question"))
		tap_like(b, "answer:", "=unknown");
	spent = tap(b, "print");
	for (simulator_edge_step(edge); !has_raster(sim, job); simulator_edge_step(edge)) {
		if (s->now_ms > spent.released_ms + 5000)
			stop("no picture data at the end of the line after 5 s", "");
		stage_wait(s, 1);
	}
	us = bench_now_us() - spent.released_us + (double)(s->now_ms - spent.released_ms) * 1000;
	for (int i = 0; i < 200000 && s->kiosk->report.state != PRINT_DONE; i++) {
		simulator_edge_step(edge);
		stage_wait(s, 1);
	}
	if (s->kiosk->report.state != PRINT_DONE)
		stop("a list is not printed over the line", "");
	return us;
}

/* The longest list, in the script that takes the longest, over a pseudo-terminal. */
static void measure_line(struct bench *b)
{
	static struct bench_samples samples;
	struct kiosk *kiosk = b->stage.kiosk;
	struct simulator *sim = simulator_create(&kiosk->model);
	struct simulator_edge *edge;
	struct port port;
	struct diag d = { 0 };

	if (!sim || simulator_pty_open(sim, &edge, &d) != ERR_OK ||
		port_open(simulator_edge_uri(edge), &port, &d) != ERR_OK)
		stop("no line: ", d.text);
	printer_set_port(kiosk->printer, port, b->stage.now_ms);
	for (int i = 0; i < 100; i++) { /* it answers who greets it */
		simulator_edge_step(edge);
		stage_wait(&b->stage, 1);
	}
	choose_lang(b, "ti");
	for (int i = 0; i < LINE_PRINTS; i++)
		bench_sample(&samples, print_over_line(b, sim, edge));
	printer_set_port(kiosk->printer, (struct port){ 0 }, b->stage.now_ms);
	simulator_edge_close(edge);
	simulator_destroy(sim);
	bench_print_limits("print to first raster byte at the end of a line, longest list, ti",
		&samples, 50000, 0, NULL);
	printf("{\"name\":\"the same, 95 of 100 are faster\",\"unit\":\"us\",\"median\":%.2f,"
	       "\"target\":50000}\n",
		bench_quantile(&samples, 0.95));
	samples.count = 0;
}

/* ---------------------------------------------------------------- what cannot be undercut */

/* A whole page changes: its pixels must at least be written once, and copied once to be shown. */
static void measure_floor(const struct bench *b)
{
	static struct bench_samples fill, copy;
	int width, height, stride;
	uint32_t *frame = render_pixels(b->stage.render, &width, &height, &stride);
	size_t pixels = (size_t)height * (size_t)stride;
	uint32_t *other = malloc(pixels * sizeof(*other));

	if (!other)
		stop("no memory", "");
	for (int round = -3; round < 50; round++) {
		double start = bench_now_us(), middle;

		for (size_t i = 0; i < pixels; i++)
			other[i] = 0xFFFFFFFFu - (uint32_t)(round + 3);
		__asm__ volatile("" : : "r"(other) : "memory");
		middle = bench_now_us();
		memcpy(other, frame, pixels * sizeof(*other));
		__asm__ volatile("" : : "r"(other) : "memory");
		if (round < 0)
			continue;
		bench_sample(&fill, middle - start);
		bench_sample(&copy, bench_now_us() - middle);
	}
	free(other);
	bench_print("floor: fill every pixel of the panel", &fill, NULL, 0);
	bench_print("floor: memcpy of the frame", &copy, NULL, 0);
}

int main(int argc, char **argv)
{
	static struct bench b;
	bool window = argc > 2 && strcmp(argv[2], "window") == 0;

	b.where = window ? "window" : "in memory";
	open_stage(&b, window);
	measure_switches(&b);
	measure_steps(&b);
	if (!window) {
		measure_prints(&b);
		if (argc < 2 || strcmp(argv[1], "1") == 0) /* a minute's work: in the first pass */
			measure_line(&b);
		measure_floor(&b);
	}
	close_stage(&b);
	return 0;
}
