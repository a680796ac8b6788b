"""The company's own things: its particulars, people, channels, and the journal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dunwell.domain.roles import Role
from dunwell.faces.workbench.access import ALL, only, page
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.journal import journal_page
from dunwell.queries.letterhead import channel_facts, letterhead_facts
from dunwell.queries.people import people


@page("settings", "settings/", ALL)
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the company's settings."""
    around = {
        "letterhead": letterhead_facts(desk.company),
        "channels": channel_facts(desk.company),
        "people": people(desk.company),
    }
    return render(request, "settings.html", around)


@page("journal", "settings/journal/", only(Role.OWNER, Role.FINANCE, Role.COUNSEL, Role.AUDITOR))
def journal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was done, by whom, the newest first."""
    text = request.GET.get("before", "")
    before = int(text) if text.isdecimal() and len(text) < 18 else None
    verb = request.GET.get("verb", "")[:64]
    entries = journal_page(desk.company, before=before, verb=verb)
    last = entries[-1]["id"] if len(entries) == 50 else None
    return render(request, "journal.html", {"entries": entries, "verb": verb, "last": last, "section": "settings"})
