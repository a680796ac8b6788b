"""Insight month by month: a line for each figure, and the table that it is drawn from."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dunwell.domain.measures import BENCHMARK
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.asked import as_file, day_of, sheet_asked
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.insights import TOLD
from dunwell.faces.workbench.waiting import come_back, kept, shown
from dunwell.queries.reports.trend import trend_report
from dunwell.queries.trends import NAMES, UNITS

WIDTH, HEIGHT, EDGE = 320, 96, 8


@page("trends", "insight/trends/", ALL)
def trend_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how the figures went, at the end of each of the last twelve months."""
    on, fault = day_of(request, desk)
    sums = kept(desk, "trends", on)
    found = [
        {
            "currency": code,
            "lines": [_line(name, months) for name in NAMES],
            "months": [
                {"on": month["on"], "cells": [(TOLD[name][0], _short(month[name]), unit_of(name)) for name in NAMES]}
                for month in reversed(months)
            ],
        }
        for code, months in (sums.facts or {}).items()
    ]
    around = {"day": on, "fault": fault, "sums": sums, "found": found, "section": "insight"}
    return shown(render(request, "trends.html", around), sums)


@page("trends-file", "insight/trends/file/", ALL)
def trend_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the months as a workbook or as CSV."""
    kind = sheet_asked(request)
    on, _fault = day_of(request, desk)
    sums = kept(desk, "trends", on)
    if sums.facts is None:
        return come_back(request, "trends", desk.company.slug)
    return as_file(trend_report(sums.facts, on), kind, f"trends-{on}")


def unit_of(name: str) -> str:
    """Tell what a figure is counted in: days or percent."""
    return UNITS.get(name, "percent")


def _short(value: str | None) -> str | None:
    return None if value is None else f"{Decimal(value):.1f}"


def _line(name: str, months: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw a figure from left to right, with a gap where nothing can be said; the scale goes from nothing, or below."""
    values = [None if month[name] is None else Decimal(month[name]) for month in months]
    known = [value for value in values if value is not None]
    high, low = max([*known, Decimal(1)]), min([*known, Decimal(0)])
    step = Decimal(WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    dots = [
        {
            "x": round(EDGE + place * step, 1),
            "y": round(EDGE + (high - value) / (high - low) * (HEIGHT - 2 * EDGE), 1),
            "on": months[place]["on"],
            "value": f"{value:.1f}",
            "place": place,
        }
        for place, value in enumerate(values)
        if value is not None
    ]
    return {
        "title": TOLD[name][0],
        "formula": TOLD[name][1],
        "unit": unit_of(name),
        "dots": dots,
        "strokes": list(_strokes(dots)),
        "last": dots[-1] if dots else None,
        "line": BENCHMARK if name == "collection_rate" else "",
    }


def _strokes(dots: list[dict[str, Any]]) -> list[str]:
    """Join the dots of months that follow one another."""
    parts: list[list[dict[str, Any]]] = []
    for dot in dots:
        if parts and parts[-1][-1]["place"] + 1 == dot["place"]:
            parts[-1].append(dot)
        else:
            parts.append([dot])
    return [" ".join(f"{dot['x']},{dot['y']}" for dot in part) for part in parts if len(part) > 1]
