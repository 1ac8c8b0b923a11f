# make packs: a demo pack of all content, signed by stock minisign with throwaway keys (board/packs.md).
.PHONY: packs
packs: $(B)/kiosk-pack content
	@board/demo-packs.sh $(B)/kiosk-pack $(OUT)/content $(OUT)/packs
