/* STATE/update.ini: how the last update ended. Nothing depends on it but what staff are told. */
#pragma once

#include "ui/update_view.h"

void update_last_read(const char *state_dir, struct ui_update_last *out);
void update_last_write(const char *state_dir, const struct ui_update_last *last);
