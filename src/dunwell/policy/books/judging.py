"""Reading what stands after an arrow.

Does not know verbs, nor whether an expectation is met.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypedDict

from dunwell.domain.reasons import Reason
from dunwell.policy.books.expectations import (
    BalanceIs,
    BannerIs,
    Expectation,
    Fee,
    HoldIs,
    MaySell,
    Message,
    Nothing,
    Open,
    RefusedWith,
    StageIs,
)
from dunwell.policy.books.showing import READERS
from dunwell.policy.books.words import Words

CHANNELS = ("email", "letter", "sms", "call", "task")
_REASONS = [reason.value for reason in Reason]


class Where(TypedDict):
    """What every expectation carries."""

    line: int
    on: date
    source: str


def read_expectation(words: Words, text: str, first: date, last: date) -> Expectation:
    """Read an expectation of a verb that covers the days from first to last; without a date it speaks of the last."""
    on = _day(words, first, last)
    start = words.take("an expectation")
    kind = start.text
    where: Where = {"line": words.line, "on": on, "source": _source(text, start.column)}
    if start.quoted or kind not in _READERS:
        raise words.unknown(start, "an expectation", [*_READERS])
    found = _READERS[kind](words, where)
    words.end()
    return found


def _day(words: Words, first: date, last: date) -> date:
    word = words.peek()
    if word is None or not word.is_date:
        return last
    on = words.date("the day of the expectation")
    if not first <= on <= last:
        span = f"on {first}" if first == last else f"from {first} to {last}"
        raise words.error(
            word.column, f"{on} lies outside the verb above, which is {span}", "Correct the date", word.text
        )
    return on


def _source(text: str, column: int) -> str:
    return " ".join(text[column - 1 :].split())


def _message(channel: str, words: Words, where: Where) -> Expectation:
    customer, template = words.text("a customer"), words.text("a task" if channel == "task" else "a template")
    items: list[str] = []
    while words and not words.at_amount():
        items.append(words.text("an item"))
    amounts = words.amounts()
    return Message(channel=channel, customer=customer, template=template, items=tuple(items), amounts=amounts, **where)


def _nothing(words: Words, where: Where) -> Expectation:
    customer = words.text("a customer")
    return Nothing(customer=customer, reason=words.choice(_REASONS, "a reason") if words else None, **where)


def _fee(words: Words, where: Where) -> Expectation:
    return Fee(customer=words.text("a customer"), amount=words.amount(), **where)


def _stage(words: Words, where: Where) -> Expectation:
    customer, stage = words.text("a customer"), words.text("a stage, or none")
    return StageIs(customer=customer, stage=None if stage == "none" else stage, **where)


def _hold(words: Words, where: Where) -> Expectation:
    customer = words.text("a customer")
    return HoldIs(customer=customer, on_hold=words.choice(("on", "off"), "on or off") == "on", **where)


def _balance(words: Words, where: Where) -> Expectation:
    customer = words.text("a customer")
    if not words.at_amount():
        words.amount()
    return BalanceIs(customer=customer, amounts=words.amounts(), **where)


def _banner(words: Words, where: Where) -> Expectation:
    customer, banner = words.text("a customer"), words.take("a banner in quotes, or none")
    shown = None if banner.text == "none" and not banner.quoted else banner.text
    return BannerIs(customer=customer, banner=shown, **where)


def _may_sell(words: Words, where: Where) -> Expectation:
    customer = words.text("a customer")
    amount = words.amount() if words.at_amount() else None
    answer = words.choice(("yes", "no", "prepay"), "yes, no or prepay")
    return MaySell(customer=customer, amount=amount, answer=answer, reason=words.text_or_none("a reason"), **where)


def _refused(words: Words, where: Where) -> Expectation:
    return RefusedWith(reason=words.text_or_none("a reason"), **where)


def _open(_words: Words, where: Where) -> Expectation:
    return Open(**where)


_READERS: dict[str, Callable[[Words, Where], Expectation]] = {
    **{channel: partial(_message, channel) for channel in CHANNELS},
    "nothing": _nothing,
    "fee": _fee,
    "stage": _stage,
    "hold": _hold,
    "balance": _balance,
    "banner": _banner,
    "may-sell": _may_sell,
    "refused": _refused,
    **READERS,
    "…": _open,
    "...": _open,
}
