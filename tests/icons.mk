.PHONY: lint-icons
lint-icons:
	@python3 tests/icons_lint.py --self-test
	@python3 tests/icons_lint.py
LINTS += lint-icons
