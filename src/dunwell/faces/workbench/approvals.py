"""What waits for another person's yes, and the work that waits for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.day import run_waits
from dunwell.queries.lists import STATES, listed
from dunwell.usecases.approve import approve
from dunwell.usecases.reject import reject

ROWS = 50


@page("approvals", "approvals/", ALL)
def approvals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what was asked for, and how it was answered."""
    asked = request.GET.get("state", "")
    state = asked if asked in STATES["approvals"] else "asked"
    found = listed(desk.company, "approvals", state, limit=ROWS)
    around = {
        "rows": found.rows,
        "states": STATES["approvals"],
        "state": state,
        "run_waits": run_waits(desk.company),
        "may": desk.may(Verb.APPROVE),
    }
    return render(request, "approvals.html", around)


@page("answer", "approvals/answer/", doing(Verb.APPROVE, Verb.REJECT), ("POST",))
def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say yes or no to a request."""
    number = request.POST.get("approval", "")
    asked: dict[str, Any] = {
        "what": request.POST.get("what", "")[:60],
        "customer": request.POST.get("ref", "")[:100],
        "approval": int(number) if number.isdecimal() else None,
    }
    yes = request.POST.get("answer") == "yes"
    key = request.POST.get("key")
    try:
        if yes:
            approve(desk.caller(Verb.APPROVE, key), **asked)
        else:
            reject(desk.caller(Verb.REJECT, key), **asked, reason=request.POST.get("reason", "")[:1000])
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
    else:
        notices.leave(
            request, _("It is approved, and done.") if yes else _("It is rejected; whoever asked can see why.")
        )
    return redirect("approvals", desk.company.slug)


@page("tasks", "tasks/", ALL)
def tasks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the tasks and calls that are open."""
    found = {name: listed(desk.company, name, "", limit=ROWS) for name in ("tasks", "calls")}
    return render(request, "tasks.html", {"tasks": found["tasks"], "calls": found["calls"]})
