# Guides, questions and facts against their RELAX NG schemas, and the schemas against bad content.
.PHONY: check-content
check-content:
	@tests/content/schema.sh assets
	@tests/content/schema.sh tests/fixtures/content
	@tests/content/schema_refuses.sh
CHECKS += check-content
