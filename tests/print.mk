# What is printed, judged by programs that are not ours (tests/package.json).
SIMULATOR_TCP := $(B)/tests/simulator-tcp

$(SIMULATOR_TCP): $(B)/obj/tests/print/simulator-tcp.o $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(EDGE_LIBS) $(PURE_LIBS)

.PHONY: check-print
check-print: $(B)/kiosk-print $(SIMULATOR_TCP) content
	@node tests/print/check.mjs $(B) $(OUT)/content 0/2 & first=$$!; \
		node tests/print/check.mjs $(B) $(OUT)/content 1/2; second=$$?; \
		wait $$first && exit $$second
CHECKS += check-print

# Every language, width, size and raster command. In two shares, for two processors.
PAPERS := $(B)/tests/papers

$(PAPERS): $(B)/obj/tests/print/papers.o $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(EDGE_LIBS) $(PURE_LIBS)

.PHONY: check-papers check-papers-0 check-papers-1
check-papers: $(PAPERS) content
	@$(MAKE) --no-print-directory -j2 check-papers-0 check-papers-1
check-papers-0 check-papers-1: check-papers-%: $(PAPERS)
	@rm -rf $(B)/tests/papers-$* && mkdir -p $(B)/tests/papers-$*
	@$(PAPERS) $(OUT)/content $(B)/tests/papers-$* $*/2
	@node tests/print/papers.mjs $(B)/tests/papers-$*
	@rm -rf $(B)/tests/papers-$*
CHECKS += check-papers

PRINT_BENCH := $(B)/tests/bench-print

$(PRINT_BENCH): $(B)/obj/tests/bench/print.o $(BENCH_OBJ) $(B)/libtest-support.a $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS) -lpng
BENCHES += $(PRINT_BENCH)

# Visits with a fault in the middle, over pseudo-terminals and TCP; judged by the simulated paper.
VISITS_WITH_FAULTS := $(B)/tests/visits-with-faults

$(VISITS_WITH_FAULTS): $(B)/obj/tests/print/visits-with-faults.o $(B)/libtest-support.a $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(EDGE_LIBS) $(PURE_LIBS)

.PHONY: check-print-faults check-print-faults-long
check-print-faults: $(VISITS_WITH_FAULTS)
	@$(VISITS_WITH_FAULTS) 60
CHECKS += check-print-faults

check-print-faults-long: $(VISITS_WITH_FAULTS)
	@$(VISITS_WITH_FAULTS) 1000 7
LONG_CHECKS += check-print-faults-long
