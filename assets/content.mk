# Stages what the kiosk reads at run time: $(OUT)/content = assets/ and the compiled catalogues.
.PHONY: content
content:
	@mkdir -p $(OUT)/content
	@cp -ru assets/. $(OUT)/content/
	@rm -f $(OUT)/content/*.mk
