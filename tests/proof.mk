# The proof of the content: what is there passes, and what must be caught is caught.
.PHONY: check-proof
check-proof: $(B)/kiosk-pack $(FRESH)/kiosk-source.mo $(FRESH)/guides-source.mo content
	@$(B)/kiosk-pack check $(OUT)/content --source $(FRESH) --locales locales
	@python3 tests/proof/mutations.py $(B)/kiosk-pack $(OUT)/content $(FRESH) locales
CHECKS += check-proof
