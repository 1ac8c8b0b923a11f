/* A receipt with every kind of line in six languages, and a printer to put it on. */
#pragma once

#include "fixtures.h"
#include "print/model.h"
#include "print/receipt.h"
#include "text/glyphs.h"

struct paper {
	struct fixtures f;
	struct glyphs *glyphs;
};

void paper_open(struct paper *p);
void paper_close(struct paper *p);

/* Everything in the fixtures' arena. code: sv en ar fa uk ti. `items`: how often its middle part is
 * repeated; 1 is some 250 mm. */
const struct receipt *paper_receipt(struct paper *p, const char *code, int items);
/* A printer that can do everything, 203 dpi unless 512 dots wide (180 dpi). */
struct printer_model paper_model(int dots, enum model_raster raster);
