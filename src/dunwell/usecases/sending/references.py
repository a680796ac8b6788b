"""References for what papers ask, made once and kept: of each item, and of the customer for one payment of several.

A reference that came with an invoice is taken as it came. Knows neither codes nor papers.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from dunwell.data.models import Item, PaymentReference
from dunwell.domain.papers import PayTo
from dunwell.domain.payment_codes.asked import kinds_for
from dunwell.domain.references import Reference, ReferenceKind, candidates, key_of, recognise_reference
from dunwell.queries.payment_references import FEW
from dunwell.usecases.work import Work

AHEAD = 3
"""So many possible references of each owner are looked up at a time; it is rare that the first is taken."""


@dataclass
class _Wanted:
    """A reference that is to be made, and those that it could be."""

    customer: int
    item: int | None
    number: str
    kind: ReferenceKind
    could_be: Iterator[Reference] = field(init=False)

    def __post_init__(self) -> None:
        self.could_be = candidates(self.number, self.kind)


def keep_references(work: Work, items: Collection[Item], payment: Iterable[PayTo]) -> int:
    """Make what references these items and their customers lack, and count them. Call `sign_references` after `note`.

    What papers ask has to be known before they are made, and what is noted are the papers.
    """
    ways = list(payment)
    kinds = {currency: kinds_for(ways, currency) for currency in {item.currency for item in items}}
    if not any(kinds.values()):
        return 0
    given = _as_they_came(work, items)
    rows = [_row(work, item.customer_id, item.pk, reference) for item, reference in given]
    known = _known(work, items) | {(row.customer_id, row.item_id, row.kind) for row in rows}
    rows += _made(work, list(_wanted(work, items, kinds, known)), {row.key for row in rows})
    work.books.payment_references.bulk_create(rows, ignore_conflicts=True, batch_size=FEW)
    return len(rows)


def sign_references(work: Work) -> None:
    """Let the references made in this use case point at its journal entry."""
    work.books.payment_references.filter(recorded_seq__isnull=True).update(recorded_seq=work.seq)


def _wanted(
    work: Work,
    items: Collection[Item],
    kinds: dict[str, tuple[ReferenceKind, ...]],
    known: set[tuple[int, int | None, str]],
) -> Iterator[_Wanted]:
    customers: dict[tuple[int, ReferenceKind], None] = {}
    for item in items:
        for kind in kinds[item.currency]:
            customers[item.customer_id, kind] = None
            if (item.customer_id, item.pk, kind.value) not in known:
                yield _Wanted(item.customer_id, item.pk, item.number, kind)
    refs = dict(work.books.customers.filter(pk__in={pk for pk, _ in customers}).values_list("pk", "ref"))
    for customer, kind in customers:
        if (customer, None, kind.value) not in known:
            yield _Wanted(customer, None, refs[customer], kind)


def _known(work: Work, items: Collection[Item]) -> set[tuple[int, int | None, str]]:
    rows = work.books.payment_references.filter(customer__in={item.customer_id for item in items})
    return set(rows.values_list("customer_id", "item_id", "kind"))


def _as_they_came(work: Work, items: Collection[Item]) -> list[tuple[Item, Reference]]:
    """Take the payment references (BT-83) of electronic invoices, each once."""
    by_id = {item.pk: item for item in items}
    kept = set(work.books.payment_references.filter(item__in=by_id).values_list("item_id", flat=True))
    found = {}
    for item, facts in work.books.documents.filter(item__in=by_id).values_list("item_id", "facts"):
        references = facts.get("payment_references") or ()
        if item not in kept and references:
            found[item] = recognise_reference(str(references[0])[:140])
    taken = _taken(work, {_key(reference) for reference in found.values()})
    return [(by_id[item], reference) for item, reference in found.items() if _key(reference) not in taken]


def _made(work: Work, wanted: list[_Wanted], used: set[str]) -> list[PaymentReference]:
    rows: list[PaymentReference] = []
    while wanted:
        tries = [(each, list(islice(each.could_be, AHEAD))) for each in wanted]
        used |= _taken(work, {_key(reference) for _, could in tries for reference in could})
        wanted = []
        for each, could in tries:
            free = next((reference for reference in could if _key(reference) not in used), None)
            if free is None:
                wanted.append(each)
                continue
            used.add(_key(free))
            rows.append(_row(work, each.customer, each.item, free))
    return rows


def _taken(work: Work, keys: set[str]) -> set[str]:
    taken: set[str] = set()
    ordered = sorted(keys)
    for start in range(0, len(ordered), FEW):
        rows = work.books.payment_references.filter(key__in=ordered[start : start + FEW])
        taken |= set(rows.values_list("key", flat=True))
    return taken


def _key(reference: Reference) -> str:
    return key_of(reference)[:140]


def _row(work: Work, customer: int, item: int | None, reference: Reference) -> PaymentReference:
    return PaymentReference(
        company=work.company,
        customer_id=customer,
        item_id=item,
        kind=reference.kind.value,
        value=reference.value,
        key=_key(reference),
        recorded_on=work.today,
    )
