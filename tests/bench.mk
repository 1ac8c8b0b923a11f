# `make bench`: each part adds its measuring programs to BENCHES (what they print: tests/bench/run.py
# --help). tests/bench/bench.c is the clock and the page text they share.
BENCH_OBJ := $(B)/obj/tests/bench/bench.o
BENCHES += $(B)/tests/hb-floor $(B)/tests/pango-page $(B)/tests/text-page

$(B)/tests/hb-floor: $(B)/obj/tests/bench/hb-floor.o $(BENCH_OBJ)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(shell pkg-config --libs harfbuzz-icu icu-uc)

$(B)/tests/pango-page: $(B)/obj/tests/bench/pango-page.o $(B)/obj/tests/witness/pango_setup.o $(BENCH_OBJ)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(PANGO_LIBS)

$(B)/tests/text-page: $(B)/obj/tests/bench/text-page.o $(B)/obj/tests/support/fixtures.o $(BENCH_OBJ) \
		$(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS)

BENCHES += $(B)/tests/kiosk-taps tests/bench/kiosk-process.py

$(B)/tests/kiosk-taps: $(B)/obj/tests/bench/kiosk-taps.o $(BENCH_OBJ) $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(EDGE_LIBS) $(PURE_LIBS)

BENCHES += $(B)/tests/questions

$(B)/tests/questions: $(B)/obj/tests/bench/questions.o $(BENCH_OBJ) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS)

# Recursive, so that parts included after this one are in BENCHES too.
bench: all
	@$(MAKE) --no-print-directory $(BENCHES)
	@KIOSK_BUILD=$(B) python3 tests/bench/run.py --out $(OUT)/bench.json $(BENCHES)

.PHONY: check-bench-runner
check-bench-runner:
	@python3 tests/bench/test_run.py
CHECKS += check-bench-runner
