"""Accounts of the installation: found before any company is known, so that nothing binds them to one. Knows no page."""

from typing import Any

from django.db.models import QuerySet

from dunwell.data.models import Account, Person, SignInAttempt


def accounts() -> Any:
    """Give all accounts of the installation."""
    return Account.objects.all()


def attempts() -> QuerySet[SignInAttempt]:
    """Give the failed attempts to sign in."""
    return SignInAttempt.objects.all()


def places_of(account: Any) -> Any:
    """Give the people as whom an account works, in all companies; those who are gone are left out."""
    return Person.objects.filter(account=account.pk, active=True).select_related("company")


def people_to_come() -> Any:
    """Give the people who work for a company and do not sign in yet."""
    return Person.objects.filter(account=None, active=True).select_related("company")
