"""What every use case has in common: who asks, one transaction, one journal entry, an answer that stays.

A use case is one function in a file of its own: `@use_case(Verb.PROMISE) def record_promise(work, *, …) -> Answer`.
It reads what it needs, notes what is asked in the journal, writes, and answers with plain values. Called with the
same key again it gives the same answer and writes nothing; called dry it does everything and undoes it.

This module knows no verb of the trade.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.db import transaction

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, Item
from dunwell.domain.canonical import canonical
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.ids import stable_key
from dunwell.domain.roles import Role, Verb, may

Answer = dict[str, Any]
Asked = ParamSpec("Asked")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks for something, in which role, for which company, when, and under which idempotency key.

    `at` is the moment (aware); `today` is the company's own date at that moment, the date on record.
    """

    company: str
    actor: str
    role: Role
    at: datetime
    today: date
    key: str | None = None
    dry: bool = False

    def on_behalf(self, role: Role) -> "Caller":
        """Give the same caller in another role."""
        return replace(self, role=role)


class Work:
    """One use case at work: its company, its caller, and the journal entry that all its rows point at."""

    def __init__(self, caller: Caller, verb: Verb) -> None:
        self.caller = caller
        self.verb = verb
        self.company = find_company(caller.company)
        self.books = Books(self.company)
        self.seq: int | None = None

    @property
    def today(self) -> date:
        """The date on record."""
        return self.caller.today

    @property
    def stamp(self) -> dict[str, Any]:
        """Give what every recorded row carries: owner, date of record, journal entry. Call `note` first."""
        if self.seq is None:
            raise RuntimeError(f"{self.verb.value} writes before it has noted in the journal what was asked")
        return {"company": self.company, "recorded_on": self.today, "recorded_seq": self.seq}

    @property
    def column_stamp(self) -> dict[str, Any]:
        """Give the stamp by the names of columns, for rows that are written many at a time."""
        return {"company_id": self.company.pk, "recorded_on": self.today, "recorded_seq": self.stamp["recorded_seq"]}

    def note(
        self,
        facts: Mapping[str, Any],
        *,
        subject: Customer | None = None,
        personal: Mapping[str, Any] | None = None,
        rows: int | None = None,
        digest: bytes | None = None,
    ) -> int:
        """Write the journal entry of this use case and raise the subject's version. Personal data goes in apart.

        Rows and digest are given by a bulk write: how many rows, and the digest over them.
        """
        caller = self.caller
        common: dict[str, Any] = {"actor": caller.actor, "role": caller.role.value, "at": caller.at, "key": caller.key}
        if rows is not None and digest is not None:
            self.seq = journal.record_bulk(
                self.company, self.verb.value, rows=rows, digest=digest, facts=dict(facts), **common
            )
        else:
            self.seq = journal.record(
                self.company,
                self.verb.value,
                facts=dict(facts),
                personal=dict(personal) if personal else None,
                subject=subject.pk if subject else None,
                **common,
            )
        if subject is not None:
            self.touch(subject)
        return self.seq

    def touch(self, *customers: Customer) -> None:
        """Raise the version of customers written to, so that plans made before are looked at again."""
        self.books.customers.raise_versions(customer.pk for customer in customers)

    def customer(self, ref: str) -> Customer:
        """Find a customer by its number and hold its row until the end. Raises Refused `unknown_customer`."""
        found: Customer | None = self.books.customers.select_for_update().filter(ref=ref).first()
        if found is None:
            raise Refused(
                RefusalCode.UNKNOWN_CUSTOMER,
                f"There is no customer {ref}",
                "Give the customer's number as `dunwell customer` lists it",
                field="customer",
                value=ref,
            )
        return found

    def item(self, number: str) -> Item:
        """Find an item by its number, with its customer held until the end. Raises Refused `unknown_item`."""
        found: Item | None = self.books.items.filter(number=number).select_related("customer").first()
        if found is None:
            raise Refused(
                RefusalCode.UNKNOWN_ITEM,
                f"There is no item {number}",
                "Give the item's number as `dunwell customer` lists it",
                field="item",
                value=number,
            )
        self.customer(found.customer.ref)
        found.refresh_from_db()
        return found


def find_company(slug: str) -> Company:
    """Find a company by its short name. Raises Refused `unknown_company`."""
    found = Company.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(
            RefusalCode.UNKNOWN_COMPANY,
            f"There is no company {slug}",
            "Create it first with `dunwell company add`",
            field="company",
            value=slug,
        )
    return found


def use_case(
    verb: Verb,
) -> Callable[[Callable[Concatenate[Work, Asked], Answer]], Callable[Concatenate[Caller, Asked], Answer]]:
    """Make a function a use case: it is called with a Caller, and its body gets the Work.

    Raises Refused `not_allowed` where the caller's role may not do the verb, and `key_reused` where the caller's key
    stands for another request.
    """

    def make(
        body: Callable[Concatenate[Work, Asked], Answer],
    ) -> Callable[Concatenate[Caller, Asked], Answer]:
        @wraps(body)
        def call(caller: Caller, *args: Asked.args, **asked: Asked.kwargs) -> Answer:
            _must_be_allowed(caller, verb)
            with transaction.atomic():
                work = Work(caller, verb)
                digest = stable_key(verb.value, canonical(asked))
                answer = _given_before(work, digest)
                if answer is None:
                    answer = body(work, *args, **asked)
                    _remember(work, digest, answer)
                if caller.dry:
                    transaction.set_rollback(True)
            return answer

        call.verb = verb  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[Caller, Asked], Answer]", call)

    return make


def _must_be_allowed(caller: Caller, verb: Verb) -> None:
    if not may(caller.role, verb):
        raise Refused(
            RefusalCode.NOT_ALLOWED,
            f"The role {caller.role.value} may not do this: {verb.value}",
            "Ask somebody in a role that may",
            field="role",
            value=caller.role.value,
        )


def _given_before(work: Work, digest: str) -> Answer | None:
    """Give the answer of an earlier call under the same key, if there was one."""
    if work.caller.key is None:
        return None
    earlier = work.books.idempotency_keys.filter(key=work.caller.key).first()
    if earlier is None:
        return None
    if earlier.request_digest != digest:
        raise Refused(
            RefusalCode.KEY_REUSED,
            f"The key {work.caller.key} stands for another request already",
            "Give a new request a new key",
            field="key",
            value=work.caller.key,
        )
    return dict(earlier.answer)


def _remember(work: Work, digest: str, answer: Answer) -> None:
    if work.caller.key is not None:
        work.books.idempotency_keys.create(
            key=work.caller.key,
            use_case=work.verb.value,
            request_digest=digest,
            answer=answer,
            recorded_on=work.today,
        )
