"""Who signs in at the workbench, and for which companies they work. Reads only."""

from dataclasses import dataclass
from typing import Any

from dunwell.data.accounts import account_of_number, accounts, people_to_come, places_at, places_by_name
from dunwell.data.books import Books
from dunwell.data.models import Account, Company, Person
from dunwell.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Membership:
    """An account's place in a company: under which name it acts, and in which roles."""

    company: Company
    person: str
    roles: frozenset[Role]


def membership_of(account: Any, slug: str) -> Membership | None:
    """Find an account's place in a company; none where it has none, or is gone from there."""
    return next((_membership(row) for row in places_at(account.pk, slug)), None)


def memberships_of(account: Any) -> list[Membership]:
    """List the companies that an account works for, by name."""
    return [_membership(row) for row in places_by_name(account.pk)]


def anybody_signed_up() -> bool:
    """Tell whether the installation has an account at all."""
    return bool(accounts().exists())


def account_by_mail(email: str) -> Account | None:
    """Find the account of a mail address, whatever the case of its letters."""
    found: Account | None = accounts().filter(email__iexact=email).first()
    return found


def account_by_id(number: int) -> Account | None:
    """Find an account by its number."""
    return next(iter(account_of_number(number)), None)


def person_to_come(number: int) -> Person | None:
    """Find somebody who works for a company and does not sign in yet, by the number of the row, with the company."""
    found: Person | None = people_to_come().filter(pk=number).first()
    return found


def is_owner(company: Company, name: str) -> bool:
    """Tell whether a person who works for a company is an owner of it."""
    found = Books(company).people.filter(name=name, active=True).first()
    return found is not None and Role.OWNER.value in found.roles


def _membership(row: Person) -> Membership:
    return Membership(row.company, row.name, frozenset(Role(role) for role in row.roles))
