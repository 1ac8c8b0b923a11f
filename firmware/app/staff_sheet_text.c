/* board/for-staff.md, put into the program by the assembler. The build runs at the top of the tree;
 * tests/unit.mk names the file as a prerequisite. */
#include "app/sheets.h"

__asm__(".pushsection .rodata\n"
	".global staff_sheet_text\n"
	".type staff_sheet_text, %object\n"
	"staff_sheet_text:\n"
	".incbin \"board/for-staff.md\"\n"
	".byte 0\n"
	".size staff_sheet_text, . - staff_sheet_text\n"
	".popsection\n");
