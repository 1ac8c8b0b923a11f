# Stages what the kiosk reads at run time: $(OUT)/content = assets/ without what only people and the
# build read, and the compiled catalogues. Copies what is new, removes what is gone.
CONTENT := $(OUT)/content
STAGED_FROM := $(shell find assets -type f ! -name '*.mk' ! -name '*.rng' ! -name '*.its' ! -name '*.md' \
	! \( -name '*.txt' ! -path assets/icons/mirror.txt \))
STAGED := $(STAGED_FROM:assets/%=$(CONTENT)/%)
# locales/ar/guides.po -> locale/ar/LC_MESSAGES/guides-ar.mo: a domain of its own for each language.
MO_LANG = $(notdir $(patsubst %/,%,$(dir $(1))))
MO_OF = $(foreach po,$(1),$(CONTENT)/locale/$(call MO_LANG,$(po))/LC_MESSAGES/$(basename $(notdir \
	$(po)))-$(call MO_LANG,$(po)).mo)
CATALOGUES := $(wildcard locales/*/kiosk.po locales/*/guides.po)
MO := $(call MO_OF,$(CATALOGUES))
# How far each translation is: counted here, so that it cannot drift from the texts.
STATUS := $(patsubst %,$(CONTENT)/locale/%/status.ini,$(sort $(foreach po,$(CATALOGUES),$(call MO_LANG,$(po)))))
STALE := $(filter-out $(STAGED) $(MO) $(STATUS),$(shell find $(CONTENT) -type f 2>/dev/null))

$(STAGED): $(CONTENT)/%: assets/%
	@mkdir -p $(@D)
	@cp $< $@

# Without a hash table: the kiosk refuses one (firmware/content/mo.h). Untranslated and fuzzy entries
# are left out, so their texts are shown in Swedish with a mark.
define MO_RULE
$(call MO_OF,$(1)): $(1)
	@mkdir -p $$(@D)
	$$(call say,MO $$<)msgfmt --check --no-hash -o $$@ $$<
endef
$(foreach po,$(CATALOGUES),$(eval $(call MO_RULE,$(po))))

define STATUS_RULE
$(CONTENT)/locale/$(1)/status.ini: $(filter $(CONTENT)/locale/$(1)/%,$(MO)) $(wildcard locales/$(1)/signed.tsv) \
		locales/review.py locales/kiosk.pot locales/guides.pot
	@mkdir -p $$(@D)
	@python3 locales/review.py status $(1) $$(@D)/LC_MESSAGES >$$@.new
	@mv $$@.new $$@
endef
$(foreach l,$(notdir $(patsubst %/,%,$(dir $(STATUS)))),$(eval $(call STATUS_RULE,$(l))))

.PHONY: content
content: $(STAGED) $(MO) $(STATUS)
	$(if $(STALE),@rm -f $(STALE) && find $(CONTENT) -type d -empty -delete)
