"""Whole installations as one file that no database engine made: written while in use, checked, and read back.

Knows every table by its Django model and no rule of the trade.
"""

from dunwell.data.archive.loading import database_is_empty, load
from dunwell.data.archive.reading import Archive, open_archive
from dunwell.data.archive.writing import Kept, write_archive

__all__ = ["Archive", "Kept", "database_is_empty", "load", "open_archive", "write_archive"]
