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
