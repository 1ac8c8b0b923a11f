#include "platform/sandbox_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED 1 /* its shadow takes terabytes of address space */
#else
#define IS_SANITIZED 0
#endif

static enum err fail(struct diag *d, const char *what)
{
	return diag_fail(d, ERR_IO, "sandbox: %s: %s", what, strerror(errno));
}

/* ---------------------------------------------------------------- limits */

static int limit(int resource, rlim_t value)
{
	struct rlimit now, wanted;

	if (getrlimit((__rlimit_resource_t)resource, &now) < 0)
		return -1;
	wanted.rlim_max = value < now.rlim_max ? value : now.rlim_max;
	wanted.rlim_cur = wanted.rlim_max;
	return setrlimit((__rlimit_resource_t)resource, &wanted);
}

static enum err set_limits(enum sandbox_kind kind, const struct sandbox_limits *l, struct diag *d)
{
	int bad = limit(RLIMIT_CORE, 0);

	if (l->memory_bytes && !IS_SANITIZED)
		bad |= limit(RLIMIT_AS, l->memory_bytes);
	if (l->cpu_s)
		bad |= limit(RLIMIT_CPU, (rlim_t)l->cpu_s);
	if (kind == SANDBOX_READER)
		bad |= limit(RLIMIT_FSIZE, 0) | limit(RLIMIT_NOFILE, 3) | limit(RLIMIT_NPROC, 0);
	if (bad)
		return fail(d, "set the limits");
	if (l->wall_s)
		alarm((unsigned)l->wall_s);
	return ERR_OK;
}

/* ---------------------------------------------------------------- Landlock */

/* linux/landlock.h of the build machine may be older than the kernel: by the documented numbers. */
struct landlock_ruleset {
	uint64_t fs, net, scoped;
};
struct landlock_below {
	uint64_t allowed;
	int32_t folder;
} __attribute__((packed));

#define FS_EXECUTE (UINT64_C(1) << 0)
#define FS_READ_FILE (UINT64_C(1) << 2)
#define FS_READ_DIR (UINT64_C(1) << 3)
#define FS_IOCTL_DEV (UINT64_C(1) << 15)
#define FS_LOOK (FS_EXECUTE | FS_READ_FILE | FS_READ_DIR)
#define FS_OF_FILES UINT64_C(0xc007) /* execute, write, read, truncate, ioctl */
#define RULE_PATH_BENEATH 1

/* What each version of the interface knows: files, REFER, TRUNCATE, (network), IOCTL_DEV. */
static uint64_t rights(long version)
{
	static const uint64_t known[] = { 0, 0x1fff, 0x3fff, 0x7fff, 0x7fff, 0xffff };
	long last = (long)(sizeof(known) / sizeof(*known)) - 1;

	return known[version < last ? version : last];
}

static int allow_below(int ruleset, const char *path, uint64_t allowed)
{
	struct landlock_below rule = { .allowed = allowed };
	struct stat st;
	long result;

	rule.folder = open(path, O_PATH | O_CLOEXEC);
	if (rule.folder < 0)
		return -1;
	if (fstat(rule.folder, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed &= FS_OF_FILES;
	result = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
	close(rule.folder);
	return (int)result;
}

static enum err enter_landlock(
	enum sandbox_kind kind, const struct sandbox_limits *l, bool *has_landlock, struct diag *d)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
	struct landlock_ruleset rules = { 0 };
	size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
	int ruleset, bad = 0;

	*has_landlock = version > 0;
	if (version <= 0) /* an older kernel, or it was not chosen at its start: seccomp is left */
		return ERR_OK;
	rules.fs = rights(version);
	if (version >= 4)
		rules.net = 3; /* bind and connect */
	if (version >= 6)
		rules.scoped = 3; /* abstract sockets and signals of others */
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
	if (ruleset < 0)
		return fail(d, "Landlock");
	if (kind == SANDBOX_INSTALLER) {
		bad = allow_below(ruleset, "/", FS_LOOK) |
		      allow_below(ruleset, "/dev/null", rights(version));
		if (l->write_below)
			bad |= allow_below(ruleset, l->write_below, rights(version));
	}
	bad |= (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
	close(ruleset);
	return bad ? fail(d, "Landlock") : ERR_OK;
}

/* ---------------------------------------------------------------- seccomp */

static const int reader_calls[] = { SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write),
	SCMP_SYS(lseek), SCMP_SYS(munmap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex),
	SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
	SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time) };

static const int installer_refused[] = { SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind),
	SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),
	SCMP_SYS(kcmp), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(move_mount),
	SCMP_SYS(open_tree), SCMP_SYS(fsopen), SCMP_SYS(fsmount), SCMP_SYS(mount_setattr),
	SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
	SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(bpf), SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(keyctl),
	SCMP_SYS(open_by_handle_at), SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(quotactl),
	SCMP_SYS(acct), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff),
	SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(adjtimex),
	SCMP_SYS(clock_adjtime), SCMP_SYS(sethostname), SCMP_SYS(setdomainname), SCMP_SYS(iopl),
	SCMP_SYS(ioperm), SCMP_SYS(syslog) };

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static int fill_reader(scmp_filter_ctx filter)
{
	struct scmp_arg_cmp not_executable =
		SCMP_A2_64(SCMP_CMP_MASKED_EQ, (scmp_datum_t)PROT_EXEC, 0);
	int bad = 0;

	for (size_t i = 0; i < COUNT(reader_calls); i++)
		bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, reader_calls[i], 0);
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_executable);
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_executable);
	bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mremap), 0);
	if (IS_SANITIZED)
		bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sigaltstack), 0);
	return bad;
}

static enum err enter_seccomp(enum sandbox_kind kind, struct diag *d)
{
	bool is_reader = kind == SANDBOX_READER;
	scmp_filter_ctx filter = seccomp_init(is_reader ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ALLOW);
	int bad = filter ? 0 : -1;

	if (filter && is_reader)
		bad = fill_reader(filter);
	for (size_t i = 0; filter && !is_reader && i < COUNT(installer_refused); i++)
		bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), installer_refused[i], 0);
	if (!bad)
		bad = seccomp_load(filter);
	/* seccomp_release takes memory back, which the filter allows. */
	seccomp_release(filter);
	errno = EINVAL;
	return bad ? fail(d, "seccomp") : ERR_OK;
}

enum err sandbox_enter(enum sandbox_kind kind, const struct sandbox_limits *limits,
	bool *has_landlock_out, struct diag *d)
{
	bool has_landlock = false;
	enum err err;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return fail(d, "no new privileges");
	if (kind == SANDBOX_READER &&
		(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0 || syscall(SYS_close_range, 3, ~0U, 0) < 0))
		return fail(d, "close the descriptors");
	err = enter_landlock(kind, limits, &has_landlock, d);
	if (err == ERR_OK)
		err = set_limits(kind, limits, d);
	if (err == ERR_OK)
		err = enter_seccomp(kind, d);
	if (has_landlock_out)
		*has_landlock_out = has_landlock;
	return err;
}
