# Independent witnesses of the text layout. Pango and fontconfig are used here and nowhere else.
PANGO_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags pangoft2 fontconfig))
PANGO_LIBS := $(shell pkg-config --libs pangoft2 fontconfig)
LINT_CFLAGS += $(PANGO_CFLAGS)
PANGO_OBJ := $(patsubst %,$(B)/obj/tests/witness/%.o,pango_setup pango-witness)
$(PANGO_OBJ) $(B)/obj/tests/bench/pango-page.o: CPPFLAGS += $(PANGO_CFLAGS)

$(B)/tests/pango-witness: $(PANGO_OBJ)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(PANGO_LIBS)

# Lines, fonts, visual order and advances of our layout against Pango's on tests/corpus.
.PHONY: check-witness
check-witness: $(B)/kiosk-text $(B)/tests/pango-witness content
	@python3 tests/witness/test_compare.py
	@python3 tests/witness/compare.py --kiosk-text $(B)/kiosk-text --pango $(B)/tests/pango-witness \
		--content $(OUT)/content
CHECKS += check-witness
