/* Looks for packs on a stick without mounting it: The Sleuth Kit walks FAT12, FAT16, FAT32 and
 * exFAT in user space, read only, on a partition or on the whole device. Runs in the sandbox
 * (platform/sandbox_linux); only the program kiosk-stick links it. */
#pragma once

#include <stdint.h>

/* Reads descriptor `device` of so many bytes and writes frames (pack/stick.h) to `out`. name NULL:
 * the list, with what is small in it; otherwise this file. 0: all was said, trouble too; 1: it
 * could not be. */
int stick_tell(int device, uint64_t size, const char *name, int out);
