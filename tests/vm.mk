# What needs a kernel of its own: Debian's, in QEMU. `make check-vm`; not a part of `make check`.
VM := $(OUT)/vm
VM_KERNEL := $(VM)/kernel
VM_USBLP := $(B)/tests/vm-usblp
# In the order in which they are loaded.
VM_USBLP_MODULES := configfs usb-common usbcore udc-core libcomposite usb_f_fs dummy_hcd usblp
VM_USBLP_FILES := $(wildcard assets/languages/*.ini) assets/fonts.ini $(addprefix /usr/share/fonts/truetype/noto/,\
	$(shell sed -n 's/^\(regular\|bold\) = *//p' assets/fonts.ini))

$(VM_USBLP): $(call obj,$(wildcard tests/vm/*.c)) $(B)/libtest-support.a $(EDGE_LIB) $(PURE_LIB)
	@mkdir -p $(@D)
	$(call say,LD $@)$(CC) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(CMOCKA) $(EDGE_LIBS) $(PURE_LIBS)

$(VM_KERNEL)/vmlinuz:
	@mkdir -p $(VM)
	@board/vm/kernel.sh $(VM_KERNEL)

$(VM)/usblp.cpio: $(VM_USBLP) $(VM_KERNEL)/vmlinuz tests/vm/usblp.sh \
		board/vm/init.sh board/vm/initramfs.sh $(filter assets/%,$(VM_USBLP_FILES))
	@board/vm/initramfs.sh $(VM_KERNEL) "$(VM_USBLP_MODULES)" tests/vm/usblp.sh $(VM_USBLP) $@ $(VM_USBLP_FILES)

.PHONY: check-vm
check-vm: $(VM)/usblp.cpio
	@board/vm/run.sh $(VM_KERNEL) $(VM)/usblp.cpio 300 $(VM)/usblp.log
