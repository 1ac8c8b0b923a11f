# What is printed, judged by programs that are not ours (tests/package.json).
SIMULATOR_TCP := $(B)/tests/simulator-tcp

$(SIMULATOR_TCP): $(B)/obj/tests/print/simulator-tcp.o $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS)

.PHONY: check-print
check-print: $(B)/kiosk-print $(SIMULATOR_TCP) content
	@node tests/print/check.mjs $(B) $(OUT)/content
CHECKS += check-print

PRINT_BENCH := $(B)/tests/bench-print

$(PRINT_BENCH): $(B)/obj/tests/bench/print.o $(BENCH_OBJ) $(B)/libtest-support.a $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS) -lpng
BENCHES += $(PRINT_BENCH)
