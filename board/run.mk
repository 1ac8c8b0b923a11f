# make run: the kiosk in a window with a virtual printer; FULLSCREEN=1 for the real thing. Without a
# display the tour is played instead.
.PHONY: run tour
run: all
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		exec $(KIOSK) --content $(OUT)/content --printer sim:$(OUT)/receipts \
			$(if $(filter-out 0,$(FULLSCREEN)),--fullscreen); \
	else \
		echo "run: no display; playing the tour instead"; \
		exec board/tour.sh $(KIOSK) $(OUT)/content $(OUT)/tour; \
	fi

tour: all
	@board/tour.sh $(KIOSK) $(OUT)/content $(OUT)/tour

# make watch [CODE=ar]: the kiosk in a window shows each text, translation or guide as soon as it is
# saved. Ends with its window.
.PHONY: watch
watch: all
	@set -e; \
	while sleep 0.5; do \
		$(MAKE) --no-print-directory -q content 2>/dev/null || \
			$(MAKE) --no-print-directory content || sleep 2; \
	done & staging=$$!; \
	trap 'kill $$staging 2>/dev/null' EXIT INT TERM; \
	$(KIOSK) --watch $(OUT)/content --printer sim:$(OUT)/receipts $(if $(CODE),--lang $(CODE))
