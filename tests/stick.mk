# The kiosk's side of content packs: its store, the stick, the reader in its sandbox.
# Order only, and named before the archives whose functions it uses.
PACK_WORLD := $(B)/obj/tests/edge/pack_world.o
PACK_WORLD_TESTS := $(B)/tests/test_kiosk_store
$(PACK_WORLD_TESTS): LDFLAGS += $(PACK_WORLD)
$(PACK_WORLD_TESTS): | $(PACK_WORLD)
