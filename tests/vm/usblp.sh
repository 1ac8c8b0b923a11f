#!/bin/sh
# In the virtual machine: a USB device with one function whose descriptors the test program hands in.
gadget=/sys/kernel/config/usb_gadget/printer
mount -t configfs none /sys/kernel/config
mkdir $gadget && cd $gadget || exit 1
echo 0x1d6b >idVendor # Linux Foundation
echo 0x0104 >idProduct
mkdir strings/0x409 configs/c.1 functions/ffs.printer
echo Kiosk >strings/0x409/manufacturer
echo "Simulated printer" >strings/0x409/product
echo 1 >strings/0x409/serialnumber
ln -s functions/ffs.printer configs/c.1/
mkdir -p /dev/ffs && mount -t functionfs printer /dev/ffs || exit 1
cd /tree && exec /bin/program /dev/ffs $gadget/UDC
