"""What kind of debtor a customer seems to be, from its behaviour alone, with the evidence in words.

Never from its country, language or person: nothing of that is among the facts. A person confirms it or does not.
"""

from dataclasses import dataclass
from enum import StrEnum


class DebtorKind(StrEnum):
    """Why somebody does not pay."""

    CANNOT_PAY = "cannot-pay"
    DELAYS = "delays"
    AVOIDS = "avoids"


@dataclass(frozen=True, slots=True)
class Conduct:
    """What a customer did in the last year.

    part_payments: payments of less than the invoice that they were for. plans_asked: plans that the customer itself
    asked for. trouble_heard: times that trouble was spoken of. broken: promises and plans broken. late_disputes:
    raised only after a reminder. warned_first: invoices paid only after a final warning. unanswered: notices and calls
    since the customer last wrote, promised or paid. refused: calls in which paying was refused. wrong_numbers: numbers
    that were wrong.
    """

    part_payments: int = 0
    plans_asked: int = 0
    trouble_heard: int = 0
    broken: int = 0
    late_disputes: int = 0
    warned_first: int = 0
    unanswered: int = 0
    refused: int = 0
    wrong_numbers: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A kind, the points that speak for it, and the evidence, each a sentence."""

    kind: DebtorKind
    points: int
    evidence: tuple[str, ...]


LEAST = 3  # points below which nothing is suggested
SILENT = 6  # contacts without an answer that say something


def suggest(conduct: Conduct) -> Suggestion | None:
    """Suggest the kind for which most speaks; none where too little does, or as much speaks for two."""
    found = sorted((_weigh(kind, conduct) for kind in DebtorKind), key=lambda each: -each.points)
    best, second = found[0], found[1]
    return best if best.points >= LEAST and best.points > second.points else None


def _weigh(kind: DebtorKind, conduct: Conduct) -> Suggestion:
    told = [
        (points, sentence.format(number))
        for number, points, sentence in _SIGNS[kind](conduct)
        if number > 0 and points > 0
    ]
    return Suggestion(kind, sum(points for points, _ in told), tuple(sentence for _, sentence in told))


_Signs = list[tuple[int, int, str]]


def _cannot(conduct: Conduct) -> _Signs:
    return [
        (conduct.part_payments, min(3, conduct.part_payments), "paid in part {} times"),
        (conduct.plans_asked, 2 * conduct.plans_asked, "asked for a plan {} times"),
        (conduct.trouble_heard, 2 * conduct.trouble_heard, "trouble was heard of {} times"),
    ]


def _delays(conduct: Conduct) -> _Signs:
    return [
        (conduct.broken, 2 * conduct.broken, "broke its word {} times"),
        (conduct.late_disputes, 2 * conduct.late_disputes, "contested {} invoices only after a reminder"),
        (conduct.warned_first, 2 * conduct.warned_first, "paid {} invoices only after a final warning"),
    ]


def _avoids(conduct: Conduct) -> _Signs:
    return [
        (
            conduct.unanswered // SILENT and conduct.unanswered,
            conduct.unanswered // SILENT,
            "left {} contacts unanswered",
        ),
        (conduct.refused, 3 * conduct.refused, "refused to pay in {} calls"),
        (conduct.wrong_numbers, conduct.wrong_numbers, "was not at {} numbers that it had given"),
    ]


_SIGNS = {DebtorKind.CANNOT_PAY: _cannot, DebtorKind.DELAYS: _delays, DebtorKind.AVOIDS: _avoids}
