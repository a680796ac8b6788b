"""Messages: what waits, what was sent, one of them as it is or will be. Knows no channel."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.asked import place_of, turning
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.customer_page import customer_row
from dunwell.queries.lists import listed
from dunwell.queries.messages import message_files, message_page
from dunwell.queries.preview import told_by

ROWS = 50
SHOWN = ("", "planned", "rendered", "sent", "in_doubt", "failed", "delivered", "bounced", "cancelled")
TYPES = {"pdf": "application/pdf", "eml": "message/rfc822"}


@page("messages", "messages/", ALL)
def messages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List messages by state, the newest first."""
    asked = request.GET.get("state", "")
    state = asked if asked in SHOWN else ""
    found = listed(desk.company, "messages", state, place=place_of(request), limit=ROWS)
    return render(
        request,
        "messages.html",
        {
            "rows": found.rows,
            "states": SHOWN,
            "state": state,
            **turning(found),
        },
    )


@page("message", "messages/<int:number>/", ALL)
def message(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show a message: its way so far, and what it says; one that is not made yet as it would be now."""
    try:
        facts = message_page(desk.company, number)
    except UserError as fault:
        raise Http404 from fault
    customer = customer_row(desk.company, facts["customer"])
    around = {"message": facts, "customer": customer, "section": "messages", "key": uuid4().hex} | _words(desk, facts)
    return render(request, "message.html", around)


def _words(desk: Desk, facts: dict[str, Any]) -> dict[str, bool]:
    """Tell what a person may say of a message in its state."""
    state, may = facts["state"], desk.may(Verb.DISPATCH)
    return {
        "may_say_sent": desk.may(Verb.SENT) and state in ("planned", "rendered", "sent", "in_doubt", "failed"),
        "may_try": may and state in ("in_doubt", "failed"),
        "may_stop": may and state in ("planned", "rendered", "in_doubt", "failed"),
    }


@page("message-file", "messages/<int:number>/file/<int:place>/", ALL)
def message_file(request: HttpRequest, desk: Desk, number: int, place: int) -> HttpResponse:
    """Give a file of a message, byte for byte as it was sent."""
    try:
        files = message_files(desk.company, number)
    except UserError as fault:
        raise Http404 from fault
    if place >= len(files):
        raise Http404
    name, content = files[place]
    return download(wiring.safe_name(name), content)


@page("preview", "decided/<int:number>/", ALL)
def preview(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show what a decided notice will say, as its customer will read it."""
    papers = wiring.papers(desk.company.slug)
    found = told_by(desk.company, number, papers.language)
    if found is None:
        raise Http404
    decision, told = found
    try:
        subject, text, *_rest = papers.message(told.facts)
        fault = ""
    except UserError as error:
        subject, text, fault = "", "", f"{error.message}. {error.way_out}"
    around = {
        "decision": decision,
        "subject": subject,
        "text": text,
        "fault": fault,
        "language": told.facts.language,
        "section": "today",
    }
    return render(request, "preview.html", around)


@page("preview-paper", "decided/<int:number>/paper/", ALL)
def preview_paper(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Give the letter of a decided notice as it would be printed now."""
    papers = wiring.papers(desk.company.slug)
    found = told_by(desk.company, number, papers.language)
    if found is None:
        raise Http404
    try:
        content = papers.letter(found[1].facts)
    except UserError as fault:
        raise Http404(_("It cannot be made.")) from fault
    return download(f"preview-{number}.pdf", content)


def download(name: str, content: bytes) -> HttpResponse:
    """Give a file to keep: a browser never shows it as a page of ours."""
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
