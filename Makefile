# One non-recursive Makefile. `make help` lists the targets.
#
# The goals a person types first make sure that what they need is installed, then run this file
# again with DEPS_DONE=1: pkg-config must not be asked before it exists.
GOALS := all run watch check lint bench tour packs content check-content check-proof check-long check-vm fuzz
.PHONY: all run watch check lint bench tour packs check-long check-vm fuzz clean help
.DEFAULT_GOAL := all

ifndef DEPS_DONE

check-vm: DEPS := vm
$(GOALS):
	@board/install-deps.sh $(DEPS)
	@+$(MAKE) --no-print-directory DEPS_DONE=1 $@

else

# ---------------------------------------------------------------- settings
BUILD ?= release
OUT ?= build
B := $(OUT)/$(BUILD)
CC := gcc
# V=1 shows whole command lines.
say = $(if $(V),,@echo '  $(1)';)

PURE_PKGS := libsodium harfbuzz freetype2 icu-uc icu-i18n expat pixman-1 libqrencode inih jansson
EDGE_PKGS := sdl2 SDL2_ttf SDL2_image libpng libseccomp libudev libgpiod alsa
# Third-party headers are system headers: their warnings are not ours.
PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PURE_PKGS) $(EDGE_PKGS)))
PURE_LIBS := $(shell pkg-config --libs $(PURE_PKGS)) -lm
EDGE_LIBS := $(shell pkg-config --libs $(EDGE_PKGS)) -lpthread

WARN := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla \
	-Wpointer-arith -Wwrite-strings -Wformat=2 -Wold-style-definition -Wswitch-enum
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo unknown)
CPPFLAGS := -Ifirmware -D_GNU_SOURCE $(PKG_CFLAGS)
CFLAGS_debug := -O0 -g3
CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection -fPIE
CFLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS_release := -pie -Wl,-z,relro,-z,now -Wl,--as-needed
LDFLAGS_asan := -fsanitize=address,undefined
CFLAGS := -std=gnu11 $(WARN) $(CFLAGS_$(BUILD))
LDFLAGS := $(LDFLAGS_$(BUILD))

# ---------------------------------------------------------------- what is built
# Purity is in the file name: *_sdl.c and *_linux.c are edges, everything else is pure.
SOURCES := $(wildcard firmware/*/*.c)
EDGE_SRC := $(filter %_sdl.c %_linux.c,$(SOURCES))
TOOL_SRC := $(wildcard firmware/tools/*.c)
PURE_SRC := $(filter-out $(EDGE_SRC) $(TOOL_SRC),$(SOURCES))
obj = $(patsubst %.c,$(B)/obj/%.o,$(1))
PURE_LIB := $(B)/libkiosk-pure.a
EDGE_LIB := $(B)/libkiosk-edge.a
TOOLS := $(patsubst firmware/tools/%.c,$(B)/%,$(TOOL_SRC))
KIOSK := $(if $(wildcard firmware/main.c),$(B)/kiosk)

all: $(KIOSK) $(TOOLS) content

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC $<)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(B)/obj/%.o: %.S
	@mkdir -p $(@D)
	$(call say,AS $<)$(CC) $(CPPFLAGS) -MMD -MP -I$(OUT) -c $< -o $@

$(PURE_LIB): $(call obj,$(PURE_SRC))
	@rm -f $@
	$(call say,AR $@)ar rcs $@ $(filter %.o,$^)

$(EDGE_LIB): $(call obj,$(EDGE_SRC))
	@rm -f $@
	$(call say,AR $@)ar rcs $@ $(filter %.o,$^)

# Written only when it changes, so that --version is right and nothing is built in vain.
$(OUT)/version: FORCE
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' >$@
.PHONY: FORCE
$(B)/obj/firmware/main.o: CPPFLAGS += -DKIOSK_VERSION='"$(VERSION)"'
$(B)/obj/firmware/main.o: $(OUT)/version

$(B)/kiosk: $(B)/obj/firmware/main.o $(EDGE_LIB) $(PURE_LIB)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(EDGE_LIBS) $(PURE_LIBS)

# The only one that looks into a stick's file system.
$(B)/kiosk-stick: EDGE_LIBS += $(shell pkg-config --libs tsk)

$(TOOLS): $(B)/%: $(B)/obj/firmware/tools/%.o $(EDGE_LIB) $(PURE_LIB)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(EDGE_LIBS) $(PURE_LIBS)

-include $(wildcard $(B)/obj/firmware/*.d $(B)/obj/firmware/*/*.d $(B)/obj/tests/*/*.d)

# ---------------------------------------------------------------- parts
# Each part adds its targets to CHECKS (make check), LINTS (make lint), LONG_CHECKS or BENCHES.
CHECKS :=
LINTS :=
LONG_CHECKS :=
BENCHES :=
include $(sort $(wildcard locales/*.mk assets/*.mk board/*.mk tests/*.mk))

# One at a time, in order: the report of a failing part must not drown in another's.
check: all
	@set -e; for part in $(CHECKS); do echo "== $$part"; $(MAKE) --no-print-directory $$part; done
	@echo "make check: all parts passed ($(words $(CHECKS)) parts)"

check-long: all
	@set -e; for part in $(LONG_CHECKS); do echo "== $$part"; $(MAKE) --no-print-directory $$part; done

lint:
	@set -e; for part in $(LINTS); do echo "== $$part"; $(MAKE) --no-print-directory $$part; done
	@echo "make lint: clean"

endif

clean:
	rm -rf build

help:
	@echo "make run        the kiosk in a window, or without a display a scripted tour (build/tour)"
	@echo "make watch      the same, shown anew whenever a text is saved; CODE=ar begins in a language"
	@echo "make check      every test, at most 10 minutes on 2 cores"
	@echo "make check-vm   the USB printer's way on Debian's kernel in a virtual machine, 4 minutes"
	@echo "make lint       formatting, layers, both compilers' warnings, static analysis"
	@echo "make bench      measurements beside their references (build/bench.json)"
	@echo "make all        build/release/: kiosk, kiosk-pack, kiosk-text, kiosk-print (BUILD=debug|asan for others)"
	@echo "make packs      a demo pack of all content, signed with throwaway keys (build/packs)"
	@echo "make merge      hands changed texts to the catalogues (locales/README.md)"
	@echo "make fuzz       searches for inputs that break a parser, FUZZ_SECONDS=30 for each"
	@echo "make clean      remove build/"
