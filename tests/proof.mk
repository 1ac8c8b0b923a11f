# The proof of the content: what is there passes, and what must be caught is caught.
.PHONY: check-proof
check-proof: $(B)/kiosk-pack $(FRESH)/kiosk-source.mo $(FRESH)/guides-source.mo content
	@$(B)/kiosk-pack check $(OUT)/content --source $(FRESH) --locales locales
	@python3 tests/proof/mutations.py $(B)/kiosk-pack $(OUT)/content $(FRESH) locales
CHECKS += check-proof

# make shots CODE=ar: a picture of each text where it stands, and a page with source, translation and picture.
.PHONY: shots check-shots
shots: $(B)/kiosk-pack content
	@$(B)/kiosk-pack shots $(OUT)/content --lang $(CODE) --out $(OUT)/shots-$(CODE)
	@echo "shots: open $(OUT)/shots-$(CODE)/index.html"
check-shots: $(B)/kiosk-pack content
	@python3 tests/proof/shots.py $(B)/kiosk-pack $(OUT)/content $(OUT)/shots so
LONG_CHECKS += check-shots
