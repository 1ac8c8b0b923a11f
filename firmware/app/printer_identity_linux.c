#include "app/printer_identity_linux.h"

#include <stdio.h>
#include <string.h>

#include "app/profiles_linux.h"
#include "platform/log_linux.h"

void printer_identity_ask(struct kiosk *k)
{
	/* A simulated printer is what the profile says; it cannot be another. */
	if (!k->is_model_named && !k->simulator)
		printer_ask_model(k->printer);
}

static bool is_between_jobs(const struct print_report *r)
{
	return r->state == PRINT_IDLE || r->state == PRINT_DONE || r->state == PRINT_FAILED;
}

void printer_identity_take(struct kiosk *k, const struct print_report *now, int64_t now_ms)
{
	struct printer_model found;
	struct diag d = { 0 };

	if (!now->identity[0] || k->is_model_named || k->simulator ||
		strcmp(now->identity, k->identity) == 0 || !is_between_jobs(now))
		return;
	snprintf(k->identity, sizeof(k->identity), "%s", now->identity);
	if (model_is_identity(&k->model, k->identity))
		return;
	if (profiles_find_printer(k->arena, k->options.content_dir, k->identity, &found, &d) !=
		ERR_OK) {
		log_line(LOG_WARNING, "printer", "%s; it is taken for a %s", d.text, k->model.name);
		return;
	}
	/* The printer reads the model only when it is called. */
	k->model = found;
	if (printer_change_model(k->printer, &k->model, now_ms) == ERR_OK)
		log_line(LOG_INFO, "printer", "model=%s, as it says itself", k->model.name);
}
