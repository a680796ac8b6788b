"""What a page was asked for in its address: where its rows begin, which day, which kind of file. Knows no page."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.reports.report import Report


def begin_of(request: HttpRequest) -> int:
    """Tell how many rows the page passes over; what is no such number is none."""
    text = request.GET.get("from", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def turning(begin: int, size: int, *, more: bool) -> dict[str, int | None]:
    """Tell where the pages before and after this one begin; none at an end."""
    return {"later": begin + size if more else None, "earlier": max(0, begin - size) if begin else None}


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
