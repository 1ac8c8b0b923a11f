#include "checklist/code.h"

#include <string.h>

#define FORM_BITS 3
#define CONTENT_BITS 9
#define ONE_BITS 5
#define MANY_BITS 9
#define MANY_UNKNOWN 256u
#define PERSON_BITS 3
#define SYMBOLS_MAX 64
#define GROUP 4
#define CHECK_MODULUS 37

const char code_symbols[38] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

struct bits { /* five to a symbol, most significant first */
	unsigned char symbols[SYMBOLS_MAX];
	int used, size; /* bits written or read, bits there are */
	bool failed;
};

static void put(struct bits *b, unsigned value, int count)
{
	for (int i = count - 1; i >= 0; i--) {
		if (b->used >= SYMBOLS_MAX * 5) {
			b->failed = true;
			return;
		}
		if (value >> i & 1u)
			b->symbols[b->used / 5] |= (unsigned char)(1u << (4 - b->used % 5));
		b->used++;
	}
}

/* Past the end there are zeros: a question added since is not answered. */
static unsigned take(struct bits *b, int count)
{
	unsigned value = 0;

	for (int i = 0; i < count; i++) {
		unsigned bit =
			b->used < b->size ? b->symbols[b->used / 5] >> (4 - b->used % 5) & 1u : 0;

		value = value << 1 | bit;
		b->used++;
	}
	return value;
}

static int check_of(const unsigned char *symbols, int count)
{
	int rest = 0;

	for (int i = 0; i < count; i++)
		rest = (rest * 32 + symbols[i]) % CHECK_MODULUS;
	return rest;
}

static void put_question(
	struct bits *b, const struct question *q, int index, const struct answers *a)
{
	if (q->is_many) {
		unsigned mask = a->chosen[index] & (MANY_UNKNOWN - 1);

		if (q->answer_count > MANY_BITS - 1)
			b->failed = true;
		put(b, answers_is_unknown(a, index) ? MANY_UNKNOWN : mask, MANY_BITS);
		return;
	}
	if (q->answer_count > (1 << ONE_BITS) - 2)
		b->failed = true;
	if (answers_is_unknown(a, index)) {
		put(b, 1, ONE_BITS);
		return;
	}
	for (int i = 0; i < q->answer_count; i++) {
		if (answers_has(a, index, i)) {
			put(b, (unsigned)i + 2, ONE_BITS);
			return;
		}
	}
	put(b, 0, ONE_BITS);
}

static bool is_alike(const struct answers *a, const struct answers *b, int question)
{
	return a->chosen[question] == b->chosen[question] &&
	       answers_is_unknown(a, question) == answers_is_unknown(b, question);
}

static void put_others(
	struct bits *b, const struct question *q, int index, const struct household *h)
{
	for (int p = 1; p < h->person_count && !q->is_shared; p++) {
		bool alike = is_alike(&h->persons[0], &h->persons[p], index);

		put(b, alike, 1);
		if (!alike)
			put_question(b, q, index, &h->persons[p]);
	}
}

enum err code_write(const struct content *c, const struct household *h, int content_number,
	char text_out[CODE_TEXT_MAX])
{
	struct bits b = { .used = 0 };
	bool is_family = h->person_count > 1;
	int count, at = 0;

	if (content_number < 0 || content_number > CODE_CONTENT_MAX || h->person_count < 1 ||
		h->person_count > PERSONS_MAX)
		return ERR_RANGE;
	put(&b, is_family ? CODE_FORM_FAMILY : CODE_FORM, FORM_BITS);
	put(&b, (unsigned)content_number, CONTENT_BITS);
	if (is_family)
		put(&b, (unsigned)h->person_count - 1, PERSON_BITS);
	for (int i = 0; i < c->question_count; i++) {
		put_question(&b, &c->questions[i], i, &h->persons[0]);
		put_others(&b, &c->questions[i], i, h);
	}
	count = (b.used + 4) / 5;
	if (b.failed || (count + 1) + count / GROUP + 1 > CODE_TEXT_MAX)
		return ERR_RANGE;
	for (int i = 0; i <= count; i++) {
		if (i && i % GROUP == 0)
			text_out[at++] = '-';
		text_out[at++] =
			code_symbols[i < count ? b.symbols[i] : check_of(b.symbols, count)];
	}
	text_out[at] = '\0';
	return ERR_OK;
}

static int symbol_of(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return 0;
	if (c == 'I' || c == 'L')
		return 1;
	at = c ? strchr(code_symbols, c) : NULL;
	return at ? (int)(at - code_symbols) : -1;
}

/* All symbols, the check symbol last. */
static enum err read_symbols(
	const char *text, unsigned char symbols[SYMBOLS_MAX + 1], int *count_out, struct diag *d)
{
	int count = 0;

	for (; *text; text++) {
		int symbol = symbol_of(*text);

		if (*text == '-' || *text == ' ')
			continue;
		if (symbol < 0)
			return diag_fail(d, ERR_SYNTAX,
				"code: a character that no code has; type the code again");
		if (count && symbols[count - 1] >= 32)
			return diag_fail(d, ERR_SYNTAX,
				"code: goes on after its check symbol; type it again");
		if (count == SYMBOLS_MAX + 1)
			return diag_fail(d, ERR_SYNTAX, "code: too long; type it again");
		symbols[count++] = (unsigned char)symbol;
	}
	*count_out = count;
	return ERR_OK;
}

static void take_question(struct bits *b, const struct question *q, int index, struct answers *a)
{
	unsigned value = take(b, q->is_many ? MANY_BITS : ONE_BITS);

	if (q->is_many && value == MANY_UNKNOWN)
		answers_set_unknown(a, index);
	else if (q->is_many)
		a->chosen[index] = value & (MANY_UNKNOWN - 1) & ((1u << q->answer_count) - 1);
	else if (value == 1)
		answers_set_unknown(a, index);
	else if (value >= 2 && (int)value - 2 < q->answer_count)
		answers_choose(a, index, (int)value - 2);
}

static void take_others(struct bits *b, const struct question *q, int index, struct household *h)
{
	for (int p = 1; p < h->person_count && !q->is_shared; p++) {
		if (!take(b, 1)) {
			take_question(b, q, index, &h->persons[p]);
			continue;
		}
		h->persons[p].chosen[index] = h->persons[0].chosen[index];
		h->persons[p].unknown |= h->persons[0].unknown & 1u << index;
	}
}

enum err code_read(const struct content *c, const char *text, struct household *h,
	int *content_number_out, struct diag *d)
{
	unsigned char symbols[SYMBOLS_MAX + 1] = { 0 };
	struct bits b = { .used = 0 };
	int count = 0;
	unsigned form;
	enum err err = read_symbols(text, symbols, &count, d);

	memset(h, 0, sizeof(*h));
	h->person_count = 1;
	if (err != ERR_OK)
		return err;
	if (count * 5 < FORM_BITS + CONTENT_BITS + 5)
		return diag_fail(d, ERR_SYNTAX, "code: too short; type it again");
	count--;
	if (check_of(symbols, count) != symbols[count])
		return diag_fail(
			d, ERR_SYNTAX, "code: the check symbol does not agree; one is mistyped");
	memcpy(b.symbols, symbols, (size_t)count);
	b.size = count * 5;
	form = take(&b, FORM_BITS);
	if (form != CODE_FORM && form != CODE_FORM_FAMILY)
		return diag_fail(d, ERR_UNSUPPORTED, "code: written in another form than %d and %d",
			CODE_FORM, CODE_FORM_FAMILY);
	*content_number_out = (int)take(&b, CONTENT_BITS);
	if (form == CODE_FORM_FAMILY)
		h->person_count = (int)take(&b, PERSON_BITS) + 1;
	for (int i = 0; i < c->question_count; i++) {
		take_question(&b, &c->questions[i], i, &h->persons[0]);
		take_others(&b, &c->questions[i], i, h);
	}
	return ERR_OK;
}
