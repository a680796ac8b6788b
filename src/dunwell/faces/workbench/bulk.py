"""The same deed for several customers: seen first, done once, told one by one. Knows no rule."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.customer_page import customers_by_id
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.resume_customer import resume_customer

IN_BULK = ("pause", "resume")
MOST = 500


@page("bulk", "worklist/several/", doing(Verb.PAUSE, Verb.RESUME), ("POST",))
def several(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whom a deed would touch, and do it when that was seen."""
    name = request.POST.get("deed", "")
    numbers = [int(text) for text in request.POST.getlist("customer")[:MOST] if text.isdecimal()]
    rows = customers_by_id(desk.company, numbers)
    if name not in IN_BULK or not rows:
        notices.leave(request, _("Nobody was marked."), _("Mark customers in the list first."), fault=True)
        return redirect("worklist", desk.company.slug)
    until, fault = None, ""
    if "sure" in request.POST:
        try:
            until = date.fromisoformat(request.POST.get("until", "")) if name == "pause" else None
        except ValueError:
            fault = _("Say until which day.")
        if not fault:
            return _done(request, desk, name, rows, until)
    around = {"deed": name, "rows": rows, "fault": fault, "key": uuid4().hex, "section": "worklist"}
    return render(request, "several.html", around)


def _done(request: HttpRequest, desk: Desk, name: str, rows: list[Any], until: date | None) -> HttpResponse:
    """Do it for each, and say for whom it was refused and why; the others stay done."""
    key, refused = request.POST.get("key", ""), []
    for row in rows:
        own = f"{key}-{row.pk}" if key else None
        try:
            if name == "pause" and until is not None:
                reason = request.POST.get("reason", "")[:1000]
                pause_customer(desk.caller(Verb.PAUSE, own), customer=row.ref, until=until, reason=reason)
            else:
                resume_customer(desk.caller(Verb.RESUME, own), customer=row.ref)
        except UserError as fault:
            refused.append(f"{row.name}: {fault.message}")
    done = len(rows) - len(refused)
    notices.leave(request, _("Done for %(number)s customers.") % {"number": done}, " · ".join(refused), fault=not done)
    return redirect("worklist", desk.company.slug)
