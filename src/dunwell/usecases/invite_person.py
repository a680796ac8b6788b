"""Invite somebody who works for the company to sign in: earlier invitations of the same person end. Knows no link."""

from django.db.models import F

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.PERSON)
def invite_person(work: Work, *, name: str) -> Answer:
    """Count one more invitation of a person, so that a link of before lets in nobody.

    Raises UserError `unknown_person` for who does not work here, or signs in already.
    """
    people = work.books.people.filter(name=name, active=True, account__isnull=True)
    person = people.first()
    if person is None:
        raise UserError(
            "unknown_person",
            f"Nobody called {name} works here without an account",
            "Add the person first with `dunwell person add`, or let it sign in as it does",
            field="name",
            value=name,
        )
    work.note({"person": person.pk, "invited": person.invitations + 1}, personal={"name": name})
    people.filter(pk=person.pk).update(invitations=F("invitations") + 1)
    return {"name": name, "person": person.pk, "invited": person.invitations + 1}
