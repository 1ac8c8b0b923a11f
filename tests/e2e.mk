# Whole visits through the program itself: scripts, faults, bad input, the monkey (tests/e2e).
.PHONY: check-e2e check-e2e-long
check-e2e: all
	@python3 tests/e2e/run.py --kiosk $(KIOSK) --content $(OUT)/content --out $(OUT)/e2e
CHECKS += check-e2e

.PHONY: check-watch
check-watch: all
	@python3 tests/e2e/watch.py --kiosk $(KIOSK) --content $(OUT)/content --out $(OUT)/watch
CHECKS += check-watch

# The same under the sanitizers, with more monkeys.
check-e2e-long:
	@$(MAKE) --no-print-directory BUILD=asan all
	@python3 tests/e2e/run.py --kiosk $(OUT)/asan/kiosk --content $(OUT)/content \
		--out $(OUT)/e2e-asan --monkeys 8
LONG_CHECKS += check-e2e-long
