"""What a book expects of agreements: how one stands, which duties and events a day brings, what is warned of.

How each is read and compared stands here too, as none of it has to do with messages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dunwell.policy.books.expectations import Expectation, OfCustomer
from dunwell.policy.books.outcome import DayResult
from dunwell.policy.books.words import Words

WHAT = (
    *("promise", "plan", "offer", "dispute", "answer", "limit", "frozen", "kind", "suggested", "reward", "terms"),
    "approval",
    "proposal",
)
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows(OfCustomer):
    """How an agreement of a customer stands, in the words of the product."""

    what: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyIs(OfCustomer):
    """A duty of the day; none: no duty at all."""

    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventIs(OfCustomer):
    """An event of the day, told to other systems; none: no event at all."""

    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Expectation):
    """The verb was taken, and warned of something."""

    code: str


def _shows(words: Words, where: Any) -> Expectation:
    """shows CUSTOMER WHAT VALUE…"""
    customer, what = words.text("a customer"), words.choice(WHAT, "what is shown")
    said = [words.text("how it stands")]
    while words:
        said.append(words.text("how it stands"))
    return Shows(customer=customer, what=what, value=" ".join(said), **where)


def _duty(words: Words, where: Any) -> Expectation:
    """duty CUSTOMER NAME|none"""
    customer, name = words.text("a customer"), words.text("a duty, or none")
    return DutyIs(customer=customer, name=None if name == NONE else name, **where)


def _event(words: Words, where: Any) -> Expectation:
    """event CUSTOMER NAME|none"""
    customer, name = words.text("a customer"), words.text("an event, or none")
    return EventIs(customer=customer, name=None if name == NONE else name, **where)


def _warned(words: Words, where: Any) -> Expectation:
    """warned CODE"""
    return Warned(code=words.text("what is warned of"), **where)


READERS: dict[str, Callable[[Words, Any], Expectation]] = {
    "shows": _shows,
    "duty": _duty,
    "event": _event,
    "warned": _warned,
}


def _not_shown(expected: Shows, day: DayResult) -> str | None:
    got = day.shown.get((expected.customer, expected.what), NONE)
    return None if got == expected.value else f"shows {expected.customer} {expected.what} {got}"


def _no_duty(expected: DutyIs, day: DayResult) -> str | None:
    return _among("duty", expected.customer, expected.name, day.duties.get(expected.customer, ()))


def _no_event(expected: EventIs, day: DayResult) -> str | None:
    return _among("event", expected.customer, expected.name, day.events.get(expected.customer, ()))


def _among(what: str, customer: str, name: str | None, got: tuple[str, ...]) -> str | None:
    met = not got if name is None else name in got
    return None if met else f"{what} {customer} {', '.join(got) or NONE}"


def _not_warned(expected: Warned, day: DayResult) -> str | None:
    met = expected.code in day.warnings
    return None if met else f"warned {', '.join(day.warnings) or NONE}"


CHECKS: dict[type[Expectation], Callable[[Any, DayResult], str | None]] = {
    Shows: _not_shown,
    DutyIs: _no_duty,
    EventIs: _no_event,
    Warned: _not_warned,
}
