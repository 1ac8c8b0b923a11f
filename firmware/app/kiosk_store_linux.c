/* The kiosk and its store of packs: which content it starts with, and when another one comes. */
#include "app/kiosk_store_linux.h"

#include <unistd.h>

#include "app/content_source_linux.h"
#include "app/health_linux.h"
#include "app/paper_file_linux.h"
#include "app/update_linux.h"
#include "pack/identity.h"
#include "platform/log_linux.h"

static enum err start_with(struct content_source *source, enum content_offer which,
	struct kiosk_options *o, int64_t now_ms, struct kiosk **kiosk_out, struct kiosk_failure *f)
{
	enum err err;

	o->content_dir = content_source_offer(source, which);
	if (!o->content_dir)
		return ERR_MISSING;
	err = kiosk_create(o, now_ms, kiosk_out, f);
	if (err == ERR_OK)
		content_source_accept(source);
	else if (which != OFFER_BUILTIN)
		content_source_refuse(source, f->diag.text);
	return err;
}

/* Without it the kiosk shows content all the same. */
static void make_update(struct kiosk *k, struct content_source *source)
{
	struct update_options o = { .store = k->options.store_dir,
		.roots = k->options.roots_dir ? k->options.roots_dir : KIOSK_ROOTS,
		.ports = k->settings.now.usb_ports,
		.check = k->options.check,
		.state_dir = k->options.state_dir };
	struct diag d = { 0 };

	k->source = source;
	k->health = health_open(k->options.state_dir, k->options.today);
	if (update_create(&o, &k->update, &d) != ERR_OK)
		log_line(LOG_ERROR, "update", "%s", d.text);
	else if (content_source_fd(source) >= 0)
		update_also_wait_for(k->update, content_source_fd(source));
}

enum err kiosk_start(const struct kiosk_options *options, int64_t now_ms, struct kiosk **kiosk_out,
	struct kiosk_failure *f)
{
	struct kiosk_options o = *options;
	struct content_source *source;
	enum err err = ERR_MISSING;

	if (!options->store_dir)
		return kiosk_create(options, now_ms, kiosk_out, f);
	*kiosk_out = NULL;
	*f = (struct kiosk_failure){ 0 };
	err = content_source_create(options->store_dir, options->content_dir, &source, &f->diag);
	if (err != ERR_OK)
		return err;
	for (int which = 0; which < OFFERS && !*kiosk_out; which++)
		err = start_with(source, (enum content_offer)which, &o, now_ms, kiosk_out, f);
	if (err == ERR_OK)
		make_update(*kiosk_out, source);
	else
		content_source_destroy(source);
	return err;
}

bool kiosk_follow(struct kiosk **k, int64_t now_ms)
{
	struct content_source *source = (*k)->source;
	const char *before = (*k)->options.content_dir, *folder;
	struct kiosk_failure failure;

	if (!source || !content_source_has_news(source) || app_is_visit((*k)->app) ||
		app_is_staff((*k)->app))
		return false;
	folder = content_source_offer(source, OFFER_CURRENT);
	if (!folder)
		return false;
	(*k)->options.content_dir = folder;
	if (kiosk_reload(k, false, now_ms, &failure) == ERR_OK) {
		content_source_accept(source);
		return true;
	}
	(*k)->options.content_dir = before;
	content_source_refuse(source, failure.diag.text);
	return false;
}

int kiosk_news_fd(const struct kiosk *k)
{
	return k->update ? update_fd(k->update) : -1;
}

void kiosk_store_move(struct kiosk *to, struct kiosk *from)
{
	to->source = from->source;
	to->update = from->update;
	if (to->update)
		update_tell_again(to->update);
	to->health = from->health;
	from->health = NULL;
	from->source = NULL;
	from->update = NULL;
}

/* ---------------------------------------------------------------- the staff's page */

/* What is installed is told anew whenever the page is: it may have changed by hand. */
static void describe(struct kiosk *k)
{
	content_source_describe(k->source, update_view_of(k->update));
}

static void write_packs(const struct ui_update *u, struct buf *out)
{
	for (int i = 0; i < u->standing_count; i++)
		buf_printf(out, "installed: %s %u, issued %s, to be replaced by %s\n",
			u->standing[i].name, u->standing[i].seq, u->standing[i].issued,
			u->standing[i].expires);
	if (!u->standing_count)
		buf_puts(out, "installed: nothing, the built-in content is shown\n");
	if (u->fault[0])
		buf_printf(out, "not shown: %s\n", u->fault);
	if (u->last.day[0])
		buf_printf(out, "last update: %s, %s %u, %s\n", u->last.day, u->last.name,
			u->last.seq, u->last.reason[0] ? u->last.reason : "installed");
}

static void write_starts(const struct ui_starts *s, struct buf *out)
{
	if (!s)
		return;
	buf_printf(out, "starts: %d, after a crash or a power cut: %d\n", s->count, s->unclean);
	for (int i = 0; i < s->known; i++)
		buf_printf(out, "start: %s %s\n", s->last[i].when, s->last[i].why);
}

static void write_paper(const struct kiosk *k, struct buf *out)
{
	struct paper_meter meter;

	if (paper_file_load(k->options.state_dir, &meter, NULL) == ERR_OK)
		buf_printf(out, "paper: %d m since the kiosk was new\n", meter.total_mm / 1000);
}

/* Nothing of a visitor: sums to the nearest ten. What this kiosk does not know is not there. */
static void report_health(struct kiosk *k)
{
	struct buf text = { 0 };

	describe(k);
	buf_printf(&text,
		"Health of a kiosk (" PACK_PRODUCT ")\nday: %s\nprogram: %s\ncontent: number %d\n",
		k->options.today, k->options.version ? k->options.version : "unknown",
		k->content_number);
	write_packs(update_view(k->update), &text);
	if (k->health)
		health_write(k->health, &text);
	write_starts(k->options.starts, &text);
	write_paper(k, &text);
	buf_printf(&text, "printer: %s%s\n", k->report.can_print ? "can print" : "cannot print",
		k->report.paper_low ? ", paper is low" : "");
	buf_puts(&text, "what staff did:\n");
	act_log_write(&k->acts.log, &text);
	if (!text.failed)
		update_report(k->update, text.data, text.size, k->options.today);
	buf_finish(&text);
}

void kiosk_update_act(struct kiosk *k, enum ui_update_act act, int index)
{
	if (k->update && act == UI_ACT_REPORT)
		report_health(k);
	else if (k->update)
		update_act(k->update, act, index, k->options.today);
}

bool kiosk_update_step(struct kiosk *k, const struct ui_update **view_out)
{
	bool is_refused;

	if (!k->update)
		return false;
	*view_out = update_view(k->update);
	if (k->health)
		health_see(k->health, app_is_visit(k->app), k->report.state == PRINT_DONE);
	if (k->health && update_take_end(k->update, &is_refused))
		health_count_update(k->health, is_refused);
	if (!update_step(k->update, k->options.today))
		return false;
	describe(k);
	return true;
}

enum err kiosk_plug(struct kiosk *k, const char *image, int64_t now_ms, struct diag *d)
{
	if (!k->update)
		return diag_fail(
			d, ERR_UNSUPPORTED, "this kiosk has no store of packs; give --store DIR");
	if (image && access(image, R_OK) < 0)
		return diag_fail(d, ERR_MISSING, "%s: cannot be read", image);
	update_plug(k->update, image);
	kiosk_step(k, now_ms);
	return ERR_OK;
}

bool kiosk_is_updating(const struct kiosk *k)
{
	return k->update && update_is_busy(k->update);
}
