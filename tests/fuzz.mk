# Fuzzing. Each tests/fuzz/fuzz_NAME.c defines LLVMFuzzerTestOneInput over one parser, with its corpus in
# tests/fuzz/corpus/NAME/ and further inputs in FUZZ_INPUTS_NAME. Built twice:
#   make check   replays the corpus and FUZZ_MUTATIONS fixed changes of each file, with the sanitizers
#   make fuzz    searches with clang's libFuzzer for FUZZ_SECONDS each; what it finds goes to $(OUT)/fuzz
# A found input becomes a file of the corpus in the commit that mends the fault.
FUZZ_NAMES := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_MUTATIONS ?= 200
FUZZ_SECONDS ?= 30
FUZZ_INPUTS_guide := tests/fixtures/content/facts.xml tests/fixtures/content/questions.xml \
	tests/fixtures/content/stations.xml tests/fixtures/content/local.xml \
	tests/fixtures/content/changes.xml \
	tests/fixtures/content/guides
FUZZ_REPLAYS := $(FUZZ_NAMES:%=$(B)/fuzz/replay-%)
FUZZERS := $(FUZZ_NAMES:%=$(B)/fuzz/fuzz-%)
FUZZ_HELPERS := $(call obj,$(wildcard tests/support/*.c))
FUZZ_INPUTS = $(wildcard tests/fuzz/corpus/$(1)) $(FUZZ_INPUTS_$(1))

$(FUZZ_REPLAYS): $(B)/fuzz/replay-%: $(B)/obj/tests/fuzz/fuzz_%.o $(B)/obj/tests/fuzz/replay.o \
		$(FUZZ_HELPERS) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS) -lpng

$(FUZZERS): $(B)/fuzz/fuzz-%: $(B)/obj/tests/fuzz/fuzz_%.o $(FUZZ_HELPERS) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(filter %.o %.a,$^) $(PURE_LIBS) -lpng

.PHONY: check-fuzz fuzz-replay fuzz-search
check-fuzz:
	@$(MAKE) --no-print-directory BUILD=asan fuzz-replay
CHECKS += check-fuzz

fuzz-replay: $(FUZZ_REPLAYS)
	@mkdir -p $(OUT)/fuzz
	@set -e; $(foreach n,$(FUZZ_NAMES),$(B)/fuzz/replay-$(n) --mutations $(FUZZ_MUTATIONS) \
		--note $(OUT)/fuzz/$(n).note $(call FUZZ_INPUTS,$(n)) || \
		{ echo "fuzz: the input was $$(cat $(OUT)/fuzz/$(n).note)" >&2; exit 1; };)

fuzz:
	@$(MAKE) --no-print-directory BUILD=fuzz CC=clang \
		CFLAGS_fuzz='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
		LDFLAGS_fuzz='-fsanitize=address,undefined' fuzz-search

fuzz-search: $(FUZZERS)
	@set -e; $(foreach n,$(FUZZ_NAMES),mkdir -p $(OUT)/fuzz/$(n); \
		echo "== fuzz $(n), $(FUZZ_SECONDS) s"; \
		$(B)/fuzz/fuzz-$(n) -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -print_final_stats=1 \
			-artifact_prefix=$(OUT)/fuzz/found-$(n)- $(OUT)/fuzz/$(n) \
			$(filter-out %.xml,$(call FUZZ_INPUTS,$(n))) >$(OUT)/fuzz/$(n).log 2>&1 || \
			{ tail -n 40 $(OUT)/fuzz/$(n).log >&2; exit 1; }; \
		grep -E '^(Done|stat::(number|peak))' $(OUT)/fuzz/$(n).log;)

# Lines of each parser of outside bytes that its unit tests and the replayed corpora run; in a build of their own.
# `make check-coverage COVERAGE_LINES=--lines` names the lines that nothing runs.
COVERED := $(addprefix firmware/,$(addsuffix .c,pack/manifest pack/identity pack/path pack/tar pack/reader \
	pack/minisign pack/keys pack/state pack/stick content/guide content/guide_order content/markup \
	content/loader content/xml_reader content/xml_form content/facts checklist/code print/status))
COVERAGE_TESTS := $(patsubst %,$(B)/tests/test_%,pack_attacks pack_format pack_signature pack_state stick content days \
	code status printer_status)
.PHONY: check-coverage coverage-run
check-coverage: content
	@$(MAKE) --no-print-directory BUILD=coverage CFLAGS_coverage='-O0 -g --coverage' LDFLAGS_coverage=--coverage \
		coverage-run
coverage-run: $(COVERAGE_TESTS) $(FUZZ_REPLAYS)
	@find $(B) -name '*.gcda' -delete
	@set -e; for t in $(COVERAGE_TESTS); do KIOSK_OUT=$(OUT) $$t >$(B)/said 2>&1 || { cat $(B)/said >&2; exit 1; }; done
	@$(MAKE) --no-print-directory BUILD=$(BUILD) CFLAGS_coverage='$(CFLAGS_coverage)' \
		LDFLAGS_coverage='$(LDFLAGS_coverage)' FUZZ_MUTATIONS=20 fuzz-replay >$(B)/said
	@python3 tests/fuzz/coverage.py $(COVERAGE_LINES) --at-least 90 $(B)/obj $(COVERED)
LONG_CHECKS += check-coverage
