"""Send money back to a customer: what is unallocated goes first, then what settled the items that are named."""

from datetime import date

from dunwell.data.models import Customer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.money import format_amount
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.open_items import unallocated_entries
from dunwell.usecases.ledger.taking_back import MoneyOut, Part, named_in, settlements, take, take_out
from dunwell.usecases.ledger.texts import check_text
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.REFUND)
def refund(
    work: Work,
    *,
    customer: str,
    amount_minor: int,
    currency: str,
    reference: str = "",
    entry_date: date | None = None,
) -> Answer:
    """Record that so many minor units went back to a customer.

    Taken is what is unallocated, the oldest first, credits too; and only where the reference names items, what money
    settled of those: they are open again. Raises Refused `nothing_unallocated` where there is not as much.
    """
    check_amount(amount_minor, currency)
    check_text("reference", reference, 500)
    owner = work.customer(customer)
    parts, missing = take(_parts(work, owner, currency, reference), amount_minor)
    if missing:
        raise _not_there(owner, amount_minor - missing, currency, reference)
    return take_out(work, owner, MoneyOut("refund", amount_minor, currency, entry_date or work.today, reference), parts)


def _parts(work: Work, owner: Customer, currency: str, reference: str) -> list[Part]:
    free = [Part(entry, entry.unallocated_minor) for entry in unallocated_entries(work, owner, currency)]
    named = named_in(work, owner, reference)
    if not named:
        return free
    done = [each for each in settlements(work, owner, currency) if each.item and each.item.number in named]
    return [*free, *(Part(each.entry, each.amount_minor, each) for each in done)]


def _not_there(owner: Customer, there_minor: int, currency: str, reference: str) -> Refused:
    of_items = " or settled what the reference names" if reference else ""
    return Refused(
        RefusalCode.NOTHING_UNALLOCATED,
        f"Only {format_amount(there_minor, currency)} of {owner.ref}'s money is unallocated{of_items}",
        f"Refund at most {format_amount(there_minor, currency)}, or name the items whose payment goes back",
        field="amount",
    )
