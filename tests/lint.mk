# What `make lint` holds. Every lint has a sample it must refuse in tests/lint/selftest.py.
# A test that needs more headers than the product adds their flags to LINT_CFLAGS.
LINT_C := $(sort $(wildcard firmware/*.c firmware/*/*.c tests/*/*.c))
LINT_FORMAT := $(LINT_C) $(sort $(wildcard firmware/*/*.h tests/*/*.h))
LINT_SHELL := $(shell git ls-files '*.sh' .ci/run)
LINT_CFLAGS ?=
CLANG = clang -fsyntax-only -std=gnu11 $(WARN) $(CPPFLAGS) $(LINT_CFLAGS)

.PHONY: lint-selftest lint-format lint-layers lint-globals lint-words lint-shell lint-clang lint-static
lint-selftest:
	@CLANG="$(CLANG)" python3 tests/lint/selftest.py
lint-format:
	@tests/lint/format.sh $(LINT_FORMAT)
lint-layers:
	@python3 tests/lint/layers.py
lint-globals: $(PURE_LIB)
	@tests/lint/globals.sh $(PURE_LIB)
# The corpus and catalogues are people's text; pictures and fonts are skipped as binary.
lint-words:
	@git ls-files -z --cached --others --exclude-standard -- . ':!tests/corpus' | xargs -0 python3 tests/lint/words.py
lint-shell:
	@tests/lint/shell.sh $(LINT_SHELL)
lint-static:
	@tests/lint/static.sh $(OUT)/lint/cppcheck $(LINT_C)

# One stamp a file, so that only what changed is compiled again.
LINT_STAMPS := $(LINT_C:%.c=$(OUT)/lint/%.clang)
$(LINT_STAMPS): $(OUT)/lint/%.clang: %.c
	@mkdir -p $(@D)
	@$(CLANG) -MMD -MP -MF $(@:.clang=.d) -MT $@ $<
	@touch $@
-include $(LINT_STAMPS:.clang=.d)
lint-clang:
	@$(MAKE) --no-print-directory -s -j2 $(LINT_STAMPS)

LINTS += lint-selftest lint-format lint-layers lint-globals lint-words lint-shell lint-clang \
	lint-static
