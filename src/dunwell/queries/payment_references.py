"""References by which payments are known: those kept, of items and of customers as a whole. Reads only.

Which reference is made for what stands in `dunwell.usecases.sending.references`; what it looks like, in the domain.
"""

from collections import defaultdict
from collections.abc import Collection

from dunwell.data.books import Books
from dunwell.domain.references import Reference, ReferenceKind, key_of, references_in

FEW = 500  # so many ids are asked for in one statement

References = dict[int, tuple[Reference, ...]]


def references_of_items(books: Books, items: Collection[int]) -> References:
    """Give the references of items, by id; those that came with an invoice before those of our own."""
    return _found(books, "item_id", items)


def references_of_customers(books: Books, customers: Collection[int]) -> References:
    """Give the references of customers as a whole, by id."""
    return _found(books, "customer_id", customers, item__isnull=True)


def with_numbers(books: Books, text: str) -> str:
    """Add to what a payer wrote the numbers of the items whose references stand in it, so that they are named."""
    carried = references_in(text)
    if not carried:
        return text
    rows = books.payment_references.filter(key__in={key_of(each) for each in carried}, item__isnull=False)
    kinds = {each.kind.value for each in carried}
    numbers = [number for number, kind in rows.values_list("item__number", "kind") if kind in kinds]
    return " ".join((text, *numbers))


def _found(books: Books, column: str, ids: Collection[int], **more: object) -> References:
    found: dict[int, list[Reference]] = defaultdict(list)
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), FEW):
        rows = books.payment_references.filter(**{f"{column}__in": wanted[start : start + FEW]}, **more).order_by("pk")
        for owner, kind, value in rows.values_list(column, "kind", "value"):
            found[owner].append(Reference(ReferenceKind(kind), value))
    return {owner: tuple(references) for owner, references in found.items()}
