"""Who works for a company, in which roles. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Person


def people(company: Company) -> list[dict[str, Any]]:
    """List people by name, those who are gone among them."""
    rows = Books(company).people.order_by("name")
    return [
        {
            "name": row.name,
            "email": row.email,
            "roles": row.roles,
            "active": row.active,
            "signs_in": row.account_id is not None,
        }
        for row in rows
    ]


def person_named(company: Company, name: str) -> Person | None:
    """Find a person who works for a company by name."""
    found: Person | None = Books(company).people.filter(name=name, active=True).first()
    return found
