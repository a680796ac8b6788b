"""The desk at which a page is read: which company, who acts in which roles, on which day. Knows no page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from dunwell import wiring
from dunwell.domain.roles import Role, Verb, may
from dunwell.queries.accounts import Membership, membership_of
from dunwell.queries.companies import Company
from dunwell.usecases.work import Caller


@dataclass(slots=False)
class Desk:
    """Where a person works: for a company, in the roles she has there."""

    request: HttpRequest
    company: Company
    person: str
    roles: frozenset[Role]

    @cached_property
    def today(self) -> date:
        """Tell the company's own date."""
        return wiring.today(self.company.zone)

    @property
    def zone(self) -> str:
        """Give the time zone in which the person reads moments: her own, else the company's."""
        return str(getattr(self.request.user, "zone", "") or self.company.zone)

    @property
    def account(self) -> Any:
        """Give the account that signed in."""
        return self.request.user

    def may(self, verb: Verb) -> bool:
        """Tell whether one of the person's roles may use a verb."""
        return any(may(role, verb) for role in self.roles)

    def role_for(self, verb: Verb) -> Role:
        """Choose the role in which a verb is used: not the owner's, where another may."""
        able = [role for role in self.roles if may(role, verb)]
        return min(able or self.roles, key=lambda role: (list(Role).index(role) == 0, list(Role).index(role)))

    def caller(self, verb: Verb, key: str | None = None, *, dry: bool = False) -> Caller:
        """Give who asks, for a use case."""
        return Caller(
            self.company.slug, self.person, self.role_for(verb), wiring.now(), self.today, key=key or None, dry=dry
        )


def desk_of(request: HttpRequest, company: str) -> Desk | None:
    """Give the desk of the account that signed in at a company; none where it does not work there."""
    found: Membership | None = membership_of(request.user, company)
    if found is None:
        return None
    desk = Desk(request, found.company, found.person, found.roles)
    request.desk = desk  # type: ignore[attr-defined]  # the frame around the page reads it
    return desk
