"""The views of lists that a person has saved, by name. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company


def saved_views(company: Company, account: Any, page: str) -> list[dict[str, str]]:
    """List a person's views of a page, by name."""
    rows = Books(company).saved_views.filter(account=account.pk, page=page).order_by("name")
    return [{"name": row.name, "query": row.query} for row in rows]
