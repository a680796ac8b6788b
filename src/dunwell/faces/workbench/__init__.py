"""The workbench: pages for those who work with it all day. Knows use cases and queries, and no table."""
