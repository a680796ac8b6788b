"""Letters on paper: what waits to be made, and for the post; and messages that wait for a person's word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.posts import download
from dunwell.queries.messages import letters_of, letters_to_print, message_page
from dunwell.usecases.dispatch_notices import dispatch_notices
from dunwell.usecases.handle_messages import cancel_messages, retry_messages
from dunwell.usecases.mark_sent import mark_sent

SHOWN = 100
AT_ONCE = 50


@page("letters", "letters/", ALL)
def letters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the letters that wait: to be made, and to be posted."""
    around = {
        "to_make": letters_of(desk.company, ("planned", "rendered", "failed"), SHOWN),
        "to_post": letters_of(desk.company, ("sent",), SHOWN),
        "may_make": desk.may(Verb.DISPATCH),
        "may_post": desk.may(Verb.SENT),
    }
    return render(request, "letters.html", around)


@page("letters-make", "letters/make/", doing(Verb.DISPATCH), ("POST",))
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make some of the letters that wait, and lay them together for the printer."""
    try:
        told = dispatch_notices(
            desk.caller(Verb.DISPATCH),
            wiring.post(),
            wiring.papers(desk.company.slug),
            limit=AT_ONCE,
            channels=["letter"],
        )["channels"]["letter"]
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
        return redirect("letters", desk.company.slug)
    made = sum(told["results"].get(name, 0) for name in ("handed_over", "delivered"))
    stopped = told["stopped"]
    said = ngettext("%(number)s letter is made.", "%(number)s letters are made.", made) % {"number": made}
    notices.leave(request, said, stopped["said"] if stopped else "", fault=bool(stopped))
    return redirect("letters", desk.company.slug)


@page("letters-print", "letters/print/", doing(Verb.SENT), ("POST",))
def one_print(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the letters that were marked as one PDF, with the list of addresses in front."""
    try:
        found = letters_to_print(desk.company, _marked(request))
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
        return redirect("letters", desk.company.slug)
    if not found:
        return _none_marked(request, desk)
    return download(f"letters-{desk.today}.pdf", wiring.one_print(found))


@page("letters-posted", "letters/posted/", doing(Verb.SENT), ("POST",))
def posted(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Mark letters as posted: they count as delivered."""
    numbers = _marked(request)
    if not numbers:
        return _none_marked(request, desk)
    try:
        mark_sent(desk.caller(Verb.SENT, request.POST.get("key")), messages=numbers)
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
    else:
        notices.leave(request, _("They are in the post."))
    return redirect("letters", desk.company.slug)


@page("message-word", "messages/<int:number>/word/", doing(Verb.SENT, Verb.DISPATCH), ("POST",))
def word(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take a person's word for a message: it went out, it shall be tried again, or it shall stay here."""
    try:
        message_page(desk.company, number)
    except UserError as fault:
        raise Http404 from fault
    what, key = request.POST.get("what"), request.POST.get("key")
    try:
        match what:
            case "sent":
                mark_sent(desk.caller(Verb.SENT, key), messages=[number])
            case "again":
                retry_messages(desk.caller(Verb.DISPATCH, key), messages=[number])
            case "stop":
                reason = request.POST.get("reason", "")[:500]
                cancel_messages(desk.caller(Verb.DISPATCH, key), messages=[number], reason=reason)
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
    else:
        notices.leave(request, _("It is on record."))
    return redirect("message", desk.company.slug, number)


def _marked(request: HttpRequest) -> list[int]:
    return [int(text) for text in request.POST.getlist("message")[:SHOWN] if text.isdecimal()]


def _none_marked(request: HttpRequest, desk: Desk) -> HttpResponse:
    notices.leave(request, _("No letter was marked."), _("Mark letters in the list first."), fault=True)
    return redirect("letters", desk.company.slug)
