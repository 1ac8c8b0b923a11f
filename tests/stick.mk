# The kiosk's side of content packs: its store, the stick, the reader in its sandbox.
# Order only, and named before the archives whose functions it uses.
PACK_WORLD := $(B)/obj/tests/edge/pack_world.o
PACK_WORLD_TESTS := $(B)/tests/test_kiosk_store
$(PACK_WORLD_TESTS): LDFLAGS += $(PACK_WORLD)
$(PACK_WORLD_TESTS): | $(PACK_WORLD)

# Good and hostile sticks through the reader; and the staff's page from the stick to the next visitor.
.PHONY: check-stick-reader check-stick-reader-long check-stick-update
check-stick-reader: all
	@python3 tests/stick/reader.py $(B)/kiosk-pack $(OUT)/stick-reader
CHECKS += check-stick-reader

check-stick-reader-long: all
	@STICK_ROUNDS=400 python3 tests/stick/reader.py $(B)/kiosk-pack $(OUT)/stick-reader-long 7
LONG_CHECKS += check-stick-reader-long

check-stick-update: all
	@python3 tests/stick/update.py $(KIOSK) $(B)/kiosk-pack $(OUT)/content board/demo-packs.sh $(OUT)/stick-update
CHECKS += check-stick-update

# Sticks on a pretended USB bus.
UMOCKDEV_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags umockdev-1.0))
LINT_CFLAGS += $(UMOCKDEV_CFLAGS)
STICK_WATCH := $(B)/tests/stick-watch
$(B)/obj/tests/stick/stick-watch.o: CPPFLAGS += $(UMOCKDEV_CFLAGS)
$(STICK_WATCH): $(B)/obj/tests/stick/stick-watch.o $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(CMOCKA) \
		$(shell pkg-config --libs umockdev-1.0 libudev gobject-2.0) $(PURE_LIBS)

.PHONY: check-stick-watch
check-stick-watch: $(STICK_WATCH)
	@umockdev-wrapper $(STICK_WATCH)
CHECKS += check-stick-watch
