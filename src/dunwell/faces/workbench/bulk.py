"""The same deed for several customers: seen first, done once, told one by one, and taken back by a click.

Knows no rule.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.customer_page import colleagues, customers_by_id, paused_until
from dunwell.usecases.assign_customer import assign_customer
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.resume_customer import resume_customer

IN_BULK = {"pause": Verb.PAUSE, "resume": Verb.RESUME, "assign": Verb.ASSIGN}
BACK = {"pause": "resume", "resume": "pause", "assign": "assign"}
"""By which deed each is taken back."""
MOST = 500


@page("bulk", "worklist/several/", doing(*IN_BULK.values()), ("POST",))
def several(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whom a deed would touch, and do it when that was seen."""
    name = request.POST.get("deed", "")
    numbers = [int(text) for text in request.POST.getlist("customer")[:MOST] if text.isdecimal()]
    rows = customers_by_id(desk.company, numbers)
    if name not in IN_BULK or not rows:
        notices.leave(request, _("Nobody was marked."), _("Mark customers in the list first."), fault=True)
        return redirect("worklist", desk.company.slug)
    if not desk.may(IN_BULK[name]):
        raise PermissionDenied
    fault = ""
    if "sure" in request.POST:
        try:
            wanted = {row.pk: _wanted(request, name, row.pk) for row in rows}
        except ValueError:
            fault = _("Say until which day.")
        else:
            return _done(request, desk, name, rows, wanted)
    around = {"deed": name, "rows": rows, "fault": fault, "key": uuid4().hex, "section": "worklist"}
    return render(request, "several.html", around | {"colleagues": colleagues(desk.company)})


def _wanted(request: HttpRequest, name: str, number: int) -> Any:
    """Give what one customer shall get: its own where the form has one, else that of all. Raises ValueError."""
    typed = request.POST
    match name:
        case "pause":
            return date.fromisoformat(typed.get(f"until-{number}") or typed.get("until", ""))
        case "assign":
            return typed.get(f"to-{number}", typed.get("to", ""))[:200]
    return None


def _done(request: HttpRequest, desk: Desk, name: str, rows: list[Any], wanted: dict[int, Any]) -> HttpResponse:
    """Do it for each, and say for whom it was refused and why; the others stay done."""
    key, refused, done = request.POST.get("key", ""), [], []
    before = paused_until(desk.company, [row.pk for row in rows], desk.today)
    for row in rows:
        caller = desk.caller(IN_BULK[name], f"{key}-{row.pk}" if key else None)
        try:
            match name:
                case "pause":
                    reason = request.POST.get("reason", "")[:1000]
                    pause_customer(caller, customer=row.ref, until=wanted[row.pk], reason=reason)
                case "resume":
                    resume_customer(caller, customer=row.ref)
                case "assign":
                    assign_customer(caller, customer=row.ref, to=wanted[row.pk])
        except UserError as fault:
            refused.append(f"{row.name}: {fault.message}")
        else:
            done.append(row)
    undo = None
    if done and "undoing" not in request.POST:
        undo = (reverse("bulk", args=[desk.company.slug]), list(_way_back(name, done, before)))
    told = ngettext("Done for %(number)s customer.", "Done for %(number)s customers.", len(done)) % {
        "number": len(done)
    }
    notices.leave(request, told, " · ".join(refused), fault=not done, undo=undo)
    return redirect("worklist", desk.company.slug)


def _way_back(name: str, rows: list[Any], paused: dict[int, date]) -> Iterator[tuple[str, str]]:
    """Give the form that takes a deed back: each customer as it was before."""
    yield from (("deed", BACK[name]), ("sure", "1"), ("undoing", "1"), ("key", uuid4().hex))
    for row in rows:
        yield "customer", str(row.pk)
        if name == "assign":
            yield f"to-{row.pk}", row.in_charge
        elif name == "resume" and row.pk in paused:
            yield f"until-{row.pk}", paused[row.pk].isoformat()
