"""Insight: the measures of the field with their formulae, the week, and pictures with a table behind each."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunwell import wiring
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.aging import aging
from dunwell.queries.measures import measures
from dunwell.queries.reports.week import week_report

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
BENCHMARK = "98.7"


@page("insight", "insight/", ALL)
def insight(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how the company does, as of a day."""
    asked, fault = request.GET.get("day", ""), ""
    try:
        on = date.fromisoformat(asked) if asked else desk.today
    except ValueError:
        on, fault = desk.today, _("This is not a day.")
    aged = aging(desk.company, on)["rows"]
    around = {
        "day": on,
        "fault": fault,
        "measured": [(code, [_shown(each) for each in found]) for code, found in measures(desk.company, on).items()],
        "pictures": [_picture(row) for row in aged],
        "week": week_report(desk.company, on),
        "benchmark": BENCHMARK,
    }
    return render(request, "insight.html", around)


@page("week-file", "insight/week/", ALL)
def week_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the week's figures as a workbook or as CSV."""
    kind = request.GET.get("as", "xlsx")
    writers = wiring.sheet_writers()
    if f".{kind}" not in writers:
        raise Http404
    report = week_report(desk.company, desk.today)
    answer = HttpResponse(writers[f".{kind}"](report.as_sheet()), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="week-{desk.today}.{kind}"'
    return answer


def _shown(each: Any) -> dict[str, Any]:
    title, formula = TOLD[each.name]
    value = None if each.value is None else f"{each.value:.1f}"
    return {
        "name": each.name,
        "title": title,
        "formula": formula,
        "value": value,
        "unit": each.unit,
        "behind": each.behind,
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
