"""The sheet for a call or a check-in: what to know before, and what came of it in a few keys. Knows no rule."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dunwell import wiring
from dunwell.domain.roles import Verb
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.deeds.heard import RESULTS
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.credit import sheet_of
from dunwell.queries.customer_page import customers_by_id
from dunwell.queries.openings import call_of, next_call
from dunwell.usecases.note_reading import note_reading


@page("sheet", "customers/<int:number>/sheet/", ALL)
def sheet(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show what to know before one calls, and take down what came of it."""
    rows = customers_by_id(desk.company, [number])
    if not rows:
        raise Http404
    row = rows[0]
    what = "check-in" if request.GET.get("for") == "check-in" else "call"
    note_reading(desk.company, desk.account, customer=row, what="sheet", at=wiring.now())
    around = {
        "row": row,
        "what": what,
        "sheet": sheet_of(desk.company, row, desk.today, what),
        "call": call_of(desk.company, row) if desk.may(Verb.DONE) else None,
        "results": RESULTS,
        "may_hear": desk.may(Verb.HEARD),
        "after": next_call(desk.company, row),
        "section": "tasks",
    }
    return render(request, "sheet.html", around)
