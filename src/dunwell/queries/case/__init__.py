"""What a case file says: all that happened with a customer, what lies behind it, and what is owed. Reads only."""

from dunwell.queries.case.account import account_of, law_of
from dunwell.queries.case.events import CaseEvent, events_of

__all__ = ["CaseEvent", "account_of", "events_of", "law_of"]
