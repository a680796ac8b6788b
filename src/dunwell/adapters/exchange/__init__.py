"""A PostgreSQL between this machine and a cluster that shares no folder with it: facts laid out there, plans fetched.

Needs no books and changes none: its tables are made for a day and dropped when the plan has been fetched.
"""

from dunwell.adapters.exchange.tables import Exchange

__all__ = ["Exchange"]
