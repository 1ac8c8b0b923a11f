# Catalogues. The POT files are extracted, the PO files are people's work:
#   make pot      extracts kiosk.pot from the C sources and guides.pot from questions and guides
#   make merge    the same, then brings every PO file up to date and starts the missing ones
# Both write only what changed. `content` (assets/content.mk) compiles what it stages.
#
# msgmerge keeps the old translation of a text that changed as gettext's own "fuzzy", with the old
# source beside it (--previous): the translator sees both, msgfmt leaves it out, and the visitor gets
# Swedish with its mark until somebody has looked. References are files without line numbers, so that
# moving code changes nothing.
LOCALES := $(sort $(patsubst locales/%/,%,$(wildcard locales/*/)))
# Every offered language, and those somebody has begun.
LOCALES_WANTED := $(sort $(LOCALES) $(shell grep -l '^order *= *[1-9]' assets/languages/*.ini | \
	sed 's|.*/||; s|\.ini$$||'))
PO_OF = $(if $(filter en,$(1)),,locales/$(1)/kiosk.po) $(if $(filter sv,$(1)),,locales/$(1)/guides.po)
PO_WANTED := $(foreach l,$(LOCALES_WANTED),$(call PO_OF,$(l)))
PO := $(wildcard $(PO_WANTED))

FRESH := $(OUT)/locales
XGETTEXT := LC_ALL=C.UTF-8 xgettext --from-code=UTF-8 --add-location=file --package-name=kiosk \
	--copyright-holder= --force-po
# The date would change the file each day; everything else comes from the sources.
UNDATED = sed '1,/^$$/{/^\#/d; /^"POT-Creation-Date:/d; s/charset=CHARSET/charset=UTF-8/}'
KIOSK_TEXTS := $(sort $(wildcard firmware/content/*.c firmware/checklist/*.c firmware/ui/*.c \
	firmware/app/*.c))
GUIDE_TEXTS := assets/questions.xml assets/stations.xml assets/changes.xml $(sort $(wildcard assets/guides/*.xml))

$(FRESH)/kiosk.pot: $(KIOSK_TEXTS) locales/locales.mk
	@mkdir -p $(@D)
	@$(XGETTEXT) --language=C --keyword=N_ --keyword=strings_get_plural:4,5 -cTranslators: -o - \
		$(KIOSK_TEXTS) | $(UNDATED) >$@.new
	@mv $@.new $@

$(FRESH)/guides.pot: $(GUIDE_TEXTS) assets/guides/guides.its locales/locales.mk
	@mkdir -p $(@D)
	@$(XGETTEXT) --its=assets/guides/guides.its -o - $(GUIDE_TEXTS) | $(UNDATED) >$@.new
	@mv $@.new $@

.PHONY: pot merge check-pot check-locales
pot: $(FRESH)/kiosk.pot $(FRESH)/guides.pot
	@for c in kiosk guides; do cmp -s $(FRESH)/$$c.pot locales/$$c.pot || \
		{ cp $(FRESH)/$$c.pot locales/$$c.pot; echo "updated locales/$$c.pot"; }; done

# A new catalogue begins as a header with the language's plural rule, then is merged like the others.
merge: pot
	@set -e; for po in $(PO_WANTED); do \
		lang=$$(basename $$(dirname $$po)); pot=locales/$$(basename $$po .po).pot; \
		if [ ! -f $$po ]; then \
			mkdir -p locales/$$lang; \
			sed '/^$$/q' $$pot >$(FRESH)/header.pot; \
			msginit --no-translator --locale=$$lang --input=$(FRESH)/header.pot -o $$po 2>/dev/null; \
			echo "started $$po"; \
		fi; \
		LC_ALL=C.UTF-8 msgmerge --quiet --previous --add-location=file $$po $$pot -o $(FRESH)/merged.po; \
		cmp -s $(FRESH)/merged.po $$po || { cp $(FRESH)/merged.po $$po; echo "updated $$po"; }; \
	done

# The order of the strings and the files they stand in do not matter here.
check-pot: $(FRESH)/kiosk.pot $(FRESH)/guides.pot
	@set -e; for c in kiosk guides; do \
		msgcat --no-location --sort-output locales/$$c.pot >$(FRESH)/$$c.committed; \
		msgcat --no-location --sort-output $(FRESH)/$$c.pot >$(FRESH)/$$c.fresh; \
		cmp -s $(FRESH)/$$c.committed $(FRESH)/$$c.fresh || { \
			echo "locales/$$c.pot is not what stands in the sources now: run 'make merge' and" \
				"commit locales/" >&2; exit 1; }; \
	done

# Every msgid as a catalogue that translates each string by itself: what there is to translate.
$(FRESH)/%-source.mo: locales/%.pot
	@mkdir -p $(@D)
	@msgen $< | msgfmt --no-hash -o $@ -

check-locales: check-pot $(B)/kiosk-pack $(FRESH)/kiosk-source.mo $(FRESH)/guides-source.mo content
	@for po in $(PO); do msgfmt --check --output-file=/dev/null $$po || exit 1; done
	@$(B)/kiosk-pack check $(OUT)/content --source $(FRESH) --locales locales --only strings
CHECKS += check-locales

# A native reader signs what stands there now: make sign CODE=ar REVIEWER=initials [FILE=assets/guides/sfi.xml]
.PHONY: sign check-review
sign:
	@python3 locales/review.py sign $(CODE) "$(REVIEWER)" $(if $(FILE),--file $(FILE))
check-review:
	@python3 tests/content/test_review.py
CHECKS += check-review

# Each term by its one word in each language.
.PHONY: check-glossary
check-glossary:
	@python3 locales/glossary.py check
	@python3 tests/content/test_glossary.py
CHECKS += check-glossary

# Two languages that are never offered, made from the sources: longer words, and the other direction. The
# proof lays out every screen in them; what does not fit there would not fit some language to come.
PSEUDO := $(OUT)/pseudo
.PHONY: pseudo
pseudo: $(B)/kiosk-pack $(FRESH)/kiosk-source.mo $(FRESH)/guides-source.mo content
	@rm -rf $(PSEUDO) && mkdir -p $(PSEUDO) && cp -r $(CONTENT) $(PSEUDO)/content
	@set -e; for l in xa:latin xb:rtl; do code=$${l%:*}; to=$(PSEUDO)/content/locale/$$code/LC_MESSAGES; \
		mkdir -p $$to; cp locales/pseudo-$$code.ini $(PSEUDO)/content/languages/$$code.ini; \
		for c in kiosk guides; do \
			python3 locales/pseudo.py $${l#*:} $(FRESH)/$$c-source.mo >$(PSEUDO)/$$c-$$code.po; \
			msgfmt --no-hash -o $$to/$$c-$$code.mo $(PSEUDO)/$$c-$$code.po; \
		done; done
	@$(B)/kiosk-pack check $(PSEUDO)/content --only screens --lang xa --lang xb
LONG_CHECKS += pseudo
