"""Doors that a link opens once: a new password for whoever forgot it, and the way in for whom an owner invited."""

from functools import partial
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role, Verb
from dunwell.faces.workbench import behind, notices, signing
from dunwell.faces.workbench.access import PUBLIC, doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.doors import BACKEND
from dunwell.faces.workbench.frame import html_tag
from dunwell.faces.workbench.links import account_of_reset, invitation_link, invitation_of, reset_link
from dunwell.queries.accounts import account_by_id, account_by_mail, memberships_of
from dunwell.queries.people import person_named
from dunwell.usecases import slow_down
from dunwell.usecases.invite_person import invite_person
from dunwell.usecases.open_account import give_account, open_account, set_password
from dunwell.usecases.work import Caller
from dunwell.usecases.write_to_staff import Word, write_to_staff

SPENT = 422


@page("forgotten", "sign-in/forgotten/", PUBLIC, ("GET", "POST"))
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link to whoever forgot the password; the answer is the same whether there is such an account."""
    if request.method == "GET":
        return render(request, "forgotten.html")
    email = request.POST.get("email", "")[:254]
    marks = signing.marks_of(request, f"reset:{email}", "reset-address")
    if slow_down.closed_until(marks, wiring.now()) is None:
        slow_down.count_failure(marks, wiring.now())
        begin = request.build_absolute_uri("/")
        behind.begin(("link", email, wiring.now()), lambda: _send_link(email, begin))
    return render(request, "forgotten.html", {"sent": True})


def _send_link(email: str, begin: str) -> None:
    """Write to an account by the mail of a company for which it works; to what is no account nothing is written."""
    account: Any = account_by_mail(email)
    companies = memberships_of(account) if account is not None and account.is_active else []
    at = wiring.now()
    for each in companies:
        with translation.override(account.language or each.company.language):
            link = begin.rstrip("/") + reverse("new-password", args=[reset_link(account, at)])
            text = _("Somebody, you most likely, asked for a new password. This link gives it, once, within an hour:")
            word = Word(
                account.name,
                account.email,
                _("Your new password"),
                f"{text}\n\n{link}\n\n{_('If it was not you, do nothing: your password stays.')}\n",
                "new-password",
                html_tag(translation.get_language() or "en"),
            )
        if write_to_staff(each.company.slug, wiring.open_channel, [word], at):
            return


@page("new-password", "sign-in/new-password/<str:token>/", PUBLIC, ("GET", "POST"))
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Take a new password from whoever holds the link; all sessions of the account end."""
    account = account_of_reset(token, wiring.now())
    if account is None:
        return render(request, "spent.html", {"again": reverse("forgotten")}, status=SPENT)
    if request.method == "GET":
        return render(request, "new_password.html", {"account": account})
    try:
        set_password(account=account.pk, password=request.POST.get("password", ""))
    except UserError as fault:
        said = f"{fault.message} {fault.way_out}"
        return render(request, "new_password.html", {"account": account, "fault": said}, status=SPENT)
    slow_down.forgive(signing.marks_of(request, account.email)[:1])
    notices.leave(request, _("The password is changed; other sessions have ended."))
    return redirect("sign-in")


@page("invite", "settings/people/invite/", doing(Verb.PERSON), ("POST",))
def invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a link for a person who does not sign in yet, and send it where there is an address."""
    person: Any = person_named(desk.company, request.POST.get("name", ""))
    if person is None or person.account_id is not None:
        notices.leave(request, _("This person signs in already, or does not work here."), fault=True)
    else:
        tell_link(request, desk, person, mail=bool(request.POST.get("mail")))
    return redirect("settings", desk.company.slug)


def tell_link(request: HttpRequest, desk: Desk, person: Any, *, mail: bool) -> None:
    """Show the link of a new invitation once, and send it by mail where that is asked; links of before end."""
    invite_person(desk.caller(Verb.PERSON), name=person.name)
    person = person_named(desk.company, person.name)
    link = request.build_absolute_uri(reverse("join", args=[invitation_link(person, desk.person, wiring.now())]))
    if mail and person.email:
        about = {"by": desk.person, "company": desk.company.name}
        with translation.override(desk.company.language):
            text = _("%(by)s invites you to work with %(company)s. This link lets you in, once, within a week:") % about
            subject = _("Your way in: %(company)s") % about
        word = Word(person.name, person.email, subject, f"{text}\n\n{link}\n", "invitation", desk.company.language)
        at = wiring.now()
        errand = partial(write_to_staff, desk.company.slug, wiring.open_channel, [word], at)
        behind.begin(("invitation", person.pk, at), errand)
    notices.leave(request, _("This link lets %(name)s in, once, within a week:") % {"name": person.name}, link=link)


@page("join", "join/<str:token>/", PUBLIC, ("GET", "POST"))
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let in whom an owner invited: with a new account, or with the one of the same address that signed in."""
    found = invitation_of(token, wiring.now())
    if found is None:
        return render(request, "spent.html", {"invited": True}, status=SPENT)
    known = account_by_mail(found.person.email)
    around = {"person": found.person, "by": found.by, "known": known, "next": request.path}
    around["mine"] = known is not None and request.user.is_authenticated and request.user.pk == known.pk
    if request.method == "GET" or (known is not None and not around["mine"]):
        return render(request, "join.html", around)
    try:
        number = known.pk if known is not None else _opened(found.person, request.POST.get("password", ""))
        company = found.person.company
        caller = Caller(company.slug, found.by, Role.OWNER, wiring.now(), wiring.today(company.zone))
        give_account(caller, name=found.person.name, account=number)
    except UserError as fault:
        return render(request, "join.html", around | {"fault": f"{fault.message} {fault.way_out}"}, status=SPENT)
    if known is None:
        login(request, account_by_id(number), backend=BACKEND)
    return redirect("today", found.person.company.slug)


def _opened(person: Any, password: str) -> int:
    opened = open_account(email=person.email, name=person.name, password=password, at=wiring.now())
    return int(opened["account"])
