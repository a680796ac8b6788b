"""Accounts of the installation: found before any company is known, so that nothing binds them to one. Knows no page."""

from typing import Any

from django.db.models import QuerySet

from dunwell.data.models import Account, Person, SignInAttempt
from dunwell.data.ready import ready


def accounts() -> Any:
    """Give all accounts of the installation."""
    return Account.objects.all()


def attempts() -> QuerySet[SignInAttempt]:
    """Give the failed attempts to sign in."""
    return SignInAttempt.objects.all()


def _places(account: int) -> Any:
    """Give the people as whom an account works, in all companies; those who are gone are left out."""
    return Person.objects.filter(account=account, active=True).select_related("company")


@ready
def places_at(account: int, slug: str) -> Any:
    """Read the people as whom an account works in a company, by the company's short name."""
    return _places(account).filter(company__slug=slug)


@ready
def places_by_name(account: int) -> Any:
    """Read the people as whom an account works, by the names of the companies."""
    return _places(account).order_by("company__name")


@ready
def account_of_number(number: int) -> Any:
    """Read an account by its number."""
    return accounts().filter(pk=number)


def people_to_come() -> Any:
    """Give the people who work for a company and do not sign in yet."""
    return Person.objects.filter(account=None, active=True).select_related("company")
