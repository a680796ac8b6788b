"""Whether what came of a verb is what the book expects: the first difference, or none.

Pure: knows neither engine nor database. The rules are those of docs/books.md: what a line leaves out is not
compared; a run is a closed world for the customers that its expectations name, unless `-> …` opens it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunwell.policy.books.expectations import (
    BalanceIs,
    BannerIs,
    Expectation,
    Fee,
    HoldIs,
    MaySell,
    Message,
    Nothing,
    OfCustomer,
    RefusedWith,
    StageIs,
)
from dunwell.policy.books.matching import match_messages
from dunwell.policy.books.outcome import DayResult, GotMessage, Outcome, told
from dunwell.policy.books.showing import CHECKS
from dunwell.policy.books.statements import Run, RunDaily, Statement, verb_of


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a book and its playing part: the line, the day, expected against got, and the engine's reason."""

    path: str
    line: int
    on: date
    expected: str
    got: str
    why: str = ""

    def __str__(self) -> str:
        said = f"{self.path}, line {self.line}: on {self.on} expected {self.expected}, got {self.got}"
        return f"{said} ({self.why})" if self.why else said


def customers_judged(statement: Statement) -> set[str]:
    """Name the customers that any expectation of a verb names: the closed world holds for them."""
    return {each.customer for each in statement.expects if isinstance(each, OfCustomer)}


def days_judged(statement: Statement) -> set[date]:
    """Name the days of which any expectation of a verb speaks."""
    return {each.on for each in statement.expects}


def compare(path: str, statement: Statement, outcome: Outcome) -> Difference | None:
    """Find the first difference, by day and line, between a verb's expectations and what came of it."""
    found = [*_refusals(path, statement, outcome)]
    if not found:
        found += _messages(path, statement, outcome)
        found += _states(path, statement, outcome)
    return min(found, key=lambda each: (each.on, each.line == statement.line, each.line), default=None)


def _refusals(path: str, statement: Statement, outcome: Outcome) -> Iterator[Difference]:
    expected = [each for each in statement.expects if isinstance(each, RefusedWith)]
    refused = outcome.refused
    if refused is not None and not expected:
        yield Difference(path, statement.line, statement.on, "no refusal", f"refused {refused}")
    for each in expected:
        if refused is None:
            yield Difference(path, each.line, each.on, each.source, "no refusal")
        elif each.reason not in (None, refused.code):
            yield Difference(path, each.line, each.on, each.source, f"refused {refused}")


def _messages(path: str, statement: Statement, outcome: Outcome) -> Iterator[Difference]:
    closed = isinstance(verb_of(statement), Run | RunDaily) and not statement.is_open
    judged = customers_judged(statement) if closed else set()
    for on in sorted({*days_judged(statement), *(day.on for day in outcome.days)}):
        day = outcome.day(on)
        expected = [each for each in statement.expects if isinstance(each, Message) and each.on == on]
        missed, extra = match_messages(expected, day.messages)
        for each in missed:
            got = _instead(each, day, extra)
            yield Difference(path, each.line, on, each.source, got, day.why(each.customer))
        for message in extra:
            if message.customer in judged:
                yield Difference(path, statement.line, on, f"no such {message.channel}", str(message))


def _instead(expected: Message, day: DayResult, extra: list[GotMessage]) -> str:
    """Tell what came in place of a message: the like of it, else all that the customer got that day."""
    mine = [each for each in day.messages if each.customer == expected.customer]
    alike = [each for each in extra if each in mine and each.channel == expected.channel]
    return "; ".join(str(each) for each in alike or mine) or "nothing"


def _states(path: str, statement: Statement, outcome: Outcome) -> Iterator[Difference]:
    for each in statement.expects:
        day = outcome.day(each.on)
        check = _CHECKS.get(type(each))
        got = check(each, day) if check else None
        if got is not None:
            why = day.why(each.customer) if isinstance(each, OfCustomer) else ""
            yield Difference(path, each.line, each.on, each.source, got, why)


def _nothing(expected: Nothing, day: DayResult) -> str | None:
    sent = [str(m) for m in day.messages if m.customer == expected.customer and m.channel != "task"]
    if sent:
        return "; ".join(sent)
    got = day.reasons.get(expected.customer)
    if expected.reason is None or (got is not None and got.code == expected.reason):
        return None
    return f"nothing {expected.customer} {got.code if got else '(without a reason)'}"


def _fee(expected: Fee, day: DayResult) -> str | None:
    got = dict(day.charges.get(expected.customer, {}))
    if got.get(expected.amount.currency, 0) == expected.amount.minor:
        return None
    return " ".join(["fee", expected.customer, *told(got)]) if any(got.values()) else "no fee"


def _stage(expected: StageIs, day: DayResult) -> str | None:
    got = day.stages.get(expected.customer)
    return None if got == expected.stage else f"stage {expected.customer} {got or 'none'}"


def _hold(expected: HoldIs, day: DayResult) -> str | None:
    got = day.holds.get(expected.customer, False)
    return None if got == expected.on_hold else f"hold {expected.customer} {'on' if got else 'off'}"


def _balance(expected: BalanceIs, day: DayResult) -> str | None:
    got = {currency: minor for currency, minor in day.balances.get(expected.customer, {}).items() if minor}
    if got == {amount.currency: amount.minor for amount in expected.amounts if amount.minor}:
        return None
    return " ".join(["balance", expected.customer, *(told(got) or ["0"])])


def _banner(expected: BannerIs, day: DayResult) -> str | None:
    got = day.banners.get(expected.customer)
    if got == expected.banner:
        return None
    return f"banner {expected.customer} none" if got is None else f'banner {expected.customer} "{got}"'


def _may_sell(expected: MaySell, day: DayResult) -> str | None:
    got = day.may_sell.get((expected.customer, expected.amount))
    if got is not None and got.answer == expected.answer and expected.reason in (None, got.reason):
        return None
    return f"may-sell {expected.customer} {got or '(no answer)'}"


_CHECKS: dict[type[Expectation], Callable[[Any, DayResult], str | None]] = {
    Nothing: _nothing,
    Fee: _fee,
    StageIs: _stage,
    HoldIs: _hold,
    BalanceIs: _balance,
    BannerIs: _banner,
    MaySell: _may_sell,
    **CHECKS,
}
