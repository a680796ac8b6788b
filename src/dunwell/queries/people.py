"""Who works for a company, in which roles. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company


def people(company: Company) -> list[dict[str, Any]]:
    """List people by name, those who are gone among them."""
    rows = Books(company).people.order_by("name")
    return [{"name": row.name, "email": row.email, "roles": row.roles, "active": row.active} for row in rows]
