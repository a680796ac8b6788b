"""Insight: the measures of the field with their formulae, the week, and pictures with a table behind each."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from dunwell.domain.measures import BENCHMARK
from dunwell.domain.roles import Verb
from dunwell.domain.sheets import Column
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.asked import as_file, day_of, sheet_asked
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.waiting import come_back, kept, shown
from dunwell.queries.reports.report import Report
from dunwell.queries.reports.week import week_as_report
from dunwell.queries.reviews import review_facts

WEEKLY = "week"
HEIGHT, BAR, GAP = 160, 96, 20
TOLD = {
    "dso": (gettext_lazy("Days sales outstanding"), gettext_lazy("open ÷ sales of 90 days × 90")),
    "dso_countback": (
        gettext_lazy("Days sales outstanding, counted back"),
        gettext_lazy("the newest months of sales that what is open uses up, in days"),
    ),
    "bpdso": (gettext_lazy("Best possible"), gettext_lazy("open and not past due ÷ sales of 90 days × 90")),
    "add": (gettext_lazy("Average days late"), gettext_lazy("days sales outstanding less the best possible")),
    "cei": (
        gettext_lazy("Collection effectiveness"),
        gettext_lazy("(open before + a month's sales − open now) ÷ (open before + a month's sales − not past due now)"),
    ),
    "collection_rate": (
        gettext_lazy("Collection rate"),
        gettext_lazy("cash ÷ (billed less credit notes), of what fell due in the year that ended 120 days ago"),
    ),
    "current": (gettext_lazy("Not past due"), gettext_lazy("open and not past due ÷ open")),
    "promises_kept": (
        gettext_lazy("Promises kept"),
        gettext_lazy("amount kept ÷ amount promised"),
    ),
}
COLUMNS = (
    Column("currency", "Currency"),
    Column("measure", "Measure"),
    Column("value", "Value"),
    Column("unit", "Unit"),
    Column("formula", "Formula"),
    Column("behind", "Behind it, in minor units"),
)


@page("insight", "insight/", ALL)
def insight(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how the company does, as of a day."""
    on, fault = day_of(request, desk)
    sums, week = kept(desk, "insight", on), kept(desk, "week", on)
    measured, aged = (sums.facts["measured"], sums.facts["aging"]) if sums.facts else ({}, [])
    around = {
        "day": on,
        "fault": fault,
        "sums": sums,
        "measured": [(code, [_shown(each) for each in found]) for code, found in measured.items()],
        "pictures": [_picture(row) for row in aged],
        "week": week,
        "may_review": desk.may(Verb.REVIEW),
        "reviewed": next((row for row in review_facts(desk.company, desk.today) if row["what"] == WEEKLY), None),
    }
    return shown(render(request, "insight.html", around), sums, week)


@page("week-file", "insight/week/", ALL)
def week_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the week's figures as a workbook or as CSV."""
    kind = sheet_asked(request)
    week = kept(desk, "week", desk.today)
    if week.facts is None:
        return come_back(request, "insight", desk.company.slug)
    report = week_as_report(week.facts, desk.today)
    return as_file(report, kind, f"week-{desk.today}")


@page("measures-file", "insight/measures/", ALL)
def measures_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the measures as a workbook or as CSV, each with its formula and the numbers behind it."""
    kind = sheet_asked(request)
    on, _fault = day_of(request, desk)
    sums = kept(desk, "insight", on)
    if sums.facts is None:
        return come_back(request, "insight", desk.company.slug)
    rows = [_row(code, _shown(each)) for code, found in sums.facts["measured"].items() for each in found]
    return as_file(Report("measures", "Measures", on.isoformat(), COLUMNS, rows), kind, f"measures-{on}")


def _row(code: str, each: dict[str, Any]) -> dict[str, Any]:
    behind = ", ".join(f"{name}: {minor}" for name, minor in each["behind"].items())
    told = {"measure": str(each["title"]), "value": each["value"] or "n/a", "formula": str(each["formula"])}
    return {"currency": code, **told, "unit": each["unit"], "behind": behind}


def _shown(each: dict[str, Any]) -> dict[str, Any]:
    title, formula = TOLD[each["name"]]
    value = None if each["value"] is None else f"{Decimal(each['value']):.1f}"
    return {**each, "title": title, "formula": formula, "value": value} | {
        "line": BENCHMARK if each["name"] == "collection_rate" else "",
        "below": each["name"] == "collection_rate" and value is not None and Decimal(value) < Decimal(BENCHMARK),
    }


def _picture(row: dict[str, Any]) -> dict[str, Any]:
    """Place the bars of an aging in one currency; a table of the same figures stands beside them."""
    most = max([each["open_minor"] for each in row["buckets"]] + [1])
    bars = []
    for number, each in enumerate(row["buckets"]):
        height = round(HEIGHT * each["open_minor"] / most, 1)
        bars.append(
            {
                **each,
                "x": number * (BAR + GAP),
                "y": HEIGHT - height,
                "height": height,
                "middle": number * (BAR + GAP) + BAR / 2,
            }
        )
    return {
        "currency": row["currency"],
        "bars": bars,
        "width": len(bars) * (BAR + GAP) - GAP,
        "height": HEIGHT,
        "bar": BAR,
    }
