#include "print/fault_codes.h"

#define STEP(picture, swedish)                                                                     \
	{                                                                                          \
		picture, swedish                                                                   \
	}

#define NEW_ROLL                                                                                   \
	STEP("printer-open", "Öppna luckan."),                                                     \
		STEP("roll-in", "Ta ut den gamla rullen. Lägg i den nya så att papperet kommer " \
				"underifrån, med änden mot dig."),                                 \
		STEP("printer-close", "Dra ut en bit papper och stäng luckan tills den klickar."), \
		STEP("paper-tear", "Riv av det som sticker ut.")

static const struct fault_info infos[FAULT_CODES] = {
	[FAULT_CODE_WELL] = { "P00", "Skrivaren fungerar.", { { 0 } }, 0, false },
	[FAULT_CODE_NO_PRINTER] = { "P01", "Ingen skrivare hittas.",
		{ STEP("power", "Slå på skrivaren. Lampan ska lysa."),
			STEP("cable", "Se efter att båda kablarna sitter i, i skrivaren och i "
				      "kiosken."),
			STEP("hand-tap", "Tryck på skärmen. Skrivaren söks på nytt.") },
		3, true },
	[FAULT_CODE_PAPER_END] = { "P02", "Papperet är slut.", { NEW_ROLL }, 4, true },
	[FAULT_CODE_PAPER_LOW] = { "P03", "Papperet är snart slut.",
		{ STEP("roll-low",
			"Lägg en ny rulle redo bredvid skrivaren. Besökarna kan skriva ut "
			"så länge.") },
		1, false },
	[FAULT_CODE_COVER] = { "P04", "Luckan är öppen.",
		{ STEP("printer-close", "Stäng luckan tills den klickar.") }, 1, true },
	[FAULT_CODE_CUTTER] = { "P05", "Kniven har fastnat.",
		{ STEP("power", "Stäng av skrivaren."),
			STEP("printer-open", "Öppna luckan. Går det inte: tvinga den inte, ring "
					     "den som sköter kiosken."),
			STEP("cutter-jam", "Ta bort papper som sitter vid kniven. Rör inte själva "
					   "kniven, den är vass."),
			STEP("printer-close", "Stäng luckan och slå på skrivaren.") },
		4, true },
	[FAULT_CODE_OFFLINE] = { "P06", "Skrivaren är pausad.",
		{ STEP("feed-button", "Tryck en gång på knappen FEED på skrivaren."),
			STEP("power", "Hjälper det inte: stäng av den och slå på den igen.") },
		2, true },
	[FAULT_CODE_GONE] = { "P07", "Skrivaren försvann mitt i en utskrift.",
		{ STEP("power", "Slå på skrivaren. Lampan ska lysa."),
			STEP("cable", "Se efter att båda kablarna sitter i, i skrivaren och i "
				      "kiosken."),
			STEP("paper-take", "Ta bort papper som hänger i skrivaren. Besökaren får "
					   "frågan om hela listan kom.") },
		3, true },
	[FAULT_CODE_STUCK] = { "P08", "Skrivaren svarar inte.",
		{ STEP("power", "Stäng av skrivaren, vänta tio sekunder, slå på den igen."),
			STEP("cable", "Se efter att båda kablarna sitter i.") },
		2, true },
	[FAULT_CODE_HOT] = { "P09", "Skrivarens huvud är för varmt.",
		{ STEP("wait", "Vänta några minuter. Skrivaren fortsätter av sig själv.") }, 1,
		false },
	[FAULT_CODE_BROKEN] = { "P10", "Skrivaren säger att den är trasig.",
		{ STEP("power", "Stäng av skrivaren och slå på den igen."),
			STEP("phone", "Kommer felet tillbaka: ring den som sköter kiosken och säg "
				      "koden.") },
		2, true },
	[FAULT_CODE_INTERNAL] = { "P11", "Kioskens program kunde inte göra papperet.",
		{ STEP("phone", "Starta om kiosken. Kommer felet tillbaka: ring den som sköter "
				"kiosken och säg koden.") },
		1, false },
	[FAULT_CODE_WAITS] = { "P12", "Skrivaren väntar på att någon säger fortsätt.",
		{ STEP("feed-button", "Tryck en gång på knappen FEED på skrivaren."),
			STEP("power", "Hjälper det inte: stäng av den och slå på den igen.") },
		2, true },
	[FAULT_CODE_FEED_KEY] = { "P13", "Någon matar fram papper med knappen.",
		{ STEP("feed-button", "Släpp knappen FEED. Sitter den fast: tryck på den några "
				      "gånger.") },
		1, false },
};

/* What the printer itself says stops it. */
static enum fault_code code_of_status(const struct printer_status *s)
{
	if (s->paper == PAPER_END)
		return FAULT_CODE_PAPER_END;
	if (s->cover_open)
		return FAULT_CODE_COVER;
	if (s->cutter_error || s->recoverable)
		return FAULT_CODE_CUTTER;
	if (s->unrecoverable)
		return FAULT_CODE_BROKEN;
	if (s->auto_recoverable)
		return FAULT_CODE_HOT;
	if (s->waits_to_resume)
		return FAULT_CODE_WAITS;
	if (s->feeding || s->feed_key)
		return FAULT_CODE_FEED_KEY;
	return s->is_offline ? FAULT_CODE_OFFLINE : FAULT_CODE_WELL;
}

/* How the last job ended, as long as nobody has begun another one: the printer may look well. */
static enum fault_code code_of_job(const struct print_report *r)
{
	if (r->state != PRINT_FAILED)
		return FAULT_CODE_WELL;
	if (r->fault == PRINT_FAULT_STUCK)
		return FAULT_CODE_STUCK;
	return r->fault == PRINT_FAULT_INTERNAL ? FAULT_CODE_INTERNAL : FAULT_CODE_WELL;
}

enum fault_code fault_code_of(const struct print_report *r)
{
	enum fault_code code;

	if (!r->has_port)
		return r->fault == PRINT_FAULT_GONE ? FAULT_CODE_GONE : FAULT_CODE_NO_PRINTER;
	code = code_of_status(&r->status);
	if (code == FAULT_CODE_WELL)
		code = code_of_job(r);
	if (code == FAULT_CODE_WELL && (r->paper_low || r->status.paper == PAPER_LOW))
		code = FAULT_CODE_PAPER_LOW;
	return code;
}

const struct fault_info *fault_info(enum fault_code code)
{
	return &infos[code];
}
