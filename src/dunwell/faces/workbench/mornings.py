"""Today: what goes out and why, what is held back, what needs a person; and the run that waits for a yes."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import behind, notices
from dunwell.faces.workbench.access import ALL, doing, page
from dunwell.faces.workbench.asked import place_of, turning
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.waiting import AGAIN, kept, shown
from dunwell.queries.day import day_facts
from dunwell.queries.kept import is_large
from dunwell.queries.progress import run_progress
from dunwell.usecases.approve_run import approve_run
from dunwell.usecases.run_collections import run_collections

_refused: dict[tuple[str, int], UserError] = {}
CHANNELS = ("email", "letter", "sms", "call")


@page("today", "today/", ALL)
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the day."""
    channel = request.GET.get("channel", "")
    channel = channel if channel in CHANNELS else ""
    facts = day_facts(desk.company, desk.today, channel=channel, place=place_of(request))
    sums = kept(desk, "day", desk.today)
    around = {
        "day": facts,
        "sums": sums,
        "rows": facts["deeds"].rows,
        "progress": run_progress(desk.company),
        "refused": _refused.pop(_run_of(desk), None),
        "at_it": behind.is_in_hand(_run_of(desk)),
        "may_run": desk.may(Verb.RUN),
        "may_approve": desk.may(Verb.APPROVE),
        **turning(facts["deeds"]),
    }
    answer = shown(render(request, "today.html", around), sums)
    if around["at_it"] or around["progress"]:
        answer["Refresh"] = AGAIN
    return answer


@page("run", "today/run/", doing(Verb.RUN), ("POST",))
def run(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Decide the day; that of large books is decided behind the page, which shows how far it is."""
    decide = partial(
        run_collections,
        desk.caller(Verb.RUN, request.POST.get("key")),
        as_of=desk.today,
        allow_stale="stale" in request.POST,
    )
    if is_large(desk.company):
        behind.begin(_run_of(desk), partial(_decide, _run_of(desk), partial(decide, hands=wiring.hands())))
        notices.leave(request, _("The day is being decided. You can leave this page; it shows how far it is."))
        return redirect("today", desk.company.slug)
    try:
        answer = decide()
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
        return redirect("today", desk.company.slug)
    if answer["waits_for"]:
        notices.leave(request, _("The day is decided, and waits for a yes. Look at it below."))
    else:
        notices.leave(request, _("The day is decided. What goes out waits in the outbox."))
    return redirect("today", desk.company.slug)


def _run_of(desk: Desk) -> tuple[str, int]:
    return "run", desk.company.pk


def _decide(what: tuple[str, int], decide: Callable[[], object]) -> None:
    """Decide behind the page; what is refused is said on the page when somebody looks."""
    try:
        decide()
    except UserError as fault:
        _refused[what] = fault


@page("approve-run", "today/approve/", doing(Verb.APPROVE), ("POST",))
def approve(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say yes to a run that waits, for all customers or for those that were marked."""
    text = request.POST.get("run", "")
    only = request.POST.getlist("customer") if request.POST.get("which") == "marked" else []
    if request.POST.get("which") == "marked" and not only:
        notices.leave(request, _("Nobody was marked."), _("Mark those who are to be written to."), fault=True)
        return redirect("today", desk.company.slug)
    try:
        approve_run(
            desk.caller(Verb.APPROVE, request.POST.get("key")), run=int(text) if text.isdecimal() else 0, only=only
        )
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
    else:
        notices.leave(request, _("It is approved. What goes out waits in the outbox."))
    return redirect("today", desk.company.slug)
