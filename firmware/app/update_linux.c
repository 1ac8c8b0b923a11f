#include "app/update_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/stick_watch_linux.h"
#include "app/update_last_linux.h"
#include "platform/log_linux.h"

#define PATH_BYTES 4096

struct update {
	struct update_options options;
	struct ui_update view;
	struct stick_watch *watch; /* NULL: the page is closed, or udev does not answer */
	char ports[256];
	char device[PATH_BYTES]; /* of the stick; "": none */
	bool is_open, is_dirty;
	bool has_ended; /* a try to install, not yet counted */
	int epoll;
	/* the worker */
	pid_t pid; /* 0: none */
	int from;  /* its pipe, -1: none */
	char line[UPDATE_LINE_MAX + 1];
	size_t line_size;
	bool is_too_long; /* the line: left out */
};

enum err update_create(
	const struct update_options *options, struct update **update_out, struct diag *d)
{
	struct update *u = calloc(1, sizeof(*u));

	*update_out = u;
	if (!u)
		return diag_fail(d, ERR_MEMORY, "no memory for updates");
	u->options = *options;
	u->from = -1;
	u->epoll = epoll_create1(EPOLL_CLOEXEC);
	u->view.is_possible = true;
	u->is_dirty = true;
	/* The settings are read anew with other content. */
	snprintf(u->ports, sizeof(u->ports), "%s", options->ports ? options->ports : "");
	u->view.has_port = u->ports[0] != '\0';
	update_last_read(options->state_dir, &u->view.last);
	if (u->epoll >= 0)
		return ERR_OK;
	update_destroy(u);
	*update_out = NULL;
	return diag_fail(d, ERR_IO, "updates: no epoll: %s", strerror(errno));
}

static void wait_for(struct update *u, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(u->epoll, EPOLL_CTL_ADD, fd, &e) < 0)
		log_line(LOG_ERROR, "update", "epoll: %s", strerror(errno));
}

void update_also_wait_for(struct update *u, int fd)
{
	wait_for(u, fd);
}

void update_tell_again(struct update *u)
{
	u->is_dirty = true;
}

int update_fd(const struct update *u)
{
	return u->epoll;
}

const struct ui_update *update_view(const struct update *u)
{
	return &u->view;
}

struct ui_update *update_view_of(struct update *u)
{
	return &u->view;
}

bool update_is_busy(const struct update *u)
{
	return u->pid != 0;
}

/* ---------------------------------------------------------------- the worker */

static void become(char *const *argv, int input, int out, pid_t parent)
{
	char program[PATH_BYTES];
	ssize_t size = readlink("/proc/self/exe", program, sizeof(program) - 16);
	int nothing = open("/dev/null", O_RDONLY);
	char *slash;

	program[size > 0 ? size : 0] = '\0';
	slash = strrchr(program, '/');
	snprintf(slash ? slash : program, 16, "/kiosk-pack");
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	dup2(input >= 0 ? input : nothing, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	execv(program, argv);
	_exit(127);
}

/* input: a descriptor the worker reads, closed here; -1: nothing. */
static void start_with(struct update *u, const char *const *argv, int input)
{
	pid_t parent = getpid();
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0) {
		log_line(LOG_ERROR, "update", "no pipe: %s", strerror(errno));
		if (input >= 0)
			close(input);
		update_end(&u->view, false);
		return;
	}
	u->pid = fork();
	if (u->pid == 0)
		become((char *const *)(uintptr_t)argv, input, ends[1], parent);
	close(ends[1]);
	if (input >= 0)
		close(input);
	if (u->pid < 0) {
		u->pid = 0;
		close(ends[0]);
		update_end(&u->view, false);
		return;
	}
	setpgid(u->pid, u->pid);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	u->from = ends[0];
	u->line_size = 0;
	wait_for(u, u->from);
}

static void start(struct update *u, const char *const *argv)
{
	start_with(u, argv, -1);
}

/* Waits for it: it was killed, or has closed its pipe and is about to end. */
static bool reap(struct update *u)
{
	int status = 1;

	while (u->pid > 0 && waitpid(u->pid, &status, 0) < 0 && errno == EINTR)
		;
	u->pid = 0;
	if (u->from >= 0)
		close(u->from);
	u->from = -1;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void break_off(struct update *u)
{
	if (!u->pid)
		return;
	kill(-u->pid, SIGKILL);
	kill(u->pid, SIGKILL);
	reap(u);
}

static void finish_work(struct update *u, const char *today)
{
	bool is_good = reap(u);

	if (update_end(&u->view, is_good)) {
		u->has_ended = true;
		memcpy(u->view.last.day, today, sizeof(u->view.last.day));
		update_last_write(u->options.state_dir, &u->view.last);
	}
	log_line(u->view.reason[0] ? LOG_WARNING : LOG_INFO, "update", "state=%d reason=%s %s",
		(int)u->view.state, u->view.reason, u->view.sentence);
}

static void take_bytes(struct update *u, const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] != '\n') {
			u->is_too_long = u->is_too_long || u->line_size == UPDATE_LINE_MAX;
			if (!u->is_too_long)
				u->line[u->line_size++] = bytes[i];
			continue;
		}
		u->line[u->line_size] = '\0';
		if (!u->is_too_long)
			update_hear(&u->view, u->line);
		u->is_too_long = false;
		u->line_size = 0;
	}
}

static void hear(struct update *u, const char *today)
{
	char bytes[4096];

	while (u->from >= 0) {
		ssize_t n = read(u->from, bytes, sizeof(bytes));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		u->is_dirty = true;
		if (n > 0)
			take_bytes(u, bytes, (size_t)n);
		else
			finish_work(u, today);
	}
}

/* ---------------------------------------------------------------- the stick */

static void list(struct update *u)
{
	const char *const argv[] = { "kiosk-pack", "stick", u->device, NULL };

	if (u->pid || !u->device[0])
		return;
	update_begin_list(&u->view);
	start(u, argv);
}

static void stick_in(struct update *u, const char *device)
{
	snprintf(u->device, sizeof(u->device), "%s", device);
	update_stick_in(&u->view);
	log_line(LOG_INFO, "update", "stick=in");
	if (u->is_open && !u->pid)
		list(u);
}

static void stick_out(struct update *u)
{
	u->device[0] = '\0';
	if (update_stick_out(&u->view))
		break_off(u);
	log_line(LOG_INFO, "update", "stick=out");
}

static bool take_news(struct update *u, enum stick_news news, const char *node)
{
	switch (news) {
	case STICK_IN:
		stick_in(u, node);
		break;
	case STICK_OUT:
		stick_out(u);
		break;
	case STICK_STRANGE:
		update_stick_strange(&u->view);
		log_line(LOG_WARNING, "update", "stick=strange: more than a storage device");
		break;
	case STICK_NOTHING:
		return false;
	}
	u->is_dirty = true;
	return true;
}

static void open_page(struct update *u)
{
	struct diag d = { 0 };
	char node[STICK_NODE] = "";

	u->is_open = true;
	/* Sticks are looked for only while somebody with the PIN stands there. */
	if (!u->watch && u->view.has_port) {
		if (stick_watch_open(u->ports, &u->watch, &d) == ERR_OK)
			wait_for(u, stick_watch_fd(u->watch));
		else
			log_line(LOG_ERROR, "update", "%s", d.text);
	}
	if (u->watch && !u->device[0])
		take_news(u, stick_watch_look(u->watch, node), node);
	else if (u->device[0] && !u->pid)
		list(u);
}

static void close_page(struct update *u)
{
	bool is_working = u->pid && u->view.state != UI_UPDATE_READING;

	u->is_open = false;
	stick_watch_close(u->watch);
	if (u->watch)
		u->device[0] = '\0';
	u->watch = NULL;
	if (is_working) /* goes on; how it ends stands on the page next time */
		return;
	break_off(u);
	u->view.has_stick = false;
	u->view.found_count = 0;
	u->view.state = UI_UPDATE_NO_STICK;
}

bool update_step(struct update *u, const char *today)
{
	char node[STICK_NODE];
	bool was_dirty;

	hear(u, today);
	while (u->watch && take_news(u, stick_watch_take(u->watch, node), node))
		;
	was_dirty = u->is_dirty;
	u->is_dirty = false;
	return was_dirty;
}

/* ---------------------------------------------------------------- what staff ask for */

static void install(struct update *u, int index, const char *today)
{
	const char *const argv[] = { "kiosk-pack", "stick-install", u->device,
		index < u->view.found_count && index >= 0 ? u->view.found[index].file : "",
		"--store", u->options.store, "--roots", u->options.roots, "--date", today,
		u->options.check ? "--check" : NULL, u->options.check, NULL };

	if (!u->device[0] || u->pid || !argv[3][0])
		return;
	update_begin_install(&u->view, index);
	/* The name belongs to the list, which a pulled stick clears: the worker has its copy. */
	start(u, argv);
}

static void go_back(struct update *u)
{
	const char *const argv[] = { "kiosk-pack", "rollback", "--store", u->options.store, NULL };

	if (u->pid)
		return;
	update_begin_back(&u->view);
	start(u, argv);
}

void update_act(struct update *u, enum ui_update_act act, int index, const char *today)
{
	u->is_dirty = true;
	switch (act) {
	case UI_ACT_OPEN:
		open_page(u);
		return;
	case UI_ACT_CLOSE:
		close_page(u);
		return;
	case UI_ACT_INSTALL:
		install(u, index, today);
		return;
	case UI_ACT_ASK_BACK:
		if (!u->pid)
			u->view.state = UI_UPDATE_ASK_BACK;
		return;
	case UI_ACT_GO_BACK:
		go_back(u);
		return;
	case UI_ACT_AGAIN:
		if (!u->pid)
			u->view.state = UI_UPDATE_NO_STICK;
		list(u);
		return;
	case UI_ACT_REPORT:
		return;
	}
}

void update_report(struct update *u, const char *text, size_t size, const char *today)
{
	const char *const argv[] = { "kiosk-pack", "stick-report", u->device, "--date", today,
		NULL };
	int input = u->pid || !u->device[0] ? -1 : memfd_create("report", MFD_CLOEXEC);

	u->is_dirty = true;
	if (input < 0)
		return;
	update_begin_report(&u->view);
	if (write(input, text, size) != (ssize_t)size || lseek(input, 0, SEEK_SET) < 0)
		log_line(LOG_ERROR, "update", "the report cannot be put together");
	start_with(u, argv, input);
}

bool update_take_end(struct update *u, bool *is_refused_out)
{
	bool has_ended = u->has_ended;

	*is_refused_out = u->view.last.reason[0] != '\0';
	u->has_ended = false;
	return has_ended;
}

void update_plug(struct update *u, const char *image)
{
	if (image)
		stick_in(u, image);
	else
		stick_out(u);
	u->is_dirty = true;
}

void update_destroy(struct update *u)
{
	if (!u)
		return;
	break_off(u);
	stick_watch_close(u->watch);
	if (u->epoll >= 0)
		close(u->epoll);
	free(u);
}
