"""The bank takes a payment back: the items that it settled are open again, and their steps count anew."""

from datetime import date

from dunwell.data.models import Allocation, Customer, Entry
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.amounts import check_amount, too_much
from dunwell.usecases.ledger.taking_back import MoneyOut, Part, named_in, settlements, take, take_out
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.CHARGEBACK)
def chargeback(
    work: Work,
    *,
    customer: str,
    amount_minor: int,
    currency: str,
    reference: str,
    entry_date: date | None = None,
) -> Answer:
    """Record that the bank took so many minor units of a customer's payment back.

    Meant are the payments that carried this reference, or settled an item that it names; one of exactly the amount
    before the others, then the newest. Of a payment goes first what settled the items that are named, then what it has
    unallocated, then the rest. Raises Refused `no_payment`, or `too_much` where the payments were less.
    """
    check_amount(amount_minor, currency)
    check_text("reference", reference, 500, needed=True)
    owner = work.customer(customer)
    named = named_in(work, owner, reference)
    done = settlements(work, owner, currency)
    payments = _payments(work, owner, currency, reference, [each for each in done if _is_named(each, named)])
    if not payments:
        raise _no_payment(owner, reference)
    payments.sort(key=lambda entry: (entry.amount_minor == amount_minor, entry.entry_date, entry.pk), reverse=True)
    parts, missing = take([part for entry in payments for part in _parts(entry, done, named)], amount_minor)
    if missing:
        raise too_much(amount_minor, amount_minor - missing, currency, "what is left of the payments that are meant")
    money = MoneyOut("chargeback", amount_minor, currency, entry_date or work.today, reference)
    return take_out(work, owner, money, parts)


def _is_named(allocation: Allocation, named: frozenset[str]) -> bool:
    return allocation.item is not None and allocation.item.number in named


def _payments(work: Work, owner: Customer, currency: str, reference: str, meant: list[Allocation]) -> list[Entry]:
    """Find the payments that a reference means, each once."""
    money = work.books.entries.of_customer(owner).filter(kind__in=("payment", "recovery"), currency=currency)
    same = {entry.pk: entry for entry in money.filter(reference__iexact=reference)}
    return list((same | {each.entry_id: each.entry for each in meant}).values())


def _parts(entry: Entry, done: list[Allocation], named: frozenset[str]) -> list[Part]:
    mine = [each for each in done if each.entry_id == entry.pk]
    first = [Part(entry, each.amount_minor, each) for each in mine if _is_named(each, named)]
    rest = [Part(entry, each.amount_minor, each) for each in mine if not _is_named(each, named)]
    return [*first, Part(entry, entry.unallocated_minor), *rest]


def _no_payment(owner: Customer, reference: str) -> Refused:
    return Refused(
        RefusalCode.NO_PAYMENT,
        f"No payment of {owner.ref} carried this reference or settled an item that it names",
        "Give the reference as the payment carried it, or the number of an item that it settled",
        field="reference",
        value=reference,
    )
