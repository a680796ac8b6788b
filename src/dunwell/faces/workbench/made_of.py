"""What a figure of Insight is made of: the very invoices, payments or promises, page by page, and as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.asked import as_file, day_of, place_of, sheet_asked
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.waiting import kept, shown
from dunwell.queries.kept import is_large
from dunwell.queries.measure_rows import WHAT, rows_behind
from dunwell.queries.reports.behind import behind_report


@page("behind", "insight/behind/", ALL)
def behind_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the rows behind a number of Insight, with their sum, customer by customer."""
    on, fault = day_of(request, desk)
    what, currency = _asked(request, desk)
    sums = kept(desk, "insight", on)
    found = rows_behind(desk.company, what, currency, on, place_of(request))
    around: dict[str, Any] = {"day": on, "fault": fault, "what": what, "currency": currency, "section": "insight"}
    around |= {"sums": sums, "total": _total(sums.facts, what, currency), "rows": found.rows}
    around |= {"earlier": found.earlier, "later": found.later}
    return shown(render(request, "made_of.html", around), sums)


@page("behind-file", "insight/behind/file/", ALL)
def behind_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give all rows behind a number as a workbook or as CSV; of large books they come from the command line."""
    kind = sheet_asked(request)
    on, _fault = day_of(request, desk)
    what, currency = _asked(request, desk)
    if is_large(desk.company):
        way = _("Take it by the command line: dunwell report behind %(what)s %(currency)s --out rows.csv")
        told = way % {"what": what, "currency": currency}
        notices.leave(request, _("This file has a row for each invoice, and takes longer than a page may."), told)
        return redirect("insight", desk.company.slug)
    return as_file(behind_report(desk.company, what, currency, on), kind, f"{what}-{currency}-{on}")


def _asked(request: HttpRequest, desk: Desk) -> tuple[str, str]:
    """Give which number was asked for, and in which currency; else what is open in the company's own."""
    what = request.GET.get("what", "open")
    currency = request.GET.get("currency") or desk.company.currency or "EUR"
    if what not in WHAT or not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise Http404
    return what, currency


def _total(facts: Any, what: str, currency: str) -> int | None:
    """Find the number among the figures that Insight shows, in minor units; none where it shows none."""
    measured = (facts or {}).get("measured", {}).get(currency, [])
    return next((each["behind"][what] for each in measured if what in each["behind"]), None)
