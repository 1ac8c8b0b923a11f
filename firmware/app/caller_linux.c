#include "app/caller_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/call_config.h"
#include "platform/lamp_linux.h"
#include "platform/log_linux.h"

#define LOOK_MS 500

struct caller {
	struct arena *arena;
	struct caller_lamp lamp; /* set NULL: none */
	const char *command[CALL_WORDS_MAX + 1], *over_command[CALL_WORDS_MAX + 1];
	pid_t child; /* 0: none runs */
	int64_t until_ms, look_ms;
};

/* ---------------------------------------------------------------- the lamp */

static bool gpio_set(void *ctx, bool is_on, struct diag *d)
{
	return lamp_set(ctx, is_on, d) == ERR_OK;
}

static void gpio_close(void *ctx)
{
	lamp_close(ctx);
}

static struct caller_lamp open_gpio(struct arena *a, const char *text)
{
	struct caller_lamp none = { 0 };
	struct call_gpio gpio;
	struct lamp *lamp;
	struct diag d = { 0 };
	enum err err = call_gpio_parse(a, "call-gpio", text ? text : "", &gpio, &d);

	if (err == ERR_OK && !gpio.chip)
		return none;
	if (err == ERR_OK)
		err = lamp_open(gpio.chip, gpio.line, gpio.is_active_low, &lamp, &d);
	if (err != ERR_OK) {
		log_line(LOG_ERROR, "call", "%s", d.text);
		return none;
	}
	return (struct caller_lamp){ gpio_set, gpio_close, lamp };
}

/* ---------------------------------------------------------------- the command */

static void read_command(
	struct arena *a, const char *name, const char *text, const char *argv[CALL_WORDS_MAX + 1])
{
	struct diag d = { 0 };

	if (call_command_parse(a, name, text ? text : "", argv, &d) != ERR_OK)
		log_line(LOG_ERROR, "call", "%s", d.text);
}

/* In the child, beside other threads' locks: system calls only. */
static void become(const char *const *argv)
{
	static char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
	char *environment[] = { path, NULL };
	int nothing = open("/dev/null", O_RDWR);
	sigset_t none;

	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int fd = 0; fd < 3; fd++)
		dup2(nothing, fd);
	if (nothing < 0 || close_range(3, ~0u, 0) < 0)
		_exit(127);
	execve(argv[0], (char *const *)(uintptr_t)argv, environment);
	_exit(127);
}

static void end_child(struct caller *c)
{
	if (!c->child)
		return;
	kill(-c->child, SIGKILL);
	kill(c->child, SIGKILL); /* before it has a group of its own */
	while (waitpid(c->child, NULL, 0) < 0 && errno == EINTR)
		;
	c->child = 0;
}

static void run(struct caller *c, const char *const *argv, int64_t now_ms)
{
	pid_t pid;

	end_child(c);
	if (!argv[0])
		return;
	pid = fork();
	if (pid == 0)
		become(argv);
	if (pid < 0) {
		log_line(LOG_ERROR, "call", "%s cannot be run: %s", argv[0], strerror(errno));
		return;
	}
	c->child = pid;
	c->until_ms = now_ms + CALLER_COMMAND_MS;
	c->look_ms = now_ms + LOOK_MS;
}

/* Its words are not named: one may be a password. */
static void tell_end(int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		log_line(LOG_ERROR, "call",
			"the command was not found or may not be run; see settings.ini");
	else if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		log_line(LOG_WARNING, "call", "the command ended with status %d",
			WEXITSTATUS(status));
	else if (WIFSIGNALED(status))
		log_line(LOG_WARNING, "call", "the command ended by signal %d", WTERMSIG(status));
}

void caller_step(struct caller *c, int64_t now_ms)
{
	int status = 0;

	if (!c || !c->child || now_ms < c->look_ms)
		return;
	c->look_ms = now_ms + LOOK_MS;
	if (waitpid(c->child, &status, WNOHANG) == c->child) {
		kill(-c->child, SIGKILL); /* what it left behind */
		c->child = 0;
		tell_end(status);
	} else if (now_ms >= c->until_ms) {
		log_line(LOG_WARNING, "call", "the command took longer than %d s and was ended",
			CALLER_COMMAND_MS / 1000);
		end_child(c);
	}
}

int64_t caller_next_ms(const struct caller *c)
{
	return c && c->child ? c->look_ms : INT64_MAX;
}

/* ---------------------------------------------------------------- life */

struct caller *caller_create_with(const struct settings *s, struct caller_lamp lamp)
{
	struct caller *c = calloc(1, sizeof(*c));

	if (c)
		c->arena = arena_create(0);
	if (!c || !c->arena) {
		if (lamp.close)
			lamp.close(lamp.ctx);
		free(c);
		return NULL;
	}
	c->lamp = lamp;
	read_command(c->arena, "call-command", s->call_command, c->command);
	read_command(c->arena, "call-over-command", s->call_over_command, c->over_command);
	return c;
}

struct caller *caller_create(const struct settings *s)
{
	struct arena *a = arena_create(0);
	struct caller_lamp lamp = { 0 };

	if (a)
		lamp = open_gpio(a, s->call_gpio);
	arena_destroy(a);
	return caller_create_with(s, lamp);
}

void caller_destroy(struct caller *c)
{
	if (!c)
		return;
	end_child(c);
	if (c->lamp.close)
		c->lamp.close(c->lamp.ctx);
	arena_destroy(c->arena);
	free(c);
}

void caller_call(struct caller *c, bool is_on, int64_t now_ms)
{
	struct diag d = { 0 };

	if (!c)
		return;
	if (c->lamp.set && !c->lamp.set(c->lamp.ctx, is_on, &d))
		log_line(LOG_ERROR, "call", "%s", d.text);
	run(c, is_on ? c->command : c->over_command, now_ms);
}
