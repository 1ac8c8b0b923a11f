# Text: how long a page takes beside bare hb_shape and beside Pango.
BENCHES += $(B)/tests/layout-page

$(B)/tests/layout-page: $(B)/obj/tests/bench/layout-page.o $(BENCH_OBJ) $(call obj,tests/support/fixtures.c) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS)

.PHONY: check-text-golden check-text-cli
check-text-golden: $(B)/kiosk-text content
	@tests/text/golden.sh $(B)/kiosk-text
check-text-cli: $(B)/kiosk-text content
	@tests/text/cli.sh $(B)/kiosk-text $(OUT)/content
CHECKS += check-text-golden check-text-cli
