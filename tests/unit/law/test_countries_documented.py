"""The page of each country says what the tables say: a row that changes has to change its page, too."""

import re
from collections.abc import Iterator
from itertools import groupby

import pytest

from dunwell.domain.interest_days import DayBasis
from dunwell.domain.interest_parts import Compounding, Rounding, Why
from dunwell.domain.money import format_amount
from dunwell.law import late_charges
from dunwell.law.costs import CostRule, costs
from dunwell.law.evidence import MARKS, Evidence
from dunwell.law.late_charges import LateChargeRule
from dunwell.law.moratoria import Moratorium, moratoria
from dunwell.law.regimes import Binding, Regime, regimes
from source_tree import ROOT

PAGES = ROOT / "docs" / "countries"


def page_of(law: str) -> str:
    """Name the page of a law or of a regime that belongs to one: RU-44-FZ stands on that of Russia."""
    return law.split("-")[0].lower()


def cells(*each: str) -> str:
    return f"| {' | '.join(each)} |"


def said(evidence: Evidence) -> str:
    checked = f", checked by {evidence.verified_by}" if evidence.verified_by else ""
    return f"{MARKS[evidence.mark]} ({evidence.mark}){checked}{': doubtful' if evidence.doubtful else ''}"


def regime_line(row: Regime) -> str:
    """Write a regime as its row on the page."""
    points = f"{row.margin.numerator}"
    rate = {Binding.FIXED: f"{points} %", Binding.CONTRACT: "the contract's"}.get(row.binding)
    rate = rate or (f"`{row.table}` + {points}" if row.margin else f"`{row.table}`")
    bound = row.binding.replace("_", " ") + (", by half-year" if row.half_year else "")
    whom = f"{row.kind}, {row.currency}" if row.currency else row.kind
    compounding = row.method.compounding.replace("_", " ")
    how = (rate, bound, compounding, row.method.basis.value)
    return cells(f"`{row.name}`", whom, str(row.valid_from), *how, said(row.evidence), row.evidence.source)


def costs_line(rows: list[CostRule]) -> str:
    """Write the steps of one kind of costs as a row on the page."""
    one = rows[0]
    return cells(
        one.what, one.kind, str(one.valid_from), steps(rows) + bounds(one), said(one.evidence), one.evidence.source
    )


def steps(rows: list[CostRule]) -> str:
    return "; ".join(step(row, only=len(rows) == 1) for row in rows)


def step(row: CostRule, *, only: bool) -> str:
    amount = f"{row.percent.numerator / row.percent.denominator:g} %" if row.percent is not None else ""
    amount = amount or format_amount(row.amount_minor or 0, row.currency)
    if row.below_minor is None:
        return amount if only else f"above {amount}"
    return f"{amount} below {format_amount(row.below_minor, row.currency)}"


def bounds(row: CostRule) -> str:
    if row.maximum_minor is None:
        return ""
    low, high = (format_amount(each, row.currency) for each in (row.minimum_minor, row.maximum_minor))
    return f"; at least {low}, at most {high}"


def charge_line(row: LateChargeRule) -> str:
    """Write what a law makes of the shipped percentage as a row on the page."""
    evidence = Evidence(row.mark, row.source, row.note, row.verified_by)
    return cells(row.law, row.kind, row.verdict, said(evidence), row.source, row.note or "–")


def moratorium_line(row: Moratorium) -> str:
    """Write a moratorium as a row on the page."""
    claims = f"due before {row.claims_before}" if row.claims_before else "all"
    span = (str(row.first_date), str(row.last_date))
    return cells(f"`{row.name}`", row.scope, *span, claims, said(row.evidence), row.evidence.source)


def lines() -> Iterator[tuple[str, str]]:
    """Give each row of the tables with the page on which it stands."""
    for regime in regimes():
        if regime.name == "CONTRACT":  # of no country
            continue
        yield page_of(regime.name), regime_line(regime)
    for (law, _, _), rules in groupby(costs(), key=lambda row: (row.law, row.kind, row.what)):
        yield page_of(law), costs_line(list(rules))
    for charge in (row for rows in late_charges._rules().values() for row in rows):
        if charge.law != "*":
            yield page_of(charge.law), charge_line(charge)
    for moratorium in moratoria():
        yield page_of(moratorium.law), moratorium_line(moratorium)


@pytest.mark.parametrize(("page", "line"), list(lines()))
def test_each_row_stands_on_the_page_of_its_country(page: str, line: str) -> None:
    assert line in (PAGES / f"{page}.md").read_text(encoding="utf-8").splitlines()


def test_each_doubt_of_a_regime_and_of_costs_is_told_on_its_page() -> None:
    noted = [(page_of(row.name), row.evidence.note) for row in regimes() if row.name != "CONTRACT"]
    noted += [(page_of(row.law), row.evidence.note) for row in costs()]
    noted += [(page_of(row.law), row.evidence.note) for row in moratoria()]
    texts = {page: " ".join((PAGES / f"{page}.md").read_text("utf-8").split()) for page, _ in noted}
    assert [(page, note) for page, note in noted if note and note not in texts[page]] == []


def test_each_page_is_in_the_list_and_has_a_regime() -> None:
    listed = (ROOT / "docs" / "interest.md").read_text(encoding="utf-8")
    pages = {path.stem for path in PAGES.glob("*.md")}
    assert pages == {page for page, _ in lines()}
    assert [page for page in pages if f"(countries/{page}.md)" not in listed] == []


def test_each_reason_for_a_new_part_and_each_table_is_told() -> None:
    listed = (ROOT / "docs" / "interest.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", listed, re.MULTILINE) == [why.value for why in Why]
    words = [*Binding, *Compounding, *Rounding, *DayBasis]
    assert [word.value for word in words if f"`{word}`" not in listed] == []
