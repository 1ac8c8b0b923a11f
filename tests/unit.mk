# Unit tests: tests/unit/test_*.c link only the pure archive; tests/edge/test_*.c also the edges.
UNIT_TESTS := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
EDGE_TESTS := $(patsubst tests/edge/%.c,$(B)/tests/%,$(wildcard tests/edge/test_*.c))
# An archive: a test gets the helpers it uses, and none of what the others would pull in.
TEST_HELPERS := $(B)/libtest-support.a
CMOCKA := -lcmocka

$(TEST_HELPERS): $(call obj,$(wildcard tests/support/*.c))
	@rm -f $@
	$(call say,AR $@)ar rcs $@ $(filter %.o,$^)

$(UNIT_TESTS): $(B)/tests/%: $(B)/obj/tests/unit/%.o $(TEST_HELPERS) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(CMOCKA) -lpng $(PURE_LIBS)

$(EDGE_TESTS): $(B)/tests/%: $(B)/obj/tests/edge/%.o $(TEST_HELPERS) $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(CMOCKA) $(EDGE_LIBS) $(PURE_LIBS)

# Simulated kernel devices; their library is GLib's.
$(B)/obj/tests/edge/test_hid.o: CPPFLAGS += $(patsubst -I%,-isystem %,$(shell pkg-config --cflags umockdev-1.0))
$(B)/tests/test_hid: EDGE_LIBS += $(shell pkg-config --libs umockdev-1.0)

# The tests run from the top of the tree and may read assets/, tests/ and $(OUT)/content.
.PHONY: check-unit
check-unit: $(UNIT_TESTS) $(EDGE_TESTS) content
	@set -e; for t in $(UNIT_TESTS) $(EDGE_TESTS); do KIOSK_OUT=$(OUT) $$t; done
CHECKS += check-unit

# The staff's sheet is put into the program as it stands on paper.
$(B)/obj/firmware/app/staff_sheet_text.o: board/for-staff.md
