#include "parrot.h"

#include <stdlib.h>
#include <string.h>

static enum err parrot_begin_job(void *self)
{
	(void)self;
	return ERR_OK;
}

static enum err parrot_write(void *self, const uint8_t *bytes, size_t n, size_t *taken_out)
{
	struct parrot *p = self;

	for (size_t i = 0; i < n; i++) {
		if (p->before[0] == 0x10 && p->before[1] == 0x04 && bytes[i] >= 1 &&
			bytes[i] <= 4 && p->dle_eot[bytes[i]] && p->says_size < sizeof(p->says))
			p->says[p->says_size++] = p->dle_eot[bytes[i]];
		p->before[0] = p->before[1];
		p->before[1] = bytes[i];
	}
	*taken_out = n;
	return ERR_OK;
}

static enum err parrot_read(void *self, uint8_t *bytes, size_t n, size_t *got_out)
{
	struct parrot *p = self;

	if (n < p->says_size)
		abort();
	memcpy(bytes, p->says, p->says_size);
	*got_out = p->says_size;
	p->says_size = 0;
	return ERR_OK;
}

static enum err parrot_status_1284(void *self, uint8_t *byte_out)
{
	struct parrot *p = self;

	*byte_out = p->ieee1284;
	return p->ieee1284 ? ERR_OK : ERR_UNSUPPORTED;
}

static enum err parrot_is_drained(void *self, int *drained_out)
{
	(void)self;
	*drained_out = 1;
	return ERR_OK;
}

static enum err parrot_reset(void *self)
{
	(void)self;
	return ERR_UNSUPPORTED;
}

static int parrot_poll_fd(void *self)
{
	(void)self;
	return -1;
}

static void parrot_close(void *self)
{
	(void)self;
}

static const struct port_ops parrot_ops = { parrot_begin_job, parrot_write, parrot_read,
	parrot_status_1284, parrot_is_drained, parrot_reset, parrot_poll_fd, parrot_close, false };

struct port parrot_port(struct parrot *p)
{
	return (struct port){ &parrot_ops, p };
}

void parrot_say_asb(struct parrot *p, const uint8_t block[4])
{
	if (p->says_size + 4 > sizeof(p->says))
		abort();
	memcpy(p->says + p->says_size, block, 4);
	p->says_size += 4;
}

const struct parrot_asb parrot_asb[] = {
	{ { 0x10, 0, 0, 0 }, PARROT_PRINTS, "P00" },
	{ { 0x14, 0, 0, 0 }, PARROT_PRINTS, "P00" },  /* the drawer's pin */
	{ { 0x18, 0, 0, 0 }, PARROT_OFFLINE, "P06" }, /* off line without a cause */
	{ { 0x30, 0, 0, 0 }, PARROT_COVER, "P04" },
	{ { 0x50, 0, 0, 0 }, PARROT_PRINTS, "P13" },     /* feeding by key */
	{ { 0x10, 0x01, 0, 0 }, PARROT_OFFLINE, "P12" }, /* waits to go on */
	{ { 0x10, 0x02, 0, 0 }, PARROT_PRINTS, "P13" },  /* the feed key */
	{ { 0x10, 0x04, 0, 0 }, PARROT_CUTTER, "P05" },  /* recoverable */
	{ { 0x10, 0x08, 0, 0 }, PARROT_CUTTER, "P05" },
	{ { 0x10, 0x20, 0, 0 }, PARROT_BROKEN, "P10" },
	{ { 0x10, 0x40, 0, 0 }, PARROT_PRINTS, "P09" }, /* a hot head that is not off line yet */
	{ { 0x18, 0x40, 0, 0 }, PARROT_COOLS, "P09" },
	{ { 0x10, 0, 0x01, 0 }, PARROT_LOW, "P03" },
	{ { 0x10, 0, 0x02, 0 }, PARROT_LOW, "P03" },
	{ { 0x10, 0, 0x03, 0 }, PARROT_LOW, "P03" },
	{ { 0x10, 0, 0x04, 0 }, PARROT_PAPER, "P02" },
	{ { 0x10, 0, 0x08, 0 }, PARROT_PAPER, "P02" },
	{ { 0x18, 0, 0x0F, 0 }, PARROT_PAPER, "P02" },
	{ { 0x10, 0, 0x20, 0 }, PARROT_PRINTS, "P00" }, /* bits without a meaning */
	{ { 0x10, 0, 0x40, 0 }, PARROT_PRINTS, "P00" },
	{ { 0x10, 0, 0, 0x01 }, PARROT_PRINTS, "P00" },
	{ { 0x10, 0, 0, 0x0F }, PARROT_PRINTS, "P00" },
	{ { 0x10, 0, 0, 0x60 }, PARROT_PRINTS, "P00" },
};
const size_t parrot_asb_count = sizeof(parrot_asb) / sizeof(*parrot_asb);

const struct parrot_eot parrot_eot[] = {
	{ 1, 0x12, PARROT_PRINTS, "P00" },
	{ 1, 0x16, PARROT_PRINTS, "P00" }, /* the drawer's pin */
	{ 1, 0x1A, PARROT_OFFLINE, "P06" },
	{ 1, 0x32, PARROT_OFFLINE, "P12" }, /* waits to go on */
	{ 1, 0x52, PARROT_PRINTS, "P13" },  /* the feed key */
	{ 2, 0x16, PARROT_COVER, "P04" },
	{ 2, 0x1A, PARROT_PRINTS, "P13" }, /* feeding by key */
	{ 2, 0x32, PARROT_PAPER, "P02" },
	{ 2, 0x52, PARROT_PRINTS, "P00" }, /* an error: n = 3 says which */
	{ 3, 0x16, PARROT_CUTTER, "P05" }, /* recoverable */
	{ 3, 0x1A, PARROT_CUTTER, "P05" },
	{ 3, 0x32, PARROT_BROKEN, "P10" },
	{ 3, 0x52, PARROT_PRINTS, "P09" }, /* a hot head that is not off line yet */
	{ 4, 0x16, PARROT_LOW, "P03" },
	{ 4, 0x1A, PARROT_LOW, "P03" },
	{ 4, 0x1E, PARROT_LOW, "P03" },
	{ 4, 0x32, PARROT_PAPER, "P02" },
	{ 4, 0x52, PARROT_PAPER, "P02" },
	{ 4, 0x72, PARROT_PAPER, "P02" },
};
const size_t parrot_eot_count = sizeof(parrot_eot) / sizeof(*parrot_eot);

const struct parrot_1284 parrot_1284[] = {
	{ 0x18, PARROT_PRINTS, "P00" },
	{ 0x38, PARROT_PAPER, "P02" },   /* paper out */
	{ 0x30, PARROT_PAPER, "P02" },   /* and the error line that goes with it */
	{ 0x08, PARROT_OFFLINE, "P06" }, /* not selected */
	{ 0x10, PARROT_OFFLINE, "P06" }, /* an error, of which it says no more */
	{ 0x1F, PARROT_PRINTS, "P00" },  /* bits without a meaning */
	{ 0x58, PARROT_PRINTS, "P00" },
	{ 0x98, PARROT_PRINTS, "P00" },
};
const size_t parrot_1284_count = sizeof(parrot_1284) / sizeof(*parrot_1284);
