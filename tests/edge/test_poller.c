#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/clock_linux.h"
#include "platform/poller_linux.h"

struct news {
	atomic_int count;
	int fd; /* eventfd, so that the test waits instead of sleeping */
};

static void wake(void *ctx)
{
	struct news *n = ctx;
	uint64_t one = 1;

	atomic_fetch_add(&n->count, 1);
	assert_int_equal(write(n->fd, &one, sizeof(one)), sizeof(one));
}

/* True if news came within the time. */
static bool wait_news(struct news *n, int ms)
{
	struct pollfd p = { .fd = n->fd, .events = POLLIN };
	uint64_t count;

	if (poll(&p, 1, ms) <= 0)
		return false;
	return read(n->fd, &count, sizeof(count)) == sizeof(count);
}

static void test_poller_wakes_once_for_each_arming(void **state)
{
	struct news news = { .fd = eventfd(0, EFD_CLOEXEC) };
	struct poller *p;
	int pipe_fds[2];

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	assert_int_equal(poller_create(wake, &news, &p, NULL), ERR_OK);
	poller_arm(p, pipe_fds[0], false);
	assert_false(wait_news(&news, 50));
	assert_int_equal(write(pipe_fds[1], "x", 1), 1);
	assert_true(wait_news(&news, 5000));
	assert_false(wait_news(&news, 50)); /* still readable, but not armed */
	poller_arm(p, pipe_fds[0], false);
	assert_true(wait_news(&news, 5000));
	poller_arm(p, -1, false);
	assert_false(wait_news(&news, 50));
	poller_arm(p, pipe_fds[1], true);
	assert_true(wait_news(&news, 5000));
	assert_int_equal(atomic_load(&news.count), 3);
	poller_destroy(p);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	close(news.fd);
}

static void test_poller_does_not_spin_on_a_hang_up(void **state)
{
	struct news news = { .fd = eventfd(0, EFD_CLOEXEC) };
	int64_t start = clock_now_ms();
	struct poller *p;
	int pipe_fds[2];

	(void)state;
	assert_int_equal(pipe(pipe_fds), 0);
	close(pipe_fds[1]);
	assert_int_equal(poller_create(wake, &news, &p, NULL), ERR_OK);
	poller_arm(p, pipe_fds[0], false);
	assert_true(wait_news(&news, 5000));
	poller_arm(p, pipe_fds[0], false); /* kept although it is dead */
	assert_true(wait_news(&news, 5000));
	assert_true(clock_now_ms() - start >= 900);
	poller_destroy(p);
	close(pipe_fds[0]);
	close(news.fd);
}

/* A printer's port closes and opens its device while the poller waits for it: the close takes
 * effect at once, and the new one, of the same number, is watched. */
static void test_poller_does_not_hold_what_is_closed(void **state)
{
	struct news news = { .fd = eventfd(0, EFD_CLOEXEC) };
	struct poller *p;
	int old[2], other[2];
	struct pollfd end;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, old), 0);
	assert_int_equal(poller_create(wake, &news, &p, NULL), ERR_OK);
	poller_arm(p, old[0], false);
	assert_false(wait_news(&news, 50));
	close(old[0]);
	end = (struct pollfd){ .fd = old[1], .events = POLLIN };
	assert_int_equal(poll(&end, 1, 5000), 1);
	assert_true(end.revents & POLLHUP);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, other), 0);
	assert_int_equal(other[0], old[0]);
	poller_arm(p, other[0], false);
	assert_false(wait_news(&news, 50));
	assert_int_equal(write(other[1], "x", 1), 1);
	assert_true(wait_news(&news, 5000));
	poller_destroy(p);
	close(old[1]);
	close(other[0]);
	close(other[1]);
	close(news.fd);
}

static void test_poller_stops_while_waiting(void **state)
{
	struct news news = { .fd = eventfd(0, EFD_CLOEXEC) };

	(void)state;
	for (int i = 0; i < 50; i++) {
		struct poller *p;

		assert_int_equal(poller_create(wake, &news, &p, NULL), ERR_OK);
		if (i & 1)
			poller_arm(p, news.fd, false);
		poller_destroy(p);
	}
	poller_destroy(NULL);
	close(news.fd);
}

static void test_clock_today_has_its_form(void **state)
{
	char today[11];

	(void)state;
	clock_today(today);
	for (int i = 0; i < 10; i++)
		if (i == 4 || i == 7)
			assert_int_equal(today[i], '-');
		else
			assert_in_range(today[i], '0', '9');
	assert_int_equal(today[10], '\0');
	assert_in_range(clock_ms_to_midnight(), 1, 25 * 3600 * 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_poller_wakes_once_for_each_arming),
		cmocka_unit_test(test_poller_does_not_spin_on_a_hang_up),
		cmocka_unit_test(test_poller_does_not_hold_what_is_closed),
		cmocka_unit_test(test_poller_stops_while_waiting),
		cmocka_unit_test(test_clock_today_has_its_form),
	};

	return cmocka_run_group_tests_name("poller", tests, NULL, NULL);
}
