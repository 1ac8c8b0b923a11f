# What `make` installs by itself, tried on a pretended machine.
.PHONY: check-install-deps
check-install-deps:
	@tests/board/install_deps.sh
CHECKS += check-install-deps
