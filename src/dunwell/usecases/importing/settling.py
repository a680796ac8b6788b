"""New payments of a list posted: each finds its items by docs/deciding.md, rule 9, with what came before it.

Refunds take from what is unallocated, the oldest first; what is not there is told. Knows no file format.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from dunwell.data.commitments import read_commitments
from dunwell.data.models import Customer, Entry
from dunwell.domain.allocation import Basis, Source, SourceKind
from dunwell.ports import PaymentRow, RowProblem
from dunwell.usecases.importing.accounts import Account, read_accounts
from dunwell.usecases.importing.payments import PaymentIntake, reference_of
from dunwell.usecases.importing.pen import Pen
from dunwell.usecases.importing.posting import touch
from dunwell.usecases.importing.told import row_problem
from dunwell.usecases.ledger.arrivals import arrive
from dunwell.usecases.ledger.commitments import refresh_words
from dunwell.usecases.ledger.early_payment import take_discounts
from dunwell.usecases.work import Work

NEW = 10**15  # from here on count the ids of money that has none yet: it is newer than all on record


@dataclass(slots=True)
class Posted:
    """What came of payments: how many found items by which rule, and for how many none could be meant."""

    payments: int = 0
    refunds: int = 0
    bases: Counter[str] = field(default_factory=Counter)
    unallocated: int = 0
    discounts: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Count the rows that could not be posted after all."""
        return sum(each.severity == "refused" for each in self.problems)

    @property
    def counts(self) -> dict[str, object]:
        """Count what was posted."""
        return {
            "payments": self.payments,
            "refunds": self.refunds,
            "found_by": dict(sorted(self.bases.items())),
            "unallocated": self.unallocated,
            **({"discounts": self.discounts} if self.discounts else {}),
        }


def post_payments(work: Work, file: str, intake: PaymentIntake) -> Posted:
    """Post new payments in the order of their dates, once `work.note` has been called."""
    posted = Posted()
    if not intake.new:
        return posted
    accounts = read_accounts(work, {owner.pk for _, owner in intake.new})
    pen = Pen(work)
    came: dict[int, int] = defaultdict(int)
    last: dict[int, Entry] = {}
    in_order = sorted(enumerate(intake.new), key=lambda each: (each[1][0].paid_on, each[0]))
    for at, (row, owner) in in_order:
        account = accounts[owner.pk]
        if row.kind == "refund":
            _refund(pen, file, row, owner, account, posted)
        else:
            _pay(work, pen, row, owner, account, came, NEW + at, posted, last)
    pen.write()
    arrive(work, came)
    posted.discounts = sum(each["accepted"] for each in take_discounts(work, last))
    settle_words(work, {owner.pk for _, owner in intake.new})
    return posted


def settle_words(work: Work, customers: set[int]) -> None:
    """Count the money of customers for their promises and plans anew, and have plans made from older facts remade."""
    touch(work, customers)
    for words in read_commitments(work.books, customers).values():
        refresh_words(work, words)


def _pay(
    work: Work,
    pen: Pen,
    row: PaymentRow,
    owner: Customer,
    account: Account,
    came: dict[int, int],
    key: int,
    posted: Posted,
    last: dict[int, Entry],
) -> None:
    reference = reference_of(row)
    entry = pen.enter(
        customer=owner,
        kind="payment",
        number=row.number,
        currency=row.currency,
        amount_minor=row.amount_minor,
        entry_date=row.paid_on,
        reference=reference,
    )
    money = Source(SourceKind.MONEY, key, row.paid_on, key, row.currency, row.amount_minor)
    match = account.find(money, reference, work)
    for each in match.allocations:
        source = entry if each.source.source_id == key else account.loose[each.source.source_id]
        item = account.items[each.item.item_id]
        pen.settle(source, item, each.minor)
        last[item.pk] = entry
        if each.source.kind is SourceKind.MONEY:
            came[item.pk] += each.minor
    if entry.unallocated_minor:
        account.loose[key] = entry
    posted.payments += 1
    posted.unallocated += match.basis is Basis.NONE
    posted.bases[match.basis.value] += 1


def _refund(pen: Pen, file: str, row: PaymentRow, owner: Customer, account: Account, posted: Posted) -> None:
    """Take a refund from what is unallocated of the customer's money and credits, the oldest first."""
    loose = account.oldest_loose(row.currency)
    if sum(entry.unallocated_minor for entry in loose) < row.amount_minor:
        said = (
            "nothing_to_refund",
            f"{owner.ref} has less unallocated money and credit than was refunded; the row was left out",
            "Enter it by `dunwell refund`, after the credit or payment that it is taken from",
        )
        posted.problems.append(row_problem(file, row.line, "amount", row.amount_minor, said, "refused"))
        return
    taker = pen.enter(
        customer=owner,
        kind="refund",
        number=row.number,
        currency=row.currency,
        amount_minor=row.amount_minor,
        entry_date=row.paid_on,
        reference=reference_of(row),
    )
    for entry in loose:
        if taker.unallocated_minor:
            pen.drain(taker, entry, min(entry.unallocated_minor, taker.unallocated_minor))
    posted.refunds += 1
