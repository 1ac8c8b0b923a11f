#include "app/dump_linux.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "platform/files_linux.h"

static const char *role_name(enum node_role role)
{
	switch (role) {
	case NODE_SCREEN:
		return "screen";
	case NODE_TEXT:
		return "text";
	case NODE_HEADING:
		return "heading";
	case NODE_BUTTON:
		return "button";
	case NODE_IMAGE:
		return "image";
	case NODE_PROGRESS:
		return "progress";
	case NODE_GROUP:
		return "group";
	}
	return "unknown";
}

static double to_mm(const struct panel *panel, int px)
{
	/* hundredths are finer than any panel's pixel */
	return (double)(long)(px * panel->pitch_mm * 100 + 0.5) / 100;
}

static json_t *rect_px(struct rect r)
{
	return json_pack("[i, i, i, i]", r.x, r.y, r.w, r.h);
}

static json_t *rect_mm(const struct panel *p, struct rect r)
{
	return json_pack(
		"[f, f, f, f]", to_mm(p, r.x), to_mm(p, r.y), to_mm(p, r.w), to_mm(p, r.h));
}

static json_t *make_node(const struct draw_node *n, const struct panel *panel)
{
	json_t *o = json_object();
	enum text_direction direction = TEXT_LTR;

	json_object_set_new(o, "id", json_string(n->id));
	json_object_set_new(o, "role", json_string(role_name(n->role)));
	if (n->text)
		json_object_set_new(o, "text", json_string(n->text));
	if (n->lang) {
		json_object_set_new(o, "lang", json_string(n->lang->code));
		direction = n->lang->direction;
	}
	if (n->layout)
		direction = n->layout->direction;
	if (n->layout || n->lang)
		json_object_set_new(
			o, "direction", json_string(direction == TEXT_RTL ? "rtl" : "ltr"));
	json_object_set_new(o, "px", rect_px(n->rect));
	json_object_set_new(o, "mm", rect_mm(panel, n->rect));
	json_object_set_new(o, "enabled", json_boolean(n->enabled));
	if (n->selected)
		json_object_set_new(o, "selected", json_true());
	if (n->layout && (n->layout->overflows || n->layout->truncated))
		json_object_set_new(o, "cut", json_true());
	if (n->layout && n->layout->missing)
		json_object_set_new(o, "missing", json_integer(n->layout->missing));
	return o;
}

static json_t *make_tree(const struct drawlist *list, const struct panel *panel)
{
	json_t **made = calloc((size_t)list->node_count + 1, sizeof(json_t *));
	json_t *roots = json_array();

	for (int i = 0; made && i < list->node_count; i++) {
		int parent = list->nodes[i].parent;
		json_t *siblings = roots;

		made[i] = make_node(&list->nodes[i], panel);
		if (parent >= 0 && parent < i) {
			siblings = json_object_get(made[parent], "children");
			if (!siblings) {
				siblings = json_array();
				json_object_set_new(made[parent], "children", siblings);
			}
		}
		json_array_append_new(siblings, made[i]);
	}
	free(made);
	return roots;
}

enum err dump_write(const char *path, const struct drawlist *list, const struct panel *panel,
	const char *screen, const char *lang, struct diag *d)
{
	json_t *root = json_pack("{s:s, s:s?, s:i, s:i, s:f}", "screen", screen, "lang", lang,
		"width_px", panel->width_px, "height_px", panel->height_px, "pitch_mm",
		panel->pitch_mm);
	char *text = NULL;
	enum err err;

	if (root && json_object_set_new(root, "nodes", make_tree(list, panel)) == 0)
		text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(6));
	err = text ? file_write(path, text, strlen(text), d)
		   : diag_fail(d, ERR_MEMORY, "%s: no memory for the dump", path);
	free(text);
	json_decref(root);
	return err;
}
