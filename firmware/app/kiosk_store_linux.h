/* The inside of the kiosk's store and updates, shared by the kiosk's own files. */
#pragma once

#include "app/kiosk_linux.h"

/* Store and update go over to the kiosk that takes the place. */
void kiosk_store_move(struct kiosk *to, struct kiosk *from);
void kiosk_update_act(struct kiosk *k, enum ui_update_act act, int index);
/* True: the page says something else, which *view_out is. */
bool kiosk_update_step(struct kiosk *k, const struct ui_update **view_out);
