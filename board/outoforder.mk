# The out-of-order screen carries its own letters: Debian's Noto fonts cut down to exactly the
# sentences of firmware/ui/outoforder.txt, put into the program by outoforder_data.S.
NOTO_DIR := /usr/share/fonts/truetype/noto
OUTOFORDER_TEXT := firmware/ui/outoforder.txt
OUTOFORDER_FONTS := $(addprefix $(OUT)/outoforder/,NotoSans-Regular.ttf NotoSans-Bold.ttf \
	NotoSansArabic-Regular.ttf NotoSansArabic-Bold.ttf)
OUTOFORDER_OBJ := $(B)/obj/firmware/ui/outoforder_data.o

$(OUTOFORDER_FONTS): $(OUT)/outoforder/%.ttf: $(NOTO_DIR)/%.ttf $(OUTOFORDER_TEXT)
	@mkdir -p $(@D)
	@hb-subset --output-file=$@ --font-file=$< --text-file=$(OUTOFORDER_TEXT) --no-hinting

$(OUTOFORDER_OBJ): $(OUTOFORDER_TEXT) $(OUTOFORDER_FONTS)
$(EDGE_LIB): $(OUTOFORDER_OBJ)
