/* kiosk-stick [NAME]: reads a USB stick for kiosk-pack. Standard input is the device, read only;
 * standard output is a pipe for frames (pack/stick.h). It shuts itself in before it reads the first
 * byte. Not for people. 0: all was said; anything else: nothing that it said counts. */
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pack/stick.h"
#include "pack/stick_tsk_linux.h"
#include "platform/sandbox_linux.h"

#define MEMORY_BYTES (UINT64_C(256) << 20)
#define CPU_S 30
#define WALL_S 60

static uint64_t device_size(int fd)
{
	struct stat st;
	uint64_t size = 0;

	if (fstat(fd, &st) < 0)
		return 0;
	if (S_ISREG(st.st_mode))
		return (uint64_t)st.st_size;
	return S_ISBLK(st.st_mode) && ioctl(fd, BLKGETSIZE64, &size) == 0 ? size : 0;
}

int main(int argc, char **argv)
{
	struct sandbox_limits limits = {
		.memory_bytes = MEMORY_BYTES, .cpu_s = CPU_S, .wall_s = WALL_S
	};
	uint64_t size = device_size(STDIN_FILENO);
	char name[STICK_NAME_MAX + 1];

	/* Dates are read as they stand; without this the library would open the time zone's file.
	 */
	clearenv();
	setenv("TZ", "UTC0", 1);
	tzset();
	if (argc > 2 || (argc == 2 && !stick_name_parse(argv[1], name)) || size == 0)
		return 2;
	if (sandbox_enter(SANDBOX_READER, &limits, NULL, NULL) != ERR_OK)
		return 3;
	/* No handlers that others have left for the end: they might want a system call more. */
	_exit(stick_tell(STDIN_FILENO, size, argc == 2 ? name : NULL, STDOUT_FILENO));
}
