# A stick that is pulled out of Debian's kernel while it is read.
VM_PULLS ?= 10
.PHONY: check-vm-stick
check-vm-stick: all packs $(VM_KERNEL)/vmlinuz
	@python3 tests/vm/stick.py $(VM_KERNEL) $(B) $(OUT)/packs $(VM)/stick $(VM_PULLS) $(VM_SEED)
