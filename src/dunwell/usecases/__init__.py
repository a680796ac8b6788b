"""What the business does: one file, one verb, one transaction. Knows no screen and no file format."""
