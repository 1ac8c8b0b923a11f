/* The out-of-order screen's sentences and the four subset fonts board/outoforder.mk made for exactly
 * these. */
	.section .rodata
	.macro embed name, file
	.global \name
	.global \name\()_size
	.balign 16
\name:
	.incbin "\file"
1:
	.byte 0
	.balign 4
\name\()_size:
	.long 1b - \name
	.endm

	embed outoforder_text, "firmware/ui/outoforder.txt"
	embed outoforder_latin, "outoforder/NotoSans-Regular.ttf"
	embed outoforder_latin_bold, "outoforder/NotoSans-Bold.ttf"
	embed outoforder_arabic, "outoforder/NotoSansArabic-Regular.ttf"
	embed outoforder_arabic_bold, "outoforder/NotoSansArabic-Bold.ttf"

	.section .note.GNU-stack, "", @progbits
