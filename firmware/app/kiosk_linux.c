#include "app/kiosk_linux.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/printer_identity_linux.h"
#include "app/profiles_linux.h"
#include "app/withdrawn_linux.h"
#include "base/buf.h"
#include "content/store_linux.h"
#include "platform/log_linux.h"
#include "print/port_open_linux.h"
#include "text/languages_linux.h"

/* Holds the letters of a guide's pages in six languages (2400); with half the side they were thrown
 * away and drawn anew at every change of language. Untouched rows cost nothing. */
#define ATLAS_SIDE 2048
/* A printer that was not there is looked for again when somebody touches the screen. */
#define PORT_RETRY_MS 3000

/* ---------------------------------------------------------------- up */

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
	config.content_number = k->content_number;
	config.version = o->version;
	config.withdrawn = k->withdrawn;
	memcpy(config.today, o->today, sizeof(config.today));
	k->icons = icons ? icons_create(icons) : NULL;
	k->paint = k->icons ? paint_create(k->glyphs, icons_source(k->icons)) : NULL;
	k->app = k->paint ? app_create(&config, now_ms) : NULL;
	return k->app ? ERR_OK : no_memory(d);
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
	arena_destroy(k->arena);
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

	if (!keeps_visit && app_is_visit(before->app))
		return diag_fail(
			&f->diag, ERR_BUSY, "a visit lasts; the content waits for its end");
	options.printer = "none";
	if (!before->is_model_named)
		options.printer_model = NULL;
	err = kiosk_create(&options, now_ms, &next, f);
	if (err != ERR_OK)
		return err;
	if (keeps_visit)
		app_keep_place(next->app, before->app);
	err = move_printer(next, before, now_ms, f);
	/* Its address and folder were good a moment ago: without a printer is better than not at
	 * all. */
	if (err != ERR_OK)
		log_line(LOG_ERROR, "printer", "%s", f->diag.text);
	kiosk_destroy(before);
	kiosk_step(next, now_ms);
	*k = next;
	return ERR_OK;
}

/* ---------------------------------------------------------------- running */

static void tell_app(struct kiosk *k, const struct app_msg *msg, int64_t now_ms);

static const char *fault_name(enum print_fault fault)
{
	switch (fault) {
	case PRINT_FAULT_NONE:
		return "none";
	case PRINT_FAULT_NO_PRINTER:
		return "no-printer";
	case PRINT_FAULT_PAPER_END:
		return "paper-end";
	case PRINT_FAULT_COVER:
		return "cover-open";
	case PRINT_FAULT_CUTTER:
		return "cutter";
	case PRINT_FAULT_OFFLINE:
		return "offline";
	case PRINT_FAULT_GONE:
		return "gone";
	case PRINT_FAULT_STUCK:
		return "stuck";
	case PRINT_FAULT_INTERNAL:
		return "internal";
	}
	return "unknown";
}

static void report(struct kiosk *k, struct print_report now, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_PRINT, .report = now };
	struct print_report before = k->report;
	struct diag d = { 0 };

	k->report = now;
	printer_identity_take(k, &now, now_ms);
	if (k->simulator && receipts_save(&k->receipts, k->simulator, &k->model, &d) != ERR_OK)
		log_line(LOG_ERROR, "printer", "%s", d.text);
	if (before.state == now.state && before.fault == now.fault &&
		before.can_print == now.can_print && before.paper_low == now.paper_low &&
		before.has_port == now.has_port)
		return;
	if (before.can_print != now.can_print || before.fault != now.fault)
		log_line(now.can_print ? LOG_INFO : LOG_WARNING, "printer", "can_print=%s fault=%s",
			now.can_print ? "yes" : "no", fault_name(now.fault));
	if (before.has_port && !now.has_port)
		log_line(LOG_WARNING, "printer",
			"%s: takes no bytes (switched off, unplugged, full or another address?); "
			"it "
			"is tried again when somebody touches the screen",
			k->options.printer);
	tell_app(k, &msg, now_ms);
}

static void start_print(struct kiosk *k, const struct app_effect *e, int64_t now_ms)
{
	struct print_report failed = { .state = PRINT_FAILED,
		.fault = PRINT_FAULT_INTERNAL,
		.can_print = k->report.can_print,
		.next_ms = INT64_MAX };

	/* Forget how the last job ended: this one may end the same way in a single step. */
	k->report.state = PRINT_IDLE;
	if (printer_start(k->printer, e->receipt, e->size, now_ms) == ERR_OK)
		report(k, printer_step(k->printer, now_ms), now_ms);
	else
		report(k, failed, now_ms);
}

static const char *printer_in_swedish(const struct print_report *r)
{
	switch (r->fault) {
	case PRINT_FAULT_NONE:
		if (!r->has_port)
			return "Ingen skrivare hittas. Är den på och är kabeln i?";
		return r->paper_low
			       ? "Kan skriva ut. Papperet är snart slut: lägg en ny rulle redo."
			       : "Kan skriva ut.";
	case PRINT_FAULT_NO_PRINTER:
	case PRINT_FAULT_GONE:
		return "Ingen skrivare hittas. Är den på och är kabeln i?";
	case PRINT_FAULT_PAPER_END:
		return "Papperet är slut. Lägg i en ny rulle.";
	case PRINT_FAULT_COVER:
		return "Luckan är öppen. Stäng den.";
	case PRINT_FAULT_CUTTER:
		return "Kniven har fastnat. Öppna luckan, ta bort papper som sitter fast, stäng.";
	case PRINT_FAULT_OFFLINE:
		return "Skrivaren är pausad. Tryck på dess knapp.";
	case PRINT_FAULT_STUCK:
		return "Skrivaren svarar inte. Stäng av den och slå på den igen.";
	case PRINT_FAULT_INTERNAL:
		return "Ett fel i programmet. Starta om kiosken.";
	}
	return "";
}

static void answer_staff(struct kiosk *k, const struct app_effect *e, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_STAFF };
	struct diag d = { 0 };

	if (e->kind == APP_EFFECT_PIN_TRY)
		staff_pin_try(&k->staff_pin, e->pin, now_ms, &msg.staff, &d);
	else if (e->kind == APP_EFFECT_PIN_SET)
		staff_pin_set(&k->staff_pin, e->pin, now_ms, &msg.staff, &d);
	else
		staff_pin_pad(&k->staff_pin, now_ms, &msg.staff);
	if (d.text[0])
		log_line(LOG_ERROR, "staff", "%s", d.text);
	msg.staff.printer = printer_in_swedish(&k->report);
	tell_app(k, &msg, now_ms);
}

static void withdraw_for_staff(struct kiosk *k, const struct app_effect *e, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_WITHDRAWN, .withdrawn = &k->withdrawn };
	struct diag d = { 0 };

	if (kiosk_withdraw(k, e->withdrawn_kind, e->id, e->is_withdrawn, now_ms, &d) == ERR_OK &&
		k->options.state_dir)
		return;
	if (d.text[0])
		log_line(LOG_ERROR, "withdrawn", "%s", d.text);
	msg.cannot_keep = true;
	tell_app(k, &msg, now_ms);
}

static void tell_app(struct kiosk *k, const struct app_msg *msg, int64_t now_ms)
{
	struct app_effects effects = { 0 };

	app_step(k->app, msg, now_ms, &effects);
	for (int i = 0; i < effects.count; i++) {
		const struct app_effect *e = &effects.items[i];

		switch (e->kind) {
		case APP_EFFECT_PRINT:
			start_print(k, e, now_ms);
			break;
		case APP_EFFECT_PRINT_FORGET:
			printer_forget(k->printer, now_ms);
			report(k, printer_step(k->printer, now_ms), now_ms);
			break;
		case APP_EFFECT_STAFF_PAD:
		case APP_EFFECT_PIN_TRY:
		case APP_EFFECT_PIN_SET:
			answer_staff(k, e, now_ms);
			break;
		case APP_EFFECT_WITHDRAW:
			withdraw_for_staff(k, e, now_ms);
			break;
		case APP_EFFECT_LOG:
			log_line(LOG_INFO, "app", "%s", e->log);
			break;
		}
	}
}

/* Somebody is here and there is no printer: perhaps it was plugged in meanwhile. */
static void look_for_printer(struct kiosk *k, int64_t now_ms)
{
	struct port port = { 0 };
	bool is_busy = k->report.state == PRINT_STARTING || k->report.state == PRINT_SENDING ||
		       k->report.state == PRINT_FINISHING;

	if (k->report.has_port || is_busy || now_ms - k->port_tried_ms < PORT_RETRY_MS)
		return;
	k->port_tried_ms = now_ms;
	if (k->simulator)
		port = port_simulator(k->simulator);
	else if (strcmp(k->options.printer, "none") == 0 ||
		 port_open(k->options.printer, &port, NULL) != ERR_OK)
		return;
	printer_set_port(k->printer, port, now_ms);
	report(k, printer_step(k->printer, now_ms), now_ms);
}

void kiosk_pointer(struct kiosk *k, enum pointer_phase phase, int x, int y, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_POINTER, .phase = phase, .x = x, .y = y };

	tell_app(k, &msg, now_ms);
	look_for_printer(k, now_ms);
}

void kiosk_key(struct kiosk *k, char key, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_KEY, .key = key };

	tell_app(k, &msg, now_ms);
}

void kiosk_step(struct kiosk *k, int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_TIME };

	report(k, printer_step(k->printer, now_ms), now_ms);
	if (app_next_ms(k->app) <= now_ms)
		tell_app(k, &msg, now_ms);
}

void kiosk_set_today(struct kiosk *k, const char today[11], int64_t now_ms)
{
	struct app_msg msg = { .kind = APP_MSG_TODAY };

	memcpy(msg.today, today, sizeof(msg.today));
	memcpy(k->options.today, today, sizeof(k->options.today));
	tell_app(k, &msg, now_ms);
}

int64_t kiosk_next_ms(const struct kiosk *k)
{
	int64_t app_ms = app_next_ms(k->app);

	return app_ms < k->report.next_ms ? app_ms : k->report.next_ms;
}

const struct drawlist *kiosk_frame(struct kiosk *k, int64_t now_ms, struct rect *dirty_out)
{
	return app_frame(k->app, now_ms, dirty_out);
}

enum err kiosk_withdraw(struct kiosk *k, enum withdrawn_kind kind, const char *id,
	bool is_withdrawn, int64_t now_ms, struct diag *d)
{
	struct app_msg msg = { .kind = APP_MSG_WITHDRAWN, .withdrawn = &k->withdrawn };
	bool is_known = kind == WITHDRAWN_TOPIC ? content_guide(k->content, id) != NULL
						: content_has_fact(k->content, id);

	if (!is_known)
		return diag_fail(d, ERR_MISSING, "there is no %s \"%.60s\" in this content",
			kind == WITHDRAWN_TOPIC ? "topic" : "fact", id);
	if (!is_withdrawn)
		withdrawals_remove(&k->withdrawn, kind, id);
	else if (withdrawals_add(&k->withdrawn, kind, id, k->options.today) != ERR_OK)
		return diag_fail(d, ERR_RANGE, "more than %d are withdrawn; bring one back first",
			WITHDRAWN_MAX);
	tell_app(k, &msg, now_ms);
	log_line(LOG_INFO, "withdrawn", "%s=%s %s", kind == WITHDRAWN_TOPIC ? "topic" : "fact", id,
		is_withdrawn ? "off" : "back");
	return withdrawn_save(k->options.state_dir, k->content_number, &k->withdrawn, d);
}

enum err kiosk_printer_fault(struct kiosk *k, const char *fault, int64_t now_ms, struct diag *d)
{
	enum err err;

	if (!k->simulator)
		return diag_fail(d, ERR_UNSUPPORTED,
			"only a simulated printer has faults on command; use --printer sim:DIR");
	err = simulator_fault(k->simulator, fault, d);
	if (err != ERR_OK)
		return err;
	k->port_tried_ms = now_ms - PORT_RETRY_MS;
	report(k, printer_step(k->printer, now_ms), now_ms);
	look_for_printer(k, now_ms);
	return ERR_OK;
}
