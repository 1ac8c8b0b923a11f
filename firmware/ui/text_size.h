/* The visitor's text sizes, by the height of a capital (kiosk-rules: default >= 4.8 mm; the largest
 * meets EN 301 549 5.1.4 at the panel's stated viewing distance). */
#pragma once

#include <stdbool.h>

enum text_size { TEXT_SIZE_NORMAL, TEXT_SIZE_LARGE, TEXT_SIZE_LARGEST, TEXT_SIZES };

/* "normal", "large", "largest". */
const char *text_size_name(enum text_size size);
/* False if the name is none of them. */
bool text_size_parse(const char *name, enum text_size *size_out);
