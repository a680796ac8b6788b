"""A case file's papers: its index in words, its bundle as one PDF for archives, and the key that signs it."""

from dunwell.adapters.case_files.binding import bind
from dunwell.adapters.case_files.indexing import index_page, speaks
from dunwell.adapters.case_files.keys import SigningKey, verify

__all__ = ["SigningKey", "bind", "index_page", "speaks", "verify"]
