"""May a percentage a month be charged for paying late? By governing law and kind of debtor, as dated data.

The table is `late_charges.csv`; its column `mark` says how good the evidence is: T the text of the law was seen,
S a secondary source, D derived, M from memory; `verified_by` names the lawyer who has checked a row, where one has.
This is no legal advice. The module does not know policies, nor
what is charged instead.
"""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Verdict(StrEnum):
    """What the law makes of a percentage that is charged by the month."""

    SAFE = "safe"
    DOUBTFUL = "doubtful"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class LateChargeRule:
    """One row of the table: what a law says for a kind of debtor from a date on, and where that stands."""

    law: str
    kind: str
    verdict: Verdict
    valid_from: date
    mark: str
    source: str
    note: str
    verified_by: str | None


ANY_LAW = "*"


def late_charge_verdict(law: str | None, kind: str, on: date | None = None) -> Verdict:
    """Tell whether the percentage may be charged under a law to a kind of debtor; see `late_charge_rule`."""
    return late_charge_rule(law, kind, on).verdict


def late_charge_rule(law: str | None, kind: str, on: date | None = None) -> LateChargeRule:
    """Find the row that decides for a law (ISO 3166, also a state's such as US-TX) and a kind of debtor.

    Kinds are business, consumer and public; public debtors count as business. A state without rows has its
    country's, a country without rows those of any other law. Of several rows the newest that was valid `on` a date
    counts, without a date the newest; before the first row the first counts, since nothing else is known.
    """
    debtor = "consumer" if kind == "consumer" else "business"
    name = _canonical(law)
    rules = _rules()
    rows = rules.get((name, debtor)) or rules.get((name.split("-")[0], debtor)) or rules[ANY_LAW, debtor]
    valid = [row for row in rows if on is None or row.valid_from <= on]
    return valid[-1] if valid else rows[0]


def _canonical(law: str | None) -> str:
    name = (law or ANY_LAW).upper()
    return "GB" if name == "UK" else name


@cache
def _rules() -> dict[tuple[str, str], list[LateChargeRule]]:
    return parse_rules((files("dunwell.law") / "late_charges.csv").read_text(encoding="utf-8"))


def parse_rules(table: str) -> dict[tuple[str, str], list[LateChargeRule]]:
    """Read a table of late charges (CSV with a header), by law and kind, the oldest row of each first."""
    found: dict[tuple[str, str], list[LateChargeRule]] = {}
    for row in csv.DictReader(table.splitlines()):
        rule = LateChargeRule(
            law=row["law"],
            kind=row["kind"],
            verdict=Verdict(row["verdict"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            mark=row["mark"],
            source=row["source"],
            note=row["note"],
            verified_by=row["verified_by"] or None,
        )
        found.setdefault((rule.law, rule.kind), []).append(rule)
    for rows in found.values():
        rows.sort(key=lambda rule: rule.valid_from)
    return found
