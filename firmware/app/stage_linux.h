/* A kiosk without a window in a time of its own: what scripts and the monkey play on. Nothing ever
 * sleeps; time passes only in stage_wait and stage_settle. When the content cannot be loaded the
 * out-of-order screen stands on the stage instead. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "app/kiosk_linux.h"
#include "ui/render_sdl.h"

struct stage {
	struct kiosk *kiosk; /* borrowed; NULL: out of order */
	struct panel panel;
	struct render *render;
	struct arena *arena;          /* the out-of-order screen's tree */
	struct drawlist out_of_order; /* ... */
	const struct drawlist *list;  /* what is on the screen now */
	int64_t now_ms, tapped_ms;
};

/* kiosk NULL: the out-of-order screen on that panel. */
MUST_CHECK enum err stage_open(struct stage *s, struct kiosk *kiosk, const struct panel *panel,
	int64_t now_ms, struct diag *d);
void stage_close(struct stage *s);

/* Lets ms milliseconds pass, stopping wherever the kiosk wants to do something. */
void stage_wait(struct stage *s, int64_t ms);
/* Runs a page transition to its end. */
void stage_settle(struct stage *s);
void stage_pointer(struct stage *s, enum pointer_phase phase, int x, int y);
/* Down and up at a point, at a person's pace: not within half a second of the last one. hurried:
 * at once, as a nervous finger does. */
void stage_tap(struct stage *s, int x, int y, bool hurried);
/* Waits until the job on the printer has ended. False with a sentence when it failed, when there is
 * none or when it takes longer than STAGE_PRINT_MS. */
bool stage_printed(struct stage *s, struct diag *d);
#define STAGE_PRINT_MS 60000
/* Lets real time pass until nothing is read off a stick or installed, at most most_ms (0: five
 * minutes, then false with a sentence). */
bool stage_updated(struct stage *s, int64_t most_ms, struct diag *d);

const char *stage_screen(const struct stage *s);
/* The first defect of what is on the screen, NULL if there is none: nothing shown, no enabled
 * button, something cut off or outside the panel, a letter no font has. In d. */
bool stage_check(const struct stage *s, struct diag *d);
/* The node's text without the isolate characters U+2066..U+2069; false if it has none or it does
 * not fit. */
bool stage_node_text(const struct draw_node *n, char *out, size_t size);
