"""Note that somebody looked at a person's data, so that it can be told who did. Writes nothing else."""

from datetime import datetime

from dunwell.data.models import Account, Company, Customer, PersonalRead
from dunwell.data.straight import put


def note_reading(company: Company, account: Account, *, customer: Customer | None, what: str, at: datetime) -> None:
    """Note a reading: of one customer, or of a list (none)."""
    put(PersonalRead(company=company, account=account, customer=customer, what=what, read_at=at))
