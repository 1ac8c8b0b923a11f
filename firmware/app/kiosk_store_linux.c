/* The kiosk and its store of packs: which content it starts with, and when another one comes. */
#include "app/content_source_linux.h"
#include "app/kiosk_linux.h"
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
		(*kiosk_out)->source = source;
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
	return k->source ? content_source_fd(k->source) : -1;
}
