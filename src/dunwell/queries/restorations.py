"""Is sending off because the books came out of a backup? Whatever sends asks here first. Reads only."""

from dunwell.data.books import Books
from dunwell.data.models import Company

RESTORED = "restored"


def sending_is_off(company: Company) -> dict[str, str] | None:
    """Say why nothing may leave the company (`reason`, `said`), or give nothing where it may."""
    row = Books(company).restorations.standing().first()
    if row is None:
        return None
    said = (
        f"These books are those of {row.made_at:%Y-%m-%d %H:%M} UTC, out of a backup; what went out since is not known "
        "in them. When you know that nobody is written to twice, say `dunwell outbox release`."
    )
    return {"reason": RESTORED, "said": said}
