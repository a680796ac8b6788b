"""The company's own things: its particulars, people, channels, what is done by the clock, and the journal."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.config.environment import installation
from dunwell.domain.calendars import Calendar, business_calendar, holidays_ahead
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role, Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, doing, only, page
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.fields import UnreadableError, Values, read, shown
from dunwell.faces.workbench.joining import tell_link
from dunwell.faces.workbench.particulars import BY_NAME, PERSON, SETTINGS, Setting, jobs_of
from dunwell.law.rates_kept import tables_with
from dunwell.queries.events import hook_facts
from dunwell.queries.imports import saved_mappings
from dunwell.queries.journal import SHOWN, journal_page
from dunwell.queries.letterhead import channel_facts, channel_settings, letterhead_facts
from dunwell.queries.people import people, person_named
from dunwell.queries.search import search
from dunwell.usecases.add_person import add_person
from dunwell.usecases.configure_channel import resume_channel
from dunwell.usecases.configure_hook import configure_hook
from dunwell.usecases.verify_journal import verify_journal
from dunwell.usecases.write_to_staff import Word, write_to_staff

FOUND, DAYS_OFF = 302, 6
_OFFICE = (Verb.LETTERHEAD, Verb.CHANNEL, Verb.HOOK, Verb.SCHEDULE)
_READERS = only(Role.OWNER, Role.FINANCE, Role.COUNSEL, Role.AUDITOR)


@page("settings", "settings/", ALL)
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the company's settings."""
    jobs = jobs_of(desk)
    around = {
        "letterhead": letterhead_facts(desk.company),
        "channels": channel_facts(desk.company),
        "people": people(desk.company),
        "jobs": jobs,
        "backup": next((job for job in jobs if job["job"] == "backup"), None),
        "hooks": hook_facts(desk.company),
        "mappings": saved_mappings(desk.company),
        "days_off": holidays_ahead(desk.today, DAYS_OFF, _calendar(desk)),
        "rates": [table for table in tables_with(installation().home / "rates").values() if table.rows],
        "may": {setting.name for setting in SETTINGS if desk.may(setting.verb)},
        "may_invite": desk.may(Verb.PERSON),
        "may_read_journal": bool(_READERS.roles & desk.roles),
    }
    return render(request, "settings.html", around)


def _calendar(desk: Desk) -> Calendar:
    """Give the days off that hold for all customers, else those of the company's own country."""
    held = desk.company.calendar
    return business_calendar(None if held == "none" else held or desk.company.country, desk.company.region)


@page("setting", "settings/set/<slug:setting>/", doing(*_OFFICE), ("GET", "POST"))
def setting(request: HttpRequest, desk: Desk, setting: str) -> HttpResponse:
    """Ask for what a setting holds, and keep it."""
    found = BY_NAME.get(setting)
    if found is None or not desk.may(found.verb):
        raise Http404
    return _set(request, desk, found)


@page("person", "settings/people/", doing(Verb.PERSON), ("GET", "POST"))
def person(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let a person in, or change what one may do; who cannot sign in yet is given a link for it."""
    answer = _set(request, desk, PERSON)
    if request.method == "POST" and answer.status_code == FOUND:
        known: Any = person_named(desk.company, request.POST.get("name", "").strip())
        if known is not None and known.account_id is None and known.email:
            tell_link(request, desk, known, mail="mail" in request.POST)
    return answer


@page("person-gone", "settings/people/gone/", doing(Verb.PERSON), ("POST",))
def gone(request: HttpRequest, desk: Desk) -> HttpResponse:
    """End a person's work here: whoever is gone does not get in any more, and stays on record."""
    name = request.POST.get("name", "")
    known = next((each for each in people(desk.company) if each["name"] == name), None)
    if known is None or name == desk.person:
        notices.leave(request, _("You would shut yourself out."), _("Let another owner do it."), fault=True)
    else:
        add_person(desk.caller(Verb.PERSON), name=name, email=known["email"], roles=known["roles"], active=False)
        notices.leave(request, _("This person does not get in any more."))
    return redirect("settings", desk.company.slug)


@page("channel-test", "settings/test/", doing(Verb.CHANNEL), ("POST",))
def test(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Try a channel short of sending: connect and sign in, or write to its folder; a channel that works goes on."""
    channel = request.POST.get("channel", "")
    if channel not in wiring.CHANNEL_KINDS:
        raise Http404
    try:
        outcome = wiring.open_channel(desk.company.slug, channel_settings(desk.company, channel)).check()
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
        return redirect("settings", desk.company.slug)
    if outcome.result.value != "delivered":
        notices.leave(request, _("It does not work: %(code)s") % {"code": outcome.code}, outcome.said, fault=True)
    else:
        if request.POST.get("resume"):
            resume_channel(desk.caller(Verb.CHANNEL), channel=channel)
        notices.leave(request, _("It works."), _try_mail(desk) if channel == "email" else "")
    return redirect("settings", desk.company.slug)


def _try_mail(desk: Desk) -> str:
    """Send a mail to whoever tries the channel, and say so."""
    own, company = desk.account, desk.company
    word = Word(
        own.name,
        own.email,
        _("A mail to try it"),
        _("Mails of %(company)s arrive.") % {"company": company.name},
        "trial",
    )
    try:
        sent = write_to_staff(company.slug, wiring.open_channel, [word], wiring.now())
    except UserError as fault:
        return f"{fault.message} {fault.way_out}"
    return _("A mail went to %(address)s.") % {"address": own.email} if sent else ""


@page("hook-stop", "settings/hooks/stop/", doing(Verb.HOOK), ("POST",))
def stop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell an address nothing any more."""
    try:
        configure_hook(desk.caller(Verb.HOOK), url=request.POST.get("url", ""), on=False)
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
    else:
        notices.leave(request, _("It is told nothing any more."))
    return redirect("settings", desk.company.slug)


@page("journal", "settings/journal/", _READERS)
def journal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was done, by whom, the newest first."""
    text = request.GET.get("before", "")
    before = int(text) if text.isdecimal() and len(text) < 18 else None
    asked = {name: request.GET.get(name, "")[:100] for name in ("verb", "customer", "text", "since", "until")}
    days, fault = _days(asked)
    entries = journal_page(
        desk.company,
        before=before,
        verb=asked["verb"],
        customers=[row["customer"] for row in search(desk.company, asked["customer"])] if asked["customer"] else None,
        text=asked["text"],
        **days,
    )
    last = entries[-1]["id"] if len(entries) == SHOWN else None
    around = {"entries": entries, "asked": asked, "fault": fault, "verbs": sorted(Verb), "last": last}
    return render(request, "journal.html", around | {"section": "settings"})


def _days(asked: dict[str, str]) -> tuple[dict[str, date], str]:
    """Read from when and until when entries are asked for; what is no day is said, and left out."""
    found, fault = {}, ""
    for name in ("since", "until"):
        try:
            if asked[name]:
                found[name] = date.fromisoformat(asked[name])
        except ValueError:
            fault = _("This is not a day.")
    return found, fault


@page("journal-verify", "settings/journal/verify/", _READERS, ("POST",))
def verify(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Check that nothing of the journal was changed, removed, moved or added."""
    report = verify_journal(desk.company.slug)
    if report.findings:
        said = " · ".join(f"{name}: {number}" for name, number in report.counts.items())
        notices.leave(request, _("The journal does not hold."), said, fault=True)
    else:
        told = {"entries": report.entries, "batches": report.batches}
        notices.leave(request, _("The journal holds: %(entries)s entries, %(batches)s seals.") % told)
    return redirect("journal", desk.company.slug)


def _set(request: HttpRequest, desk: Desk, found: Setting) -> HttpResponse:
    if request.method == "GET":
        begun = found.begin(desk) | {name: text for name, text in request.GET.items() if name != "roles"}
        return _form(request, found, begun | {"roles": request.GET.getlist("roles")}, {})
    try:
        values = read(found.fields, request.POST, request.FILES)
        _must_be_offered(found, values)
        said = found.keep(desk, values, request.POST.get("key"))
    except UnreadableError as faults:
        return _form(request, found, _typed(request), faults.faults, status=422)
    except UserError as fault:
        own = (fault.field or "").replace("-", "_")
        at = {own: (fault.message, fault.way_out)} if own in {each.name for each in found.fields} else {}
        whole = "" if at else f"{fault.message}. {fault.way_out}"
        return _form(request, found, _typed(request), at, whole=whole, status=422)
    notices.leave(request, str(found.done), said)
    return redirect("settings", desk.company.slug)


def _must_be_offered(found: Setting, values: Values) -> None:
    """Refuse a choice that the form did not offer."""
    faults = {}
    for field in found.fields:
        if field.choices and field.name in values:
            named = values[field.name] if field.kind == "items" else [values[field.name]]
            if not set(named) <= {code for code, _label in field.choices}:
                faults[field.name] = (_("Choose one that is offered here."), "")
    if faults:
        raise UnreadableError(faults)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {**request.POST.dict(), "roles": request.POST.getlist("roles")}


def _form(
    request: HttpRequest,
    found: Setting,
    typed: dict[str, Any],
    faults: dict[str, tuple[str, str]],
    *,
    whole: str = "",
    status: int = 200,
) -> HttpResponse:
    around = {
        "setting": found,
        "fields": shown(found.fields, typed, faults),
        "files": any(each.kind == "picture" for each in found.fields),
        "fault": whole,
        "key": typed.get("key") or uuid4().hex,
        "section": "settings",
    }
    return render(request, "setting.html", around, status=status)
