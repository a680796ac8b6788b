"""The doors: signing in and out, the second factor, the first account, and which company to work for."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.config import first_token
from dunwell.domain.errors import UserError
from dunwell.faces.workbench import signing, tongue
from dunwell.faces.workbench.access import PUBLIC, SIGNED_IN, page
from dunwell.queries.accounts import account_by_id, anybody_signed_up, memberships_of
from dunwell.usecases import open_account, slow_down

BACKEND = "dunwell.faces.workbench.signing.ByMail"
TOO_OFTEN = 429


@page("home", "", SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the company's day; to its choice where there are several, to the beginning where there is none."""
    companies = memberships_of(request.user)
    if len(companies) == 1:
        return redirect("today", companies[0].company.slug)
    if not companies:
        return redirect("begin")
    return render(request, "companies.html", {"companies": companies})


@page("sign-in", "sign-in/", PUBLIC, ("GET", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let in whoever knows the password, by way of the second factor where there is one."""
    if request.user.is_authenticated:
        return redirect(_after(request))
    if not anybody_signed_up():
        return render(request, "first.html", {"needs_token": True}, status=200)
    if request.method == "GET":
        return render(request, "sign_in.html", {"next": _after(request)})
    email, password = request.POST.get("email", ""), request.POST.get("password", "")
    marks = signing.marks_of(request, email)
    until = slow_down.closed_until(marks, wiring.now())
    if until is not None:
        return _refused(request, email, _("Too many attempts. Try again in a while."), TOO_OFTEN)
    account = authenticate(request, email=email, password=password)
    if account is None:
        slow_down.count_failure(marks, wiring.now())
        return _refused(request, email, _("This address and password do not belong together."))
    if account.totp_secret:  # type: ignore[attr-defined]
        request.session.cycle_key()
        request.session[signing.WAITING] = account.pk
        return redirect(f"{reverse('second-factor')}?next={_after(request)}")
    slow_down.forgive(marks)
    login(request, account, backend=BACKEND)
    return redirect(_after(request))


@page("second-factor", "sign-in/code/", PUBLIC, ("GET", "POST"))
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of whoever has given the password."""
    account = account_by_id(request.session.get(signing.WAITING, 0))
    if account is None:
        return redirect("sign-in")
    if request.method == "GET":
        return render(request, "code.html", {"next": _after(request)})
    marks = signing.marks_of(request, f"code:{account.email}")
    if slow_down.closed_until(marks, wiring.now()) is not None:
        return render(request, "code.html", {"fault": _("Too many attempts. Try again in a while.")}, status=TOO_OFTEN)
    if not signing.code_is_right(account, request.POST.get("code", ""), wiring.now()):
        slow_down.count_failure(marks, wiring.now())
        return render(
            request, "code.html", {"fault": _("This code is not right, or was used."), "next": _after(request)}
        )
    slow_down.forgive([*marks, *signing.marks_of(request, account.email)])
    del request.session[signing.WAITING]
    login(request, account, backend=BACKEND)
    return redirect(_after(request))


@page("sign-out", "sign-out/", SIGNED_IN, ("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


@page("first", "first/", PUBLIC, ("GET", "POST"))
def first(request: HttpRequest) -> HttpResponse:
    """Open the first account, for whoever holds the token that the server printed; afterwards there is no such page."""
    if anybody_signed_up():
        return redirect("sign-in")
    token = (request.POST if request.method == "POST" else request.GET).get("token", "")
    if request.method == "GET":
        return render(request, "first.html", {"token": token})
    given = {name: request.POST.get(name, "") for name in ("name", "email")}
    marks = signing.marks_of(request, "first")
    if slow_down.closed_until(marks, wiring.now()) is not None:
        return _first_again(request, given, _("Too many attempts. Try again in a while."), TOO_OFTEN)
    if not first_token.is_right(token):
        slow_down.count_failure(marks, wiring.now())
        return _first_again(request, given, _("This is not the token that the server printed when it started."))
    try:
        opened = open_account.open_account(**given, password=request.POST.get("password", ""), at=wiring.now())
    except UserError as fault:
        return _first_again(request, given | {"token": token}, f"{fault.message}. {fault.way_out}")
    first_token.use_up()
    login(request, account_by_id(opened["account"]), backend=BACKEND)
    return redirect("home")


@page("look", "look/", PUBLIC, ("POST",))
def look(request: HttpRequest) -> HttpResponse:
    """Choose the language or the colours, on this device, and for the account where one has signed in."""
    answer = redirect(_after(request))
    spoken, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    chosen: dict[str, str] = {}
    if spoken in tongue.SPOKEN:
        chosen["language"] = spoken
        answer.set_cookie(tongue.COOKIE, spoken, max_age=31_536_000, samesite="Lax", httponly=True)
    if theme in ("auto", "light", "dark"):
        chosen["theme"] = theme
        answer.set_cookie("dunwell_theme", theme, max_age=31_536_000, samesite="Lax", httponly=True)
    if chosen and request.user.is_authenticated:
        open_account.set_preferences(account=request.user.pk, **chosen)
    return answer


@page("guide", "guide/", SIGNED_IN, ("POST",))
def guide(request: HttpRequest) -> HttpResponse:
    """Show the guided look no more."""
    account: Any = request.user
    open_account.set_preferences(account=account.pk, guide_seen=True)
    return redirect(_after(request))


def _first_again(request: HttpRequest, given: dict[str, Any], fault: str, status: int = 200) -> HttpResponse:
    return render(request, "first.html", {**given, "fault": fault}, status=status)


def _refused(request: HttpRequest, email: str, fault: str, status: int = 200) -> HttpResponse:
    return render(request, "sign_in.html", {"email": email, "fault": fault, "next": _after(request)}, status=status)


def _after(request: HttpRequest) -> str:
    """Give where to go afterwards: a page of ours, and nowhere else."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, hosts, require_https=settings.SESSION_COOKIE_SECURE)
    return wanted if safe else "/"
