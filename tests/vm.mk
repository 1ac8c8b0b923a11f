# What needs a kernel of its own: Debian's, in QEMU. `make check-vm`; not a part of `make check`.
VM := $(OUT)/vm
VM_KERNEL := $(VM)/kernel
VM_USBLP := $(B)/tests/vm-check_usblp
VM_VISITS := $(B)/tests/vm-visits_usblp
# In the order in which they are loaded.
VM_USBLP_MODULES := configfs usb-common usbcore udc-core libcomposite usb_f_fs dummy_hcd usblp
VM_USBLP_FILES := $(wildcard assets/languages/*.ini) assets/fonts.ini $(addprefix /usr/share/fonts/truetype/noto/,\
	$(shell sed -n 's/^\(regular\|bold\) = *//p' assets/fonts.ini))

$(VM_USBLP) $(VM_VISITS): $(B)/tests/vm-%: $(B)/obj/tests/vm/%.o $(B)/obj/tests/vm/usb_printer.o \
		$(B)/libtest-support.a $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(CMOCKA) $(EDGE_LIBS) $(PURE_LIBS)

$(VM_KERNEL)/vmlinuz:
	@mkdir -p $(VM)
	@board/vm/kernel.sh $(VM_KERNEL)

$(VM)/check_usblp.cpio: $(VM_USBLP)
$(VM)/visits_usblp.cpio: $(VM_VISITS)
$(VM)/check_usblp.cpio $(VM)/visits_usblp.cpio: $(VM)/%.cpio: $(B)/tests/vm-% $(VM_KERNEL)/vmlinuz tests/vm/usblp.sh \
		board/vm/init.sh board/vm/initramfs.sh $(filter assets/%,$(VM_USBLP_FILES))
	@board/vm/initramfs.sh $(VM_KERNEL) "$(VM_USBLP_MODULES)" tests/vm/usblp.sh $(B)/tests/vm-$* $@ $(VM_USBLP_FILES)

# The kernel hands words of its command line that it does not know to the first process.
VM_VISITS_COUNT ?= 60
VM_SEED ?= 1

.PHONY: check-vm check-vm-visits vm-kernel
vm-kernel: $(VM_KERNEL)/vmlinuz
check-vm: $(VM)/check_usblp.cpio
	@board/vm/run.sh $(VM_KERNEL) $< 400 $(VM)/check_usblp.log
	@$(MAKE) --no-print-directory check-vm-visits
check-vm-visits: $(VM)/visits_usblp.cpio
	@board/vm/run.sh $(VM_KERNEL) $< 900 $(VM)/visits_usblp.log "visits=$(VM_VISITS_COUNT) seed=$(VM_SEED)"
