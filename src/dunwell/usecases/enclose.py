"""Keep a file that belongs to a dispute, an accepted term or a proposal: once, by the hash of its bytes."""

import hashlib
from typing import Any

from dunwell.data.models import Customer
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case

LARGEST = 10_000_000  # bytes: a scan of many pages; more is a film
SUBJECTS = ("dispute", "acceptance", "offer")


@use_case(Verb.ENCLOSE)
def enclose(work: Work, *, customer: str, name: str, content: bytes, to: str, item: str = "") -> Answer:
    """Keep a file with the newest dispute (of `item`, where it is named), acceptance or offer of a customer.

    The same bytes are kept once, whatever they are called. Raises Refused `nothing_to_enclose_to`,
    `unknown_customer`, UserError `too_long` or `missing`.
    """
    check_text("file name", name, needed=True)
    if not content or len(content) > LARGEST or to not in SUBJECTS:
        raise UserError(
            "too_long" if content else "missing",
            f"{name} has {len(content)} bytes",
            f"Give a file of 1 to {LARGEST} bytes, to a dispute, an acceptance or an offer",
            field="file",
            value=name,
        )
    owner = work.customer(customer)
    subject = _subject(work, owner, to, item)
    digest = hashlib.sha256(content).hexdigest()
    work.note({"to": to, "subject": subject.pk, "sha256": digest}, subject=owner, personal={"name": name})
    part, _ = work.books.parts.get_or_create(
        company=work.company, sha256=digest, defaults={"size": len(content), "content": content}
    )
    row = work.books.enclosures.create(customer=owner, part=part, name=name, **{to: subject}, **work.stamp)
    return {"enclosure": row.pk, "customer": customer, "to": to, "name": name, "sha256": digest, "size": len(content)}


def _subject(work: Work, owner: Customer, to: str, item: str) -> Any:
    rows: Any = {
        "dispute": work.books.disputes,
        "acceptance": work.books.acceptances,
        "offer": work.books.plan_offers,
    }[to].of_customer(owner)
    if item:
        rows = rows.filter(item__number=item)
    found = rows.order_by("-id").first()
    if found is None:
        raise Refused(
            RefusalCode.NOTHING_TO_ENCLOSE_TO,
            f"{owner.ref} has no {to} to which a file could belong",
            f"Put the {to} on record first",
            field="to",
            value=to,
        )
    return found
