"""Open an account for the workbench, give it a new password, and let it work for a company. Knows no page.

An account belongs to the installation, so that opening one is in no company's journal; that a person of a company
signs in by it is, as `add_person`'s entry for that person.
"""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from dunwell.data.accounts import accounts
from dunwell.data.models import Account, Person
from dunwell.domain.errors import UserError
from dunwell.domain.mail import check_address
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@transaction.atomic
def open_account(*, email: str, name: str, password: str, at: datetime) -> Answer:
    """Open an account that signs in with a mail address and a password.

    Raises UserError `missing`, `bad_address`, `weak_password`, and `account_exists`.
    """
    check_text("name", name, needed=True)
    address = check_address(email).lower()
    if accounts().filter(email__iexact=address).exists():
        raise UserError(
            "account_exists",
            f"There is an account of {address} already",
            "Sign in with it, or give it a new password with `dunwell user reset`",
            field="email",
            value=address,
        )
    account = Account(email=address, name=name, created_at=at)
    _set_password(account, password)
    account.save()
    return {"account": account.pk, "email": address, "name": name}


@transaction.atomic
def set_password(*, account: int, password: str) -> None:
    """Give an account a new password: all its sessions end. Raises UserError `weak_password`."""
    found = accounts().select_for_update().get(pk=account)
    _set_password(found, password)
    found.save(update_fields=["password"])


@transaction.atomic
def set_second_factor(*, account: int, secret: str) -> None:
    """Keep the encrypted secret of an account's second factor; empty takes the second factor away."""
    accounts().filter(pk=account).update(totp_secret=secret, totp_step=0)


@transaction.atomic
def take_code(*, account: int, step: int) -> bool:
    """Take a code of the second factor by its time step, and tell whether it was not taken before."""
    return bool(accounts().filter(pk=account, totp_step__lt=step).update(totp_step=step))


def set_preferences(*, account: int, **chosen: str | bool) -> None:
    """Keep how an account likes its pages: language, zone, theme, whether the guided look is over."""
    known = {name: value for name, value in chosen.items() if name in ("language", "zone", "theme", "guide_seen")}
    accounts().filter(pk=account).update(**known)


@use_case(Verb.PERSON)
def give_account(work: Work, *, name: str, account: int | None) -> Answer:
    """Let a person of the company sign in by an account; none: not any more.

    Raises UserError `unknown_person`.
    """
    person: Person | None = work.books.people.filter(name=name).first()
    if person is None:
        raise UserError(
            "unknown_person",
            f"Nobody called {name} works here",
            "Add the person first with `dunwell person add`",
            field="name",
            value=name,
        )
    work.note({"person": person.pk, "account": account}, personal={"name": name})
    person.account_id = account
    person.save(update_fields=["account"])
    return {"name": name, "account": account, "roles": person.roles}


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as fault:
        raise UserError(
            "weak_password",
            " ".join(fault.messages),
            "Take a few words that do not belong together; twelve characters are the least",
            field="password",
        ) from None
    account.set_password(password)
