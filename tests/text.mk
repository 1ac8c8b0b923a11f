# Text: layouts that must stay as they are, and the tool's answers to nonsense.
.PHONY: check-text-golden check-text-cli
check-text-golden: $(B)/kiosk-text content
	@tests/text/golden.sh $(B)/kiosk-text
check-text-cli: $(B)/kiosk-text content
	@tests/text/cli.sh $(B)/kiosk-text $(OUT)/content
CHECKS += check-text-golden check-text-cli
