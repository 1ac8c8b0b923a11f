/* The kiosk put together and taken apart; kiosk_linux.c runs it. */
#include "app/kiosk_linux.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/content_source_linux.h"
#include "app/health_linux.h"
#include "app/kiosk_store_linux.h"
#include "app/paper_file_linux.h"
#include "app/printer_identity_linux.h"
#include "app/profiles_linux.h"
#include "app/screen_light_linux.h"
#include "app/update_linux.h"
#include "app/withdrawn_linux.h"
#include "base/buf.h"
#include "content/store_linux.h"
#include "platform/log_linux.h"
#include "print/port_open_linux.h"
#include "text/languages_linux.h"

/* Holds the letters of a guide's pages in six languages (2400); with half the side they were thrown
 * away and drawn anew at every change of language. Untouched rows cost nothing. */
#define ATLAS_SIDE 2048
static enum err no_memory(struct diag *d)
{
	return diag_fail(d, ERR_MEMORY, "no memory to start");
}

/* Something that was asked for by name does not exist. */
static enum err bad_argument(struct kiosk_failure *f, enum err err)
{
	f->is_argument = true;
	return err;
}

static enum err check_language(struct kiosk *k, struct kiosk_failure *f)
{
	const struct lang_table *t = &k->langs;
	const char *wanted = k->options.lang;
	struct buf codes = { 0 };

	if (!wanted || lang_find(t, wanted))
		return ERR_OK;
	for (int i = 0; i < t->count; i++)
		buf_printf(&codes, "%s%s", i ? ", " : "", t->langs[i].code);
	diag_fail(&f->diag, ERR_MISSING, "there is no language \"%s\"; %s/languages has: %s",
		wanted, k->options.content_dir, buf_str(&codes));
	buf_finish(&codes);
	return bad_argument(f, ERR_MISSING);
}

static enum err check_fonts(struct kiosk *k, struct diag *d)
{
	const struct lang_table *t = &k->langs;
	const struct fonts *fonts = fontfiles_fonts(k->fontfiles);
	const char *dir = k->options.content_dir;

	for (int i = 0; i < t->count; i++)
		for (int n = 0; n < t->langs[i].font_count; n++)
			if (fonts_find(fonts, t->langs[i].fonts[n], false) < 0)
				return diag_fail(d, ERR_MISSING,
					"%s/languages/%s.ini: fonts: %s is not in fonts.ini; give "
					"it "
					"a section there or take it out of the chain",
					dir, t->langs[i].code, t->langs[i].fonts[n]);
	if (!lang_find(t, "sv"))
		return diag_fail(d, ERR_MISSING,
			"%s/languages: has no sv.ini; every text falls back to Swedish", dir);
	return ERR_OK;
}

static enum err load(struct kiosk *k, struct diag *d)
{
	const struct kiosk_options *o = &k->options;
	enum err err = languages_load(k->arena, o->content_dir, &k->langs, d);

	if (err == ERR_OK)
		err = fontfiles_open(o->content_dir, &k->fontfiles, d);
	if (err == ERR_OK)
		err = check_fonts(k, d);
	if (err == ERR_OK)
		err = content_store_load(k->arena, o->content_dir, &k->content, d);
	if (err == ERR_OK)
		err = catalogue_open(o->content_dir, &k->langs, &k->catalogue, d);
	/* A language without its catalogue is shown in Swedish; staff must hear of it. */
	for (int i = 0; err == ERR_OK && i < catalogue_fault_count(k->catalogue); i++)
		log_line(LOG_WARNING, "catalogue", "%s", catalogue_fault(k->catalogue, i));
	return err;
}

/* "sim" or "sim:DIR" */
static bool is_simulated(const char *uri)
{
	return strcmp(uri, "sim") == 0 || (strncmp(uri, "sim:", 4) == 0 && uri[4]);
}

static enum err open_port(
	struct kiosk *k, const char *uri, struct port *port_out, struct kiosk_failure *f)
{
	struct diag why = { 0 };
	enum err err = ERR_OK;

	*port_out = (struct port){ 0 };
	if (is_simulated(uri)) {
		k->simulator = simulator_create(&k->model);
		if (!k->simulator)
			return no_memory(&f->diag);
		if (uri[3])
			err = receipts_open(&k->receipts, uri + 4, &f->diag);
		if (err != ERR_OK)
			return bad_argument(f, err);
		*port_out = port_simulator(k->simulator);
	} else if (strcmp(uri, "none") != 0) {
		err = port_open(uri, port_out, &why);
		if (err == ERR_SYNTAX) {
			diag_fail(&f->diag, err, "%s, sim:DIR (a simulated one) or none", why.text);
			return bad_argument(f, err);
		}
		/* A printer that is not there now is life, not a mistake. */
		if (err != ERR_OK)
			log_line(LOG_WARNING, "printer", "%s", why.text);
	}
	return ERR_OK;
}

static enum err make_printer(struct kiosk *k, int64_t now_ms, struct kiosk_failure *f)
{
	struct port port;
	enum err err = profiles_read_printer(
		k->arena, k->options.content_dir, k->options.printer_model, &k->model, &f->diag);

	if (err != ERR_OK)
		return bad_argument(f, err);
	k->printer = printer_create(&k->model, k->engine, k->glyphs);
	if (!k->printer)
		return no_memory(&f->diag);
	err = open_port(k, k->options.printer, &port, f);
	printer_identity_ask(k);
	if (err == ERR_OK)
		printer_set_port(k->printer, port, now_ms);
	k->port_tried_ms = now_ms;
	return err;
}

static enum err make_screens(struct kiosk *k, int64_t now_ms, struct diag *d)
{
	const struct kiosk_options *o = &k->options;
	const char *icons = arena_printf(k->arena, "%s/icons", o->content_dir);
	struct app_config config = { .content = k->content,
		.strings = catalogue_strings(k->catalogue),
		.langs = &k->langs,
		.panel = &k->panel,
		.engine = k->engine,
		.start_lang = o->lang,
		.start_text_size = o->text_size,
		.is_preview = o->is_preview };

	struct diag why = { 0 };
	enum err err =
		profiles_read_content_number(k->arena, o->content_dir, &k->content_number, d);

	if (err != ERR_OK)
		return err;
	/* A damaged list of what is withdrawn must not close the kiosk. */
	if (withdrawn_load(o->state_dir, k->content_number, &k->withdrawn, &why) != ERR_OK)
		log_line(LOG_ERROR, "withdrawn", "%s", why.text);
	/* The same for the PIN: without one nobody comes in, and visitors notice nothing. */
	why.text[0] = '\0';
	if (staff_pin_load(&k->staff_pin, o->state_dir, now_ms, &why) != ERR_OK)
		log_line(LOG_ERROR, "staff", "%s", why.text);
	why.text[0] = '\0';
	if (settings_open(&k->settings, o->state_dir, &why) != ERR_OK)
		log_line(LOG_ERROR, "settings", "%s", why.text);
	why.text[0] = '\0';
	if (paper_file_load(o->state_dir, &config.paper, &why) != ERR_OK)
		log_line(LOG_ERROR, "paper", "%s", why.text);
	config.printer_model = &k->model;
	config.settings = k->settings.now;
	config.settings_damaged = k->settings.is_last_good || k->settings.is_default;
	why.text[0] = '\0';
	if (act_log_open(&k->acts, o->state_dir, &why) != ERR_OK)
		log_line(LOG_ERROR, "staff", "%s", why.text);
	screen_light_apply(
		&k->settings.now, k->light, sizeof(k->light), k->sound, sizeof(k->sound));
	k->told_ms = now_ms;
	config.act_log = &k->acts.log;
	config.starts = o->starts;
	config.light = k->light;
	config.sound = k->sound;
	config.day_ms = o->has_time ? o->day_ms : -1;
	config.content_number = k->content_number;
	config.version = o->version;
	config.withdrawn = k->withdrawn;
	memcpy(config.today, o->today, sizeof(config.today));
	k->icons = icons ? icons_create(icons) : NULL;
	k->paint = k->icons ? paint_create(k->glyphs, icons_source(k->icons)) : NULL;
	k->app = k->paint ? app_create(&config, now_ms) : NULL;
	kiosk_input_init(k);
	k->card_arena = arena_create(0);
	if (!o->has_caller_elsewhere)
		k->caller = caller_create(&k->settings.now);
	return k->app && k->card_arena && (k->caller || o->has_caller_elsewhere) ? ERR_OK
										 : no_memory(d);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static enum err build(struct kiosk *k, int64_t now_ms, struct kiosk_failure *f)
{
	const struct kiosk_options *o = &k->options;
	enum err err;

	if (!is_folder(o->content_dir))
		return diag_fail(&f->diag, ERR_MISSING,
			"%s: there is no such content folder; `make content` builds one, --content "
			"DIR names another",
			o->content_dir);
	err = profiles_read_panel(k->arena, o->content_dir, o->panel, &k->panel, &f->diag);
	if (err == ERR_OK)
		f->panel = k->panel;
	else if (err == ERR_MISSING && strcmp(o->panel, KIOSK_PANEL) != 0)
		return bad_argument(f, err);
	if (err == ERR_OK)
		err = load(k, &f->diag);
	if (err == ERR_OK)
		err = check_language(k, f);
	if (err != ERR_OK)
		return err;
	k->engine = text_engine_create(fontfiles_fonts(k->fontfiles));
	k->glyphs = glyphs_create(fontfiles_fonts(k->fontfiles), ATLAS_SIDE, ATLAS_SIDE);
	if (!k->engine || !k->glyphs)
		return no_memory(&f->diag);
	err = make_printer(k, now_ms, f);
	return err == ERR_OK ? make_screens(k, now_ms, &f->diag) : err;
}

enum err kiosk_create(const struct kiosk_options *options, int64_t now_ms, struct kiosk **kiosk_out,
	struct kiosk_failure *f)
{
	struct kiosk *k = calloc(1, sizeof(*k));
	enum err err = ERR_MEMORY;

	*kiosk_out = NULL;
	*f = (struct kiosk_failure){ .panel = { .name = "",
					     .width_px = 1080,
					     .height_px = 1920,
					     .pitch_mm = 0.18,
					     .viewing_mm = 600 } };
	if (!k)
		return no_memory(&f->diag);
	k->options = *options;
	if (!k->options.panel)
		k->options.panel = KIOSK_PANEL;
	if (!k->options.printer)
		k->options.printer = "none";
	k->is_model_named = k->options.printer_model != NULL;
	if (!k->options.printer_model)
		k->options.printer_model = KIOSK_PRINTER_MODEL;
	k->arena = arena_create(0);
	if (k->arena)
		err = build(k, now_ms, f);
	if (err != ERR_OK) {
		f->panel.name = ""; /* it lived in the arena */
		kiosk_destroy(k);
		return diag_fail(&f->diag, err, "no memory to start");
	}
	kiosk_step(k, now_ms);
	*kiosk_out = k;
	return ERR_OK;
}

void kiosk_destroy(struct kiosk *k)
{
	if (!k)
		return;
	app_destroy(k->app);
	paint_destroy(k->paint);
	icons_destroy(k->icons);
	printer_destroy(k->printer);
	simulator_destroy(k->simulator);
	glyphs_destroy(k->glyphs);
	text_engine_destroy(k->engine);
	catalogue_close(k->catalogue);
	fontfiles_close(k->fontfiles);
	caller_destroy(k->caller);
	if (k->card_arena)
		arena_erase(k->card_arena);
	arena_destroy(k->card_arena);
	explicit_bzero(k->inputs, sizeof(k->inputs));
	settings_close(&k->settings);
	arena_destroy(k->arena);
	update_destroy(k->update);
	health_close(k->health);
	content_source_destroy(k->source);
	free(k);
}

/* The old kiosk's port is closed before the new one opens it: usblp lets one in at a time. */
static enum err move_printer(
	struct kiosk *to, struct kiosk *from, int64_t now_ms, struct kiosk_failure *f)
{
	struct port port;
	enum err err;

	printer_destroy(from->printer);
	from->printer = NULL;
	to->options.printer = from->options.printer;
	err = open_port(to, to->options.printer, &port, f);
	if (err != ERR_OK)
		return err;
	printer_set_port(to->printer, port, now_ms);
	to->port_tried_ms = now_ms;
	return ERR_OK;
}

enum err kiosk_reload(struct kiosk **k, bool keeps_visit, int64_t now_ms, struct kiosk_failure *f)
{
	struct kiosk *before = *k, *next;
	struct kiosk_options options = before->options;
	enum err err;

	options.day_ms += now_ms - before->told_ms; /* the clock runs on */

	if (!keeps_visit && app_is_visit(before->app))
		return diag_fail(
			&f->diag, ERR_BUSY, "a visit lasts; the content waits for its end");
	options.printer = "none";
	if (!before->is_model_named)
		options.printer_model = NULL;
	options.has_caller_elsewhere = true;
	err = kiosk_create(&options, now_ms, &next, f);
	if (err != ERR_OK)
		return err;
	if (keeps_visit)
		app_keep_place(next->app, before->app);
	app_keep_call(next->app, before->app);
	next->caller = before->caller;
	before->caller = NULL;
	next->options.has_caller_elsewhere = false;
	err = move_printer(next, before, now_ms, f);
	/* Its address and folder were good a moment ago: without a printer is better than not at
	 * all. */
	if (err != ERR_OK)
		log_line(LOG_ERROR, "printer", "%s", f->diag.text);
	kiosk_store_move(next, before);
	kiosk_destroy(before);
	kiosk_step(next, now_ms);
	*k = next;
	return ERR_OK;
}
