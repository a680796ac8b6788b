"""One's own account: password and second factor. Knows no company."""

import io
from typing import Any

import segno
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.faces.workbench import notices, signing
from dunwell.faces.workbench.access import SIGNED_IN, page
from dunwell.queries.accounts import account_by_id
from dunwell.usecases.open_account import set_password, set_preferences, set_second_factor

_OFFERED = "offered-secret"


@page("account", "account/", SIGNED_IN, ("GET", "POST"))
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account, and change its password or its second factor."""
    own: Any = request.user
    fault = _change(request, own) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        return redirect("account")
    around: dict[str, Any] = {"fault": fault, "has_second": bool(own.totp_secret), "notices": notices.taken(request)}
    around |= {"zones": wiring.zones(), "own_zone": own.zone}
    if not own.totp_secret:
        secret = request.session.setdefault(_OFFERED, signing.new_secret())
        around |= {"secret": secret, "code": _drawn(signing.enrolment(secret, own.email))}
    return render(request, "account.html", around, status=422 if fault else 200)


def _change(request: HttpRequest, own: Any) -> str:
    """Change what was asked for, once the present password was given; gives what is wrong, or nothing."""
    if request.POST.get("what") != "zone" and not own.check_password(request.POST.get("password", "")):
        return _("This is not your password.")
    match request.POST.get("what"):
        case "zone":
            return _new_zone(request, own)
        case "password":
            return _new_password(request, own)
        case "second":
            secret = request.session.get(_OFFERED, "")
            if not secret or signing.matching_step(secret, request.POST.get("code", ""), wiring.now()) is None:
                return _("This code is not the one that the authenticator shows now.")
            set_second_factor(account=own.pk, secret=signing.sealed(secret))
            request.session.pop(_OFFERED, None)
            notices.leave(request, _("From now on a code is asked for, too."))
        case "no-second":
            set_second_factor(account=own.pk, secret="")
            notices.leave(request, _("No code is asked for any more."))
    return ""


def _new_zone(request: HttpRequest, own: Any) -> str:
    zone = request.POST.get("zone", "")
    if zone and zone not in wiring.zones():
        return _("Choose one that is offered here.")
    set_preferences(account=own.pk, zone=zone)
    notices.leave(request, _("Moments are shown in this zone."))
    return ""


def _new_password(request: HttpRequest, own: Any) -> str:
    try:
        set_password(account=own.pk, password=request.POST.get("new", ""))
    except UserError as fault:
        return f"{fault.message} {fault.way_out}"
    changed: Any = account_by_id(own.pk)
    update_session_auth_hash(request, changed)
    notices.leave(request, _("The password is changed; other sessions have ended."))
    return ""


def _drawn(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, dark="#000", light="#fff"
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn by segno from a text that it encodes
