/* New content from a USB stick, told to whoever holds the stick: what is on it, how far it is, what
 * changes for visitors, why it was refused and what to do. */
#include <string.h>

#include "ui/staff_pages.h"

static struct rich_text say(struct flow *f, const char *swedish)
{
	return staff_words(f->b, swedish);
}

static struct ui_button button(
	struct flow *f, const char *id, enum ui_update_act act, const char *icon, const char *label)
{
	return (struct ui_button){ .id = id,
		.action = { ACTION_UPDATE, (int)act },
		.style = BUTTON_CARD,
		.icon = icon,
		.label = say(f, label) };
}

/* ---------------------------------------------------------------- refused */

/* By "step/reason", where the step may be *. The first that fits. */
static const struct {
	const char *step, *reason, *swedish;
} refusals[] = {
	{ "stick", "no-file-system",
		"USB-minnet går inte att läsa: det är varken FAT eller exFAT, eller så är det "
		"skadat. "
		"Formatera ett minne som FAT32 och kopiera filerna dit igen." },
	{ "stick", "no-folder",
		"Mappen kiosk-packs finns inte på USB-minnet. Filerna ska ligga i den mappen." },
	{ "stick", "no-file", "Filen finns inte längre på USB-minnet. Läs minnet igen." },
	{ "stick", "too-many",
		"Mappen kiosk-packs har fler än 64 filer. Lägg bara det som ska installeras där." },
	{ "stick", "too-large",
		"Filen är större än ett paket får vara. Den hör inte hit: fråga den som gav er "
		"minnet." },
	{ "report", "unsupported",
		"USB-minnet har exFAT. Hälsorapporten kan bara skrivas på ett minne med FAT: "
		"formatera det som FAT32." },
	{ "report", "*",
		"Hälsorapporten gick inte att skriva. Är minnet fullt eller skrivskyddat? Pröva "
		"ett "
		"annat." },
	{ "stick", "unreadable",
		"USB-minnet gick inte att läsa till slutet. Drogs det ut? Sätt i det igen. Händer "
		"det på nytt är minnet skadat: använd ett annat." },
	{ "stick", "gone",
		"USB-minnet gick inte att läsa till slutet. Drogs det ut? Sätt i det igen. Händer "
		"det på nytt är minnet skadat: använd ett annat." },
	{ "*", "io",
		"Kioskens disk gick inte att läsa eller skriva till: den är full eller skadad. "
		"Ring "
		"den som sköter kiosken." },
	{ "*", "busy", "Någon annan uppdaterar kiosken just nu. Vänta en stund och försök igen." },
	{ "keys", "*",
		"Nyckelfilen (keys) på USB-minnet saknas eller gäller inte. Be den som gav er "
		"minnet "
		"om ett nytt." },
	{ "stage", "missing",
		"Signaturen saknas: filen som slutar på .minisig ska ligga bredvid paketet på "
		"USB-minnet." },
	{ "stage", "syntax",
		"Signaturfilen är skadad. Be den som gav er minnet att kopiera filerna igen." },
	{ "stage", "range",
		"Det finns inte plats på kioskens disk, eller så är paketet för stort. Ring den "
		"som "
		"sköter kiosken." },
	{ "verify", "*",
		"Signaturen stämmer inte. Paketet är skadat, eller så kommer det från någon som "
		"inte "
		"får ge ut innehåll till den här kiosken. Ta ut minnet och ring den som gav er "
		"det." },
	{ "unpack", "range",
		"Paketet är för gammalt: kiosken har haft ett nyare, eller så har paketets sista "
		"dag "
		"gått. Be om ett nytt." },
	{ "unpack", "unsupported",
		"Paketet är inte gjort för den här kiosken, eller så får den som har signerat det "
		"inte ändra det som står i det. Ring den som gav er minnet." },
	{ "unpack", "*", "Paketet är skadat eller felbyggt. Be om ett nytt." },
	{ "compose", "*",
		"Paketet passar inte ihop med det som redan är installerat. Ring den som gav er "
		"minnet." },
	{ "check", "range",
		"Provet av innehållet blev inte klart i tid. Försök igen. Händer det på nytt: ring "
		"den som sköter kiosken." },
	{ "check", "*",
		"Innehållet klarade inte provet: någon sida går inte att visa. Be om ett rättat "
		"paket." },
	{ "worker", "*", "Uppdateringen avbröts. Försök igen." },
	{ "*", "*", "Det gick inte att installera. Ring den som sköter kiosken." },
};

static const char *refusal(const char *reason)
{
	size_t step = strcspn(reason, "/");
	const char *why = reason + step + (reason[step] == '/');

	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		bool is_step = strcmp(refusals[i].step, "*") == 0 ||
			       (strlen(refusals[i].step) == step &&
				       strncmp(refusals[i].step, reason, step) == 0);

		if (is_step && (strcmp(refusals[i].reason, "*") == 0 ||
				       strcmp(refusals[i].reason, why) == 0))
			return refusals[i].swedish;
	}
	return "";
}

static void add_refused(struct flow *f, const struct ui_update *u)
{
	flow_row(f, "warning", say(f, "Det gick inte"), say(f, refusal(u->reason)));
	if (strncmp(u->reason, "report/", 7) != 0)
		flow_row(f, "done", say(f, "Inget har ändrats"),
			say(f, "Besökarna ser samma innehåll som förut."));
	if (u->sentence[0])
		flow_row(f, "info", say(f, "Till den som sköter kiosken"), say(f, u->sentence));
}

/* ---------------------------------------------------------------- done */

static const struct {
	const char *icon, *one, *many; /* many: after the number */
} changes[UI_CHANGES] = {
	[UI_CHANGE_TOPICS_NEW] = { "plus", "Ett nytt ämne", "nya ämnen" },
	[UI_CHANGE_TOPICS_CHANGED] = { "document", "Ett ämne ändras", "ämnen ändras" },
	[UI_CHANGE_TOPICS_GONE] = { "minus", "Ett ämne tas bort", "ämnen tas bort" },
	[UI_CHANGE_PHONES_NEW] = { "phone", "Ett nytt telefonnummer", "nya telefonnummer" },
	[UI_CHANGE_PHONES_CHANGED] = { "phone", "Ett telefonnummer ändras",
		"telefonnummer ändras" },
	[UI_CHANGE_PHONES_GONE] = { "phone", "Ett telefonnummer tas bort",
		"telefonnummer tas bort" },
	[UI_CHANGE_FACTS_NEW] = { "money", "Ett nytt belopp eller en ny tid",
		"nya belopp, tider och adresser" },
	[UI_CHANGE_FACTS_CHANGED] = { "money", "Ett belopp eller en tid ändras",
		"belopp, tider och adresser ändras" },
	[UI_CHANGE_FACTS_GONE] = { "money", "Ett belopp eller en tid tas bort",
		"belopp, tider och adresser tas bort" },
	[UI_CHANGE_FACTS_CHECKED] = { "done", "En uppgift är kontrollerad på nytt",
		"uppgifter är kontrollerade på nytt" },
	[UI_CHANGE_LANGUAGES] = { "language", "Ett språk får andra texter",
		"språk får andra texter" },
	[UI_CHANGE_OTHER] = { "info", "En annan fil ändras (frågor, bilder, skrivare)",
		"andra filer ändras (frågor, bilder, skrivare)" },
};

static void add_changes(struct flow *f, const struct ui_update_changes *c)
{
	int shown = 0;

	flow_heading(f, say(f, "Det här ändras för besökaren"));
	for (int i = 0; i < UI_CHANGES; i++) {
		if (!c->count[i])
			continue;
		shown++;
		flow_row(f, changes[i].icon,
			say(f, c->count[i] == 1 ? changes[i].one
						: arena_printf(f->b->a, "%d %s", c->count[i],
							  changes[i].many)),
			say(f, c->names[i]));
	}
	if (!shown)
		flow_text(f, say(f, "Inget som en besökare ser."),
			(struct ui_font){ .size = f->b->t->small }, COLOR_QUIET, NODE_TEXT, 0);
}

static const char *pack_title(struct flow *f, const char *name, unsigned seq)
{
	return arena_printf(f->b->a, "%s, nummer %u", name, seq);
}

static void add_done(struct flow *f, const struct ui_update *u)
{
	flow_row(f, "done",
		say(f, u->state == UI_UPDATE_BACK
				? "Klart: det förra innehållet är valt"
				: arena_printf(f->b->a, "Klart: %s är installerat",
					  pack_title(f, u->chosen.name, u->chosen.seq))),
		say(f, u->is_waiting
				? "Det visas från och med nästa besökare, när ni har låst de här "
				  "sidorna."
				: "Det visas nu."));
	if (u->state == UI_UPDATE_DONE)
		add_changes(f, &u->changes);
}

/* ---------------------------------------------------------------- working */

static void add_working(struct flow *f, const struct ui_update *u)
{
	static const struct {
		const char *title, *sub;
	} steps[UI_STEPS] = {
		[UI_STEP_READ] = { "Läser från USB-minnet", "Låt minnet sitta i." },
		[UI_STEP_VERIFY] = { "Kontrollerar signaturen", "Minnet kan tas ut nu." },
		[UI_STEP_CHECK] = { "Provar alla sidor på alla språk",
			"Det tar en till två minuter. Minnet kan tas ut." },
		[UI_STEP_CHOOSE] = { "Tar i bruk", "" },
	};

	flow_heading(f, say(f, pack_title(f, u->chosen.name, u->chosen.seq)));
	for (int i = 0; i < UI_STEPS; i++) {
		bool is_now = i == (int)u->step;

		flow_row(f,
			i < (int)u->step ? "done"
			: is_now         ? "wait"
					 : "empty-box",
			say(f, steps[i].title), say(f, is_now ? steps[i].sub : ""));
		if (is_now && i == UI_STEP_READ)
			flow_bar(f, u->percent,
				say(f, arena_printf(f->b->a, "%d procent", u->percent)));
	}
}

/* ---------------------------------------------------------------- the stick */

/* What a signature says it is; nobody has verified that yet. */
static const char *found_remark(struct flow *f, const struct ui_update *u, int i)
{
	const struct ui_update_pack *p = &u->found[i];

	if (!p->name[0])
		return "Signaturen saknas eller är skadad. Kan inte installeras.";
	for (int k = 0; k < u->standing_count; k++) {
		if (strcmp(u->standing[k].name, p->name) != 0)
			continue;
		if (u->standing[k].seq == p->seq)
			return arena_printf(
				f->b->a, "Utgivet %s. Är redan installerat.", p->issued);
		if (u->standing[k].seq > p->seq)
			return arena_printf(
				f->b->a, "Utgivet %s. Äldre än det installerade.", p->issued);
	}
	return arena_printf(f->b->a, "Utgivet %s. Tryck för att installera.", p->issued);
}

static void add_found(struct flow *f, const struct ui_update *u)
{
	flow_heading(f, say(f, "På USB-minnet"));
	for (int i = 0; i < u->found_count; i++) {
		const struct ui_update_pack *p = &u->found[i];
		bool is_signed = p->name[0] != '\0';
		const char *id = arena_printf(f->b->a, "update:install:%s", p->file);

		flow_button(f, &(struct ui_button){ .id = id ? id : "",
				       .action = { ACTION_UPDATE_INSTALL, i },
				       .style = BUTTON_CARD,
				       .icon = is_signed ? "arrow-down" : "warning",
				       .is_tall = true,
				       .has_chevron = is_signed,
				       .is_disabled = !is_signed,
				       .label = say(f, is_signed ? pack_title(f, p->name, p->seq)
								 : p->file),
				       .sub = say(f, found_remark(f, u, i)) });
	}
	if (!u->found_count)
		flow_notice(f, "info",
			say(f, "Mappen kiosk-packs på USB-minnet har inget innehåll att "
			       "installera."));
}

static void add_invitation(struct flow *f, const struct ui_update *u)
{
	if (u->state == UI_UPDATE_STRANGE)
		flow_notice(f, "warning",
			say(f, "Det som sattes i är mer än ett USB-minne och används inte. Ta ut "
			       "det."));
	if (u->is_stick_gone)
		flow_notice(f, "warning",
			say(f, "USB-minnet drogs ut innan allt var läst. Inget har ändrats."));
	if (u->has_port || u->has_stick)
		flow_row(f, "arrow-down", say(f, "Sätt i USB-minnet"),
			say(f, "I porten bakom den låsta luckan. Bara mappen kiosk-packs läses, "
			       "och inget skrivs utan att ni ber om det."));
	else
		flow_notice(f, "warning",
			say(f, "Ingen USB-port är inställd för uppdateringar. Den som sköter "
			       "kiosken anger porten i inställningarna."));
}

/* ---------------------------------------------------------------- what stands */

static void add_standing(struct flow *f, const struct ui_update *u)
{
	const char *today = f->b->v->rich.today;

	flow_heading(f, say(f, "Installerat"));
	for (int i = 0; i < u->standing_count; i++) {
		const struct ui_update_pack *p = &u->standing[i];
		bool is_old = strcmp(p->expires, today) < 0;

		flow_row(f, is_old ? "warning" : "document", say(f, pack_title(f, p->name, p->seq)),
			say(f, arena_printf(f->b->a, "Utgivet %s. %s %s.", p->issued,
				       is_old ? "Skulle ha bytts ut senast" : "Ska bytas ut senast",
				       p->expires)));
	}
	if (!u->standing_count)
		flow_row(f, "document", say(f, "Det inbyggda innehållet"),
			say(f, "Inget har installerats från USB-minne."));
	if (u->last.day[0] && u->state != UI_UPDATE_DONE)
		flow_row(f, u->last.reason[0] ? "warning" : "clock", say(f, "Senaste försöket"),
			say(f, arena_printf(f->b->a, "%s: %s %s.", u->last.day,
				       u->last.name[0] ? pack_title(f, u->last.name, u->last.seq)
						       : "paketet",
				       u->last.reason[0] ? "kunde inte installeras"
							 : "installerades")));
}

static void add_ways(struct flow *f, const struct ui_update *u)
{
	struct ui_button report = button(
		f, "update:report", UI_ACT_REPORT, "health", "Skriv en hälsorapport på USB-minnet");
	struct ui_button again =
		button(f, "update:again", UI_ACT_AGAIN, "search", "Läs USB-minnet igen");
	struct ui_button back = button(
		f, "update:back", UI_ACT_ASK_BACK, "back", "Gå tillbaka till förra innehållet");

	if (u->has_stick || (u->has_previous && u->state != UI_UPDATE_BACK))
		flow_heading(f, say(f, "Annat"));
	if (u->has_stick && u->state != UI_UPDATE_LISTED && u->state != UI_UPDATE_DONE)
		flow_button(f, &again);
	if (u->has_stick && u->state != UI_UPDATE_DONE && u->state != UI_UPDATE_REPORTED)
		flow_button(f, &report);
	if (u->has_previous && u->state != UI_UPDATE_BACK)
		flow_button(f, &back);
}

static void add_question(struct flow *f)
{
	struct ui_button yes =
		button(f, "update:back-yes", UI_ACT_GO_BACK, "back", "Ja, gå tillbaka");
	struct ui_button no = button(f, "update:back-no", UI_ACT_AGAIN, NULL, "Nej, behåll");

	flow_row(f, "warning", say(f, "Gå tillbaka till förra innehållet?"),
		say(f, "Gör det om det nya är fel. Besökarna ser då det som visades före den "
		       "senaste uppdateringen. Ett rättat paket behöver ett högre nummer."));
	yes.style = BUTTON_PRIMARY;
	no.style = BUTTON_SECONDARY;
	flow_button(f, &yes);
	flow_button(f, &no);
}

static void add_fault(struct flow *f, const struct ui_update *u)
{
	if (u->fault[0])
		flow_notice(f, "warning",
			say(f, "Det senaste innehållet är skadat och visas inte; besökarna ser det "
			       "förra. Installera det på nytt eller ring den som sköter kiosken."));
}

void staff_update_add(struct flow *f)
{
	const struct ui_update *u = f->b->v->staff->update;

	if (!u)
		return;
	switch (u->state) {
	case UI_UPDATE_NO_STICK:
	case UI_UPDATE_STRANGE:
		add_fault(f, u);
		add_invitation(f, u);
		break;
	case UI_UPDATE_READING:
		flow_row(f, "wait", say(f, "Läser USB-minnet"), say(f, "Låt minnet sitta i."));
		break;
	case UI_UPDATE_LISTED:
		add_found(f, u);
		break;
	case UI_UPDATE_WORKING:
		add_working(f, u);
		return;
	case UI_UPDATE_DONE:
	case UI_UPDATE_BACK:
		add_done(f, u);
		break;
	case UI_UPDATE_HERE:
		flow_row(f, "done", say(f, "Det är redan installerat"),
			say(f, "Inget behövde göras."));
		break;
	case UI_UPDATE_REFUSED:
		add_refused(f, u);
		break;
	case UI_UPDATE_ASK_BACK:
		add_question(f);
		return;
	case UI_UPDATE_GOING_BACK:
		flow_row(f, "wait", say(f, "Går tillbaka till förra innehållet"), say(f, ""));
		return;
	case UI_UPDATE_REPORTING:
		flow_row(
			f, "wait", say(f, "Skriver hälsorapporten"), say(f, "Låt minnet sitta i."));
		return;
	case UI_UPDATE_REPORTED:
		flow_row(f, "done", say(f, "Hälsorapporten är skriven"),
			say(f, "Den ligger i en egen mapp på USB-minnet, som kan tas ut nu."));
		break;
	}
	if (u->state != UI_UPDATE_REFUSED)
		add_standing(f, u);
	add_ways(f, u);
}
