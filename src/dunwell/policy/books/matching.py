"""Which message meets which line of a book, for one day.

Each message meets one line, and each line one message. Does not know days, runs or the closed world.
"""

from collections.abc import Iterable, Sequence

from dunwell.policy.books.expectations import Message
from dunwell.policy.books.outcome import FEE, GotItem, GotMessage


def match_messages(expected: Sequence[Message], got: Iterable[GotMessage]) -> tuple[list[Message], list[GotMessage]]:
    """Pair lines with messages, and give the lines that none meets and the messages that no line expects.

    The lines that say most choose first, so that a line that says little never takes what another needs.
    """
    left = list(got)
    missed = []
    for line in sorted(expected, key=lambda each: (bool(each.items) + bool(each.amounts), -each.line), reverse=True):
        met = next((message for message in left if meets(line, message)), None)
        if met is None:
            missed.append(line)
        else:
            left.remove(met)
    return sorted(missed, key=lambda each: each.line), left


def meets(line: Message, got: GotMessage) -> bool:
    """Tell whether a message is what a line says; items and totals that the line leaves out are not compared."""
    if (line.channel, line.customer, line.template) != (got.channel, got.customer, got.template):
        return False
    return (not line.items or _items_meet(line.items, got.items)) and (not line.amounts or _totals_meet(line, got))


def _items_meet(names: tuple[str, ...], got: tuple[GotItem, ...]) -> bool:
    """Compare items in order of due date: invoices only, or fees too; items of one date in any order."""
    invoices = tuple(item for item in got if item.kind != FEE)
    return any(_in_order(names, items) for items in (invoices, got))


def _in_order(names: tuple[str, ...], items: tuple[GotItem, ...]) -> bool:
    due_dates = {item.name: item.due_date for item in items}
    if len(names) != len(items) or set(names) != set(due_dates):
        return False
    named = [due_dates[name] for name in names]
    return named == sorted(named)


def _totals_meet(line: Message, got: GotMessage) -> bool:
    expected = {amount.currency: amount.minor for amount in line.amounts if amount.minor}
    return expected == {currency: minor for currency, minor in got.totals.items() if minor}
