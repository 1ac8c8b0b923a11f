# Golden screens of the software painter, from frozen content (tests/screens/run.py).
COMPARE_PICTURES := $(B)/tests/compare-pictures
$(COMPARE_PICTURES): $(B)/obj/tests/screens/compare-pictures.o
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) -lpng

.PHONY: check-screens
check-screens: all $(COMPARE_PICTURES)
	@tests/content/schema.sh tests/fixtures/screens
	@python3 tests/screens/run.py --kiosk $(KIOSK) --content $(OUT)/content --compare $(COMPARE_PICTURES) \
		--out $(OUT)/screens
CHECKS += check-screens

# After the interface got new words: freezes its catalogues anew, without what changes from day to day.
FROZEN := tests/fixtures/screens/locale
.PHONY: freeze-screens
freeze-screens:
	@set -e; for lang in $(notdir $(wildcard $(FROZEN)/*)); do [ ! -f locales/$$lang/kiosk.po ] || \
		LC_ALL=C.UTF-8 msgattrib --no-obsolete --no-location --translated --no-fuzzy locales/$$lang/kiosk.po | \
		sed '/^#/d; /^"[A-Za-z-]*-Date:/d' >$(FROZEN)/$$lang/kiosk.po; done
	@echo "freeze-screens: now UPDATE_GOLDEN=1 make check-screens, and look at the pictures"
