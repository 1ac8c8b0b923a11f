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
