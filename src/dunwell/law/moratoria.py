"""Days on which a law lets no interest run: moratoria, as dated data (`moratoria.csv`). Knows no rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from dunwell.domain.interest_parts import Exclusion
from dunwell.law.evidence import Evidence, evidence, shipped_rows


class Debtors(StrEnum):
    """Whom a moratorium protects, and which of them are taken into account."""

    ALL = "all"
    LISTED = "listed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Moratorium:
    """One row: from and to, both included. `claims_before`: only claims due before that date, where one is said."""

    name: str
    law: str
    scope: Debtors
    first_date: date
    last_date: date
    claims_before: date | None
    evidence: Evidence


def moratoria_for(law: str, due: date, debtor: Debtors = Debtors.ALL) -> tuple[Moratorium, ...]:
    """Find the moratoria that stop the interest of a claim due on a day under a law.

    `debtor`: all takes those that protect every debtor, listed also those for debtors on a list, none takes none.
    """
    wanted = {Debtors.ALL: {Debtors.ALL}, Debtors.LISTED: {Debtors.ALL, Debtors.LISTED}, Debtors.NONE: set()}[debtor]
    return tuple(
        row
        for row in moratoria()
        if row.law == law and row.scope in wanted and (row.claims_before is None or due < row.claims_before)
    )


def exclusions(found: tuple[Moratorium, ...]) -> tuple[Exclusion, ...]:
    """Give moratoria as days that bear nothing, with their name and source."""
    return tuple(
        Exclusion(row.first_date, row.last_date, f"{row.name}: {row.evidence.source}", row.evidence.doubtful)
        for row in found
    )


@cache
def moratoria() -> tuple[Moratorium, ...]:
    """Read the table."""
    return tuple(_read())


def _read() -> Iterator[Moratorium]:
    for row in shipped_rows("moratoria.csv"):
        yield Moratorium(
            name=row["name"],
            law=row["law"],
            scope=Debtors(row["scope"]),
            first_date=date.fromisoformat(row["first_date"]),
            last_date=date.fromisoformat(row["last_date"]),
            claims_before=date.fromisoformat(row["claims_before"]) if row["claims_before"] else None,
            evidence=evidence(row),
        )
