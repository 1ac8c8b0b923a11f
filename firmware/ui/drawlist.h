/* What a frame shows: drawing commands, and beside them a tree of nodes that says what they mean
 * (hit test, --dump, layout tests, later speech). Built anew for every frame in the screen's arena.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rect.h"
#include "text/layout.h"

enum draw_kind { DRAW_FILL, DRAW_TEXT, DRAW_ICON, DRAW_QR };

struct draw_cmd {
	enum draw_kind kind;
	struct rect rect; /* FILL: the shape; TEXT: the box of the layout; ICON, QR: square */
	uint32_t color;   /* 0xRRGGBB, opaque */
	int radius_px;    /* FILL: corner radius */
	int border_px;    /* FILL: 0 = filled, else only the border, inside rect */
	const struct layout *layout; /* TEXT: its top left is at rect.x, rect.y */
	const char *icon;            /* ICON: name without .svg */
	bool mirrored;               /* ICON: flipped left to right */
	const uint8_t *qr; /* QR: qr_size x qr_size bytes, 1 = black; no quiet zone: drawn in whole
			      pixels a module, centred in rect on whatever lies below */
	int qr_size;
};

enum node_role {
	NODE_SCREEN,
	NODE_TEXT,
	NODE_HEADING,
	NODE_BUTTON,
	NODE_IMAGE,
	NODE_PROGRESS,
	NODE_GROUP
};

/* What a touch on a node means. The numbers' meaning depends on the kind (ui/action.h). */
struct ui_action {
	int kind;
	int a;
};

struct draw_node {
	const char *id; /* stable, documented: "next", "lang:ar"; "" if it has none */
	enum node_role role;
	const char *text; /* UTF-8 as shown; NULL if none */
	const struct lang *lang;
	struct rect rect; /* button: its whole target */
	int parent;       /* index, -1 for the screen */
	bool enabled;
	bool selected;               /* a choice that is made now */
	bool mirrors;                /* must stand on the other side in a right-to-left language */
	struct ui_action action;     /* kind 0 = none */
	const struct layout *layout; /* text nodes: to see clipping and missing glyphs */
};

struct drawlist {
	struct arena *arena; /* borrowed; everything below lives in it */
	struct draw_cmd *cmds;
	int cmd_count, cmd_capacity;
	struct draw_node *nodes;
	int node_count, node_capacity;
	bool failed; /* out of memory: what is there is still valid */
};

void drawlist_init(struct drawlist *d, struct arena *a);
/* Both return the index, -1 when out of memory (and set failed). */
int drawlist_cmd(struct drawlist *d, struct draw_cmd cmd);
int drawlist_node(struct drawlist *d, struct draw_node node);
/* The topmost enabled node with an action at the point, -1 if none. */
int drawlist_hit(const struct drawlist *d, int x, int y);
int drawlist_find(const struct drawlist *d, const char *id); /* -1 */
/* Everything the command may paint: its rect, for text with the ink that overhangs it. */
struct rect draw_cmd_bounds(const struct draw_cmd *c);
/* True if both paint the same pixels: glyphs and pictures are compared, not pointers. */
bool draw_cmd_equal(const struct draw_cmd *a, const struct draw_cmd *b);
/* The union of what differs between two frames, empty if nothing does. Commands are compared by
 * what they draw, not by pointer. */
struct rect drawlist_difference(const struct drawlist *before, const struct drawlist *after);
