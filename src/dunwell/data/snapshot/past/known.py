"""What the books knew: rows as of a past day, told from their dates of record.

A day with a run is shown as that run saw it: what was recorded before its journal entry. Any other day is shown by the
dates of the rows themselves, its end included, so that a ledger taken in later can be looked back into as well.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.data.ready import Read


@dataclass(frozen=True)
class Known:
    """The view from a past day of one customer. before: the journal entry of that day's run, if there was one."""

    company: Company
    customer_id: int
    as_of: date
    before: int | None

    @property
    def books(self) -> Books:
        """Give the company's books."""
        return Books(self.company)

    def had(self, seq: int | None, on: date | None) -> bool:
        """Tell whether something with this journal entry and date was in the books."""
        if self.before is not None and seq is not None:
            return seq < self.before
        return on is not None and on <= self.as_of

    def rows(self, read: Read, *narrowed: Any, on: str = "recorded_on") -> list[Any]:
        """Give the customer's rows that were in the books, in the order of entry; `on` names their own date."""
        found = self.all(read, *narrowed)
        return [row for row in found if self.had(row.recorded_seq, getattr(row, on))]

    def standing(self, read: Read, *narrowed: Any, on: str = "recorded_on") -> list[Any]:
        """Give those of them that had not ended."""
        return [row for row in self.rows(read, *narrowed, on=on) if not self.ended(row)]

    def all(self, read: Read, *narrowed: Any) -> list[Any]:
        """Give the customer's rows, whenever they came."""
        return read(self.books, self.customer_id, *narrowed)

    def ended(self, row: Any) -> bool:
        """Tell whether something that lasts had ended."""
        return row.ended_on is not None and self.had(row.ended_seq, row.ended_on)

    def bounced(self, row: Any) -> bool:
        """Tell whether an address or message had bounced."""
        return row.bounced_on is not None and self.had(row.bounced_seq, row.bounced_on)

    def delivered(self, message: Any) -> bool:
        """Tell whether a message had been delivered, and not bounced since."""
        if message.delivered_on is None or not self.had(message.delivered_seq, message.delivered_on):
            return False
        return not self.bounced(message)
