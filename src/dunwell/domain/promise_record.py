"""How customers keep their word: what became of each promise and plan, and the rates by count and by amount.

Does not know which money counts for a promise (`dunwell.domain.promises`), nor what is done with a rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunwell.domain.instalments import Instalment


class Kept(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    PARTLY = "partly-kept"
    BROKEN = "broken"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


JUDGED = (Kept.KEPT, Kept.LATE, Kept.PARTLY, Kept.BROKEN)
"""What counts in a rate; what is open, replaced or withdrawn says nothing yet."""


@dataclass(frozen=True, slots=True)
class Word:
    """One promise or plan with what became of it; amounts in minor units of one currency."""

    became: Kept
    currency: str
    amount_minor: int
    counted_minor: int


@dataclass(frozen=True, slots=True)
class Rates:
    """How often, and with how much of the money, words were kept, in whole percent; none where none was judged."""

    judged: int
    by_count: int | None
    by_amount: int | None


def became(state: str, instalments: Sequence[Instalment], received: Iterable[tuple[date, int]]) -> Kept:
    """Say what became of a promise or plan: its state in the books, and whether the money came on its days.

    Kept is what was met by each of its days; late what was met in the days of grace; partly kept what broke and
    still brought something. `received` are dates and amounts, in minor units, of the money that counts.
    """
    money = list(received)
    if state == "kept":
        return Kept.KEPT if _on_time(instalments, money) else Kept.LATE
    if state == "broken":
        return Kept.PARTLY if any(minor > 0 for _, minor in money) else Kept.BROKEN
    return Kept(state)


def rates(words: Iterable[Word]) -> Rates:
    """Work out the rates of the words of one currency; what came late was kept too.

    By amount: what counted of all that was promised, half a percent up.
    """
    judged = [word for word in words if word.became in JUDGED]
    if not judged:
        return Rates(0, None, None)
    kept = sum(word.became in (Kept.KEPT, Kept.LATE) for word in judged)
    counted = sum(min(word.counted_minor, word.amount_minor) for word in judged)
    return Rates(len(judged), percent(kept, len(judged)), percent(counted, sum(word.amount_minor for word in judged)))


def percent(part: int, whole: int) -> int:
    """Give a share in whole percent, half up."""
    return (200 * part + whole) // (2 * whole)


def _on_time(instalments: Sequence[Instalment], money: list[tuple[date, int]]) -> bool:
    promised = 0
    for each in sorted(instalments, key=lambda instalment: instalment.due_date):
        promised += each.minor
        if sum(minor for on, minor in money if on <= each.due_date) < promised:
            return False
    return True
