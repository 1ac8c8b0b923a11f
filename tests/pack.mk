# Packs under cuts and faults, and between our tool and stock minisign and tar.
PACK_TOOL := $(B)/tests/pack-tool
$(PACK_TOOL): $(B)/obj/tests/pack/pack-tool.o $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(PURE_LIBS) -lseccomp

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
	@$(call BLOCKS,--subsets 16 --at-least 600)
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

BENCHES += $(PACK_TOOL) tests/bench/pack-install.py
