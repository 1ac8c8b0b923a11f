# Packs under cuts and faults, and between our tool and stock minisign and tar.
PACK_TOOL := $(B)/tests/pack-tool
$(PACK_TOOL): $(B)/obj/tests/pack/pack-tool.o $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS) -lseccomp

# The scene that the tests of the store share: before the archives whose functions it uses.
PACK_SCENE := $(B)/obj/tests/edge/pack_scene.o
PACK_SCENE_TESTS := $(B)/tests/test_pack_store $(B)/tests/test_pack_generation
$(PACK_SCENE_TESTS): LDFLAGS += $(PACK_SCENE)
$(PACK_SCENE_TESTS): | $(PACK_SCENE)

.PHONY: check-pack-stock
check-pack-stock: $(PACK_TOOL)
	@tests/pack/stock.sh $(PACK_TOOL) $(OUT)/pack-stock
CHECKS += check-pack-stock

.PHONY: check-pack-cuts check-pack-cuts-all
check-pack-cuts: $(PACK_TOOL)
	@python3 tests/pack/cuts.py $(PACK_TOOL) board/demo-packs.sh $(OUT)/pack-cuts
CHECKS += check-pack-cuts

# What is lasting when the store says that it counts, and that no sync may be left out.
.PHONY: check-pack-syncs
check-pack-syncs: $(PACK_TOOL)
	@python3 tests/pack/syncs.py $(PACK_TOOL) board/demo-packs.sh $(OUT)/pack-syncs
CHECKS += check-pack-syncs

# Power cuts on a real file system, state for state; each sync left out in turn.
BLOCK_LOG := $(B)/tests/block-log.so
$(BLOCK_LOG): tests/pack/block-log.c
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) -std=gnu11 $(WARN) -O2 -fPIC -shared -o $@ $<

BLOCKS = python3 tests/pack/blocks.py $(1) $(PACK_TOOL) board/demo-packs.sh $(BLOCK_LOG) $(OUT)/pack-blocks
.PHONY: check-pack-blocks check-pack-blocks-all
check-pack-blocks: $(PACK_TOOL) $(BLOCK_LOG)
	@$(call BLOCKS,--subsets 1)
CHECKS += check-pack-blocks

check-pack-blocks-all: $(PACK_TOOL) $(BLOCK_LOG)
	@$(call BLOCKS,--subsets 40 --at-least 500)
	@$(call BLOCKS,--syncs)
LONG_CHECKS += check-pack-blocks-all

check-pack-cuts-all: $(PACK_TOOL)
	@python3 tests/pack/cuts.py --all $(PACK_TOOL) board/demo-packs.sh $(OUT)/pack-cuts-all
LONG_CHECKS += check-pack-cuts-all

# The whole way with the kiosk's own health check: every screen in every language of the demo pack.
.PHONY: check-pack-demo
check-pack-demo: packs
	@rm -rf $(OUT)/pack-demo
	@$(B)/kiosk-pack install $(OUT)/packs/stick/demo-1.pack --store $(OUT)/pack-demo --roots $(OUT)/packs/roots
	@diff -r $(OUT)/content $(OUT)/pack-demo/current/content
LONG_CHECKS += check-pack-demo

# The script measures it; it prints nothing of its own.
tests/bench/pack-install.py: $(PACK_TOOL)
BENCHES += tests/bench/pack-install.py

# The maintainers' page, followed command by command; the long one with the kiosk's own health check.
.PHONY: check-pack-page check-pack-page-long
check-pack-page: all
	@python3 tests/pack/page.py board/packs.md $(B) $(OUT)/pack-page
CHECKS += check-pack-page

check-pack-page-long: all
	@python3 tests/pack/page.py --check-health board/packs.md $(B) $(OUT)/pack-page-long
LONG_CHECKS += check-pack-page-long
