"""Pages of interest and costs, their parts with the total beneath. Works nothing out."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from dunwell.domain.interest_parts import Interest, Part, Why
from dunwell.domain.money import format_amount
from dunwell.faces.cli.page import plain
from dunwell.faces.cli.screen import Screen, table
from dunwell.law.costs import CostPart, Costs, What
from dunwell.law.evidence import MARKS, Evidence
from dunwell.law.regimes import Regime

SAID = {
    Why.START: "begins",
    Why.RATE: "new rate",
    Why.PRINCIPAL: "part paid",
    Why.YEAR: "year of another length",
    Why.COMPOUNDING: "interest is capitalised",
    Why.MORATORIUM: "moratorium",
    Why.RESUMED: "moratorium over",
    Why.LAST_KNOWN: "last known rate",
    Why.INDEX: "index",
}
PLACES = 6  # of a percentage that has no end, such as the ratio of two indices


def interest(screen: Screen, regime: Regime, answer: Interest, principal_minor: int, currency: str) -> None:
    """Print interest part by part, or its facts as JSON."""
    if screen.facts(_interest_facts(regime, answer, principal_minor, currency)):
        return
    screen.title(f"{regime.name}: interest on {format_amount(principal_minor, currency)}")
    made = table("From", "To", ">Days", ">Rate %", ">On", ">Amount", "Why")
    for part in answer.parts:
        dates = (str(part.first_date or ""), str(part.last_date or ""))
        sums = (plain(part.base_minor, currency), plain(part.amount_minor, currency) or "0")
        why = ", ".join(SAID[each] for each in part.why)
        made.add_row(*dates, str(part.days), percent_text(part.percent), *sums, why)
    screen.table(made)
    screen.line(f"total {format_amount(answer.total_minor, currency)}")
    method = regime.method
    screen.line(
        f"({method.basis}, {_words(regime.counted)}, compounding {_words(method.compounding)}, "
        f"rounding {method.rounding}, rate {_words(regime.binding)})",
        style="dim",
    )
    _tell(screen, regime.evidence)
    for source in _sources(answer.parts):
        screen.line(source, style="dim")
    if answer.rate_is_last_known:
        screen.line("The last known rate was used for days of which no rate is known yet.", style="yellow")
    if answer.doubtful:
        screen.line("A rate or a moratorium was derived or is from memory: check it before you charge.", style="yellow")


def costs(screen: Screen, law: str, kind: str, answer: Costs) -> None:
    """Print compensation and costs part by part, or their facts as JSON."""
    if screen.facts(_costs_facts(law, kind, answer)):
        return
    screen.title(f"{law}, {kind}: what the law gives beside interest")
    made = table("What", "How", ">Percent", ">Of", ">Amount")
    for part in answer.parts:
        percent = "" if part.percent is None else percent_text(part.percent)
        base = "" if part.base_minor is None else plain(part.base_minor, answer.currency)
        made.add_row(_words(part.what), part.why, percent, base, plain(part.amount_minor, answer.currency))
    screen.table(made)
    screen.line(f"total {format_amount(answer.total_minor, answer.currency)}")
    if answer.of(What.COMPENSATION) and answer.of(What.COLLECTION):
        screen.line("(compensation counts towards the costs of collection)", style="dim")
    for evidence in _evidences(answer):
        _tell(screen, evidence)


def percent_text(percent: Fraction) -> str:
    """Write a percentage without an exponent and without needless zeros: `10.15`; six places at most."""
    scaled = round(percent * 10**PLACES)
    whole, rest = divmod(scaled, 10**PLACES)
    return f"{whole}.{rest:0{PLACES}d}".rstrip("0").rstrip(".")


def _interest_facts(regime: Regime, answer: Interest, principal_minor: int, currency: str) -> dict[str, Any]:
    return {
        "regime": regime.name,
        "law": regime.law or regime.name,
        "currency": currency,
        "principal_minor": principal_minor,
        "rate_binding": regime.binding.value,
        "compounding": regime.method.compounding.value,
        "day_basis": regime.method.basis.value,
        "days_counted": regime.counted.value,
        "rounding": regime.method.rounding.value,
        "parts": [_part_facts(part) for part in answer.parts],
        "days": answer.days,
        "total_minor": answer.total_minor,
        "rate_is_last_known": answer.rate_is_last_known,
        "rate_is_doubtful": answer.doubtful,
        "evidence": regime.evidence.as_facts(),
    }


def _part_facts(part: Part) -> dict[str, Any]:
    return {
        "from": part.first_date,
        "to": part.last_date,
        "days": part.days,
        "rate_percent": percent_text(part.percent),
        "base_minor": part.base_minor,
        "amount_minor": part.amount_minor,
        "why": [each.value for each in part.why],
        "rate_is_last_known": part.rate_is_last_known,
        "rate_is_doubtful": part.doubtful,
        "sources": list(part.sources),
    }


def _costs_facts(law: str, kind: str, answer: Costs) -> dict[str, Any]:
    return {
        "law": law,
        "kind": kind,
        "currency": answer.currency,
        "parts": [_cost_facts(part) for part in answer.parts],
        "compensation_minor": answer.of(What.COMPENSATION),
        "collection_minor": answer.of(What.COLLECTION),
        "total_minor": answer.total_minor,
        "evidence": [each.as_facts() for each in _evidences(answer)],
    }


def _cost_facts(part: CostPart) -> dict[str, Any]:
    return {
        "what": part.what.value,
        "why": part.why,
        "base_minor": part.base_minor,
        "percent": None if part.percent is None else percent_text(part.percent),
        "amount_minor": part.amount_minor,
    }


def _tell(screen: Screen, evidence: Evidence) -> None:
    checked = f"checked by {evidence.verified_by}" if evidence.verified_by else "no lawyer has checked it"
    screen.line(f"{evidence.source} ({MARKS[evidence.mark]}; {checked})", style="dim")
    if evidence.note:
        screen.line(evidence.note, style="dim")


def _evidences(answer: Costs) -> list[Evidence]:
    return list(dict.fromkeys(rule.evidence for rule in answer.rules))


def _sources(parts: Iterable[Part]) -> list[str]:
    return list(dict.fromkeys(source for part in parts for source in part.sources))


def _words(name: str) -> str:
    return name.replace("_", " ")
