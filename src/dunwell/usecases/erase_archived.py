"""Erase what need not be kept of a customer any more: notes first, books later; the journal stays provable.

Nothing is erased while a matter is open, nor before the law of the company's country lets it.
"""

from collections.abc import Iterable
from typing import Any

from dunwell.data import journal
from dunwell.data.models import Customer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.law.retention import BOOKS
from dunwell.queries.archive import erasable
from dunwell.usecases.work import Answer, Work, use_case

GONE = "(erased)"


@use_case(Verb.ARCHIVE)
def erase_archived(work: Work, *, customer: str) -> Answer:
    """Erase the notes of a customer whose time is over, and what the books say of it as a person where theirs is too.

    Notes are what was heard and said, people and addresses, and what the journal keeps apart of persons. Of the books
    name, references, messages as sent and files go; amounts, days and numbers stay, so that every sum stays what it
    was. Raises Refused `matter_open`, `kept_by_law`, `unknown_customer`.
    """
    owner = work.customer(customer)
    may = erasable(work.company, owner, work.today)
    if may["matter"]:
        raise Refused(
            RefusalCode.MATTER_OPEN,
            f"Nothing of {customer} is erased: {may['matter']}",
            "Close the matter first",
            field="customer",
            value=customer,
        )
    if not may["notes"]:
        raise Refused(
            RefusalCode.KEPT_BY_LAW,
            f"The notes of {customer} are kept until {may['notes_kept_until']}",
            "Erase them after that day",
            field="customer",
            value=customer,
        )
    work.note({"notes": may["notes"], "books": may[BOOKS]}, subject=owner)
    erased = _journal(work, owner)
    rows = _notes(work, owner)
    if may[BOOKS]:
        rows += _books(work, owner)
    return {"customer": owner.ref, "notes": may["notes"], "books": may[BOOKS], "entries": erased, "rows": rows}


def _journal(work: Work, owner: Customer) -> int:
    caller = work.caller
    return journal.erase(
        work.company,
        owner.pk,
        reason="retention",
        actor=caller.actor,
        role=caller.role.value,
        at=caller.at,
        key=None,
    )


def _notes(work: Work, owner: Customer) -> int:
    """Blank what was said and heard, and who was spoken with; the rows stay with their days."""
    books = work.books
    count = _blank(books.replies.of_customer(owner), "text", "read_by")
    count += _blank(books.heard.of_customer(owner), "heard_by", text=GONE)
    count += _blank(books.calls.of_customer(owner), "outcome", "spoke_with")
    count += _blank(books.tasks.of_customer(owner), "outcome")
    count += _blank(books.pauses.of_customer(owner), "reason", "owner")
    count += _blank(books.disputes.of_customer(owner), "reason", "resolution", "owner")
    count += _blank(books.commitments.of_customer(owner), "said_by")
    count += _blank(books.plan_offers.of_customer(owner), "accepted_by")
    count += _blank(books.contacts.of_customer(owner), "name")
    ended = {"ended_on": work.today, "ended_seq": work.seq}
    books.addresses.of_customer(owner).standing().update(**ended)
    return count + _blank(books.addresses.of_customer(owner), text=GONE)


def _books(work: Work, owner: Customer) -> int:
    """Take the person out of the books: name, references, messages and files; what was owed and paid stays."""
    books = work.books
    count = _blank(books.customers.filter(pk=owner.pk), name=GONE)
    count += _blank(books.entries.of_customer(owner), "reference", "reason")
    count += _blank(books.acceptances.of_customer(owner), "accepted_by")
    messages = books.messages.of_customer(owner)
    pieces = books.message_parts.filter(message__in=messages)
    files = books.enclosures.of_customer(owner)
    parts = {*pieces.values_list("part_id", flat=True), *files.values_list("part_id", flat=True)}
    count += pieces.delete()[0] + files.delete()[0]
    count += _blank(messages, "subject", "said", sha256="", size=0)
    _unshared(work, parts)
    return count


def _unshared(work: Work, parts: Iterable[int]) -> None:
    """Remove the pieces that nothing else of the company consists of."""
    kept: set[int] = set()
    ids = sorted(parts)
    for rows, field in (
        (work.books.message_parts, "part_id"),
        (work.books.enclosures, "part_id"),
        (work.books.letterheads.filter(logo__isnull=False), "logo_id"),
    ):
        kept |= set(rows.filter(**{f"{field.removesuffix('_id')}__in": ids}).values_list(field, flat=True))
    work.books.parts.filter(pk__in=[pk for pk in ids if pk not in kept]).delete()


def _blank(rows: Any, *names: str, **values: Any) -> int:
    number: int = rows.update(**dict.fromkeys(names, ""), **values)
    return number
