"""What stands on an import, so that it cannot be taken back: what was sent, and what came into the books after it.

Changes nothing; gives the reason as a refusal.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from dunwell.data.models import ImportFile
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.usecases.importing.batching import batches
from dunwell.usecases.work import Work

NOT_OUT = ("planned", "rendered", "failed", "cancelled")


def check_nothing_sent(work: Work, file: ImportFile, seqs: Sequence[int]) -> None:
    """Refuse where something went out because of what an import brought. Raises Refused `sent_already`."""
    items = set(work.books.items.filter(recorded_seq__in=seqs).values_list("id", flat=True))
    touched = set(work.books.allocations.filter(recorded_seq__in=seqs).values_list("customer_id", flat=True))
    told = set(work.books.commitments.filter(recorded_seq__in=seqs).values_list("customer_id", flat=True))
    for what, number, ref in _out(work, file, items, touched | told):
        raise Refused(
            RefusalCode.SENT_ALREADY,
            f"{what} to {ref} rests on it (message {number})" if what != "a late charge" else f"{what} of {ref}",
            "Correct what is wrong item by item: credit note, refund, `dunwell write-off`",
            field="import",
            value=file.pk,
        )


def _out(work: Work, file: ImportFile, items: set[int], customers: set[int]) -> Any:
    """Find messages that went out, calls that were made and charges posted by runs after the import."""
    books = work.books
    for part in batches(sorted(items)):
        asked = books.decision_items.filter(
            run=OuterRef("decision__run"),
            customer=OuterRef("customer"),
            group=OuterRef("decision__group"),
            item__in=part,
        )
        for rows in (books.messages.exclude(state__in=NOT_OUT), books.calls.filter(state="done")):
            yield from _named(rows.filter(Exists(asked)))
    for part in batches(sorted(customers)):
        since: Any = {"customer__in": part, "decision__run__recorded_seq__gt": file.recorded_seq}
        yield from _named(books.messages.exclude(state__in=NOT_OUT).filter(**since))
        charged = books.charges.filter(customer__in=part, recorded_seq__gt=file.recorded_seq)
        yield from (("a late charge", row.pk, row.customer.ref) for row in charged.select_related("customer")[:1])


def _named(rows: Any) -> list[tuple[str, int, str]]:
    found = rows.select_related("decision", "customer").order_by("id")[:1]
    return [(f"{row.decision.template} by {row.decision.channel}", row.pk, row.customer.ref) for row in found]


def check_newest(work: Work, file: ImportFile) -> None:
    """Refuse to take back what a later complete list was compared with. Raises Refused `import_built_on`."""
    later = work.books.import_files.complete().filter(recorded_seq__gt=file.recorded_seq).order_by("-id").first()
    if later is not None:
        raise Refused(
            RefusalCode.IMPORT_BUILT_ON,
            f"The complete list of {later.complete_on} (import {later.pk}) was compared with it",
            f"Take that one back first: dunwell import --undo {later.pk}",
            field="import",
            value=file.pk,
        )
