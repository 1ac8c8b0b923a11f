# Independent witnesses of the text layout. Pango and fontconfig are used here and nowhere else.
PANGO_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags pangoft2 fontconfig))
PANGO_LIBS := $(shell pkg-config --libs pangoft2 fontconfig)
LINT_CFLAGS += $(PANGO_CFLAGS)
PANGO_OBJ := $(patsubst %,$(B)/obj/tests/witness/%.o,pango_setup pango-witness)
$(PANGO_OBJ) $(B)/obj/tests/bench/pango-page.o: CPPFLAGS += $(PANGO_CFLAGS)

$(B)/tests/pango-witness: $(PANGO_OBJ)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS) -o $@ $(filter %.o,$^) $(PANGO_LIBS)
