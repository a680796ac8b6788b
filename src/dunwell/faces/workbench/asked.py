"""What a page was asked for in its address: where its rows begin, which day, which kind of file. Knows no page."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.reports.report import Report
from dunwell.queries.stretches import Stretch


def place_of(request: HttpRequest) -> str:
    """Give the place in its list from which the page reads on; nothing for the beginning."""
    return request.GET.get("from", "")


def turning(found: Stretch) -> dict[str, str | None]:
    """Tell from where the pages before and after this one are read; none at an end."""
    return {"earlier": found.earlier, "later": found.later}


def day_of(request: HttpRequest, desk: Desk) -> tuple[date, str]:
    """Give the day that was asked for, else today, and what is wrong with what was typed."""
    text = request.GET.get("day", "")
    try:
        return (date.fromisoformat(text) if text else desk.today), ""
    except ValueError:
        return desk.today, _("This is not a day.")


def sheet_asked(request: HttpRequest) -> str:
    """Tell as which kind of file a report is asked for: csv or xlsx. Raises Http404 for another."""
    kind = request.GET.get("as", "xlsx")
    if f".{kind}" not in wiring.sheet_writers():
        raise Http404
    return kind


def as_file(report: Report, kind: str, name: str) -> HttpResponse:
    """Give a report as a file to keep."""
    answer: Any = HttpResponse(
        wiring.sheet_writers()[f".{kind}"](report.as_sheet()), content_type="application/octet-stream"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer  # type: ignore[no-any-return]
