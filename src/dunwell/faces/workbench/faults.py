"""Pages for what went wrong: what it is, and how to go on. Knows no cause."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request cannot be read."""
    return _fault(request, 400, _("This cannot be read"), _("Go back, and try it again from the page."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the role does not reach so far."""
    return _fault(
        request,
        403,
        _("Your role does not reach this page"),
        _("Ask the owner for the role that you need, or somebody who holds it."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, or nothing for this reader."""
    return _fault(request, 404, _("There is nothing here"), _("Look for it with the search, or begin at Today."))


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return _fault(
        request,
        500,
        _("Something broke, and it is our fault"),
        _("Nothing was half written. Try again; if it stays, the log says what happened."),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, or came from elsewhere."""
    return _fault(
        request,
        403,
        _("This form is too old, or came from another place"),
        _("Load the page again and send it once more; nothing was written."),
    )


stale_form.rule = "a fault is no page"  # type: ignore[attr-defined]


def _fault(request: HttpRequest, status: int, title: str, way_out: str, **more: Any) -> HttpResponse:
    if not hasattr(request, "user"):  # refused before anybody was recognised
        return HttpResponse(f"{title}. {way_out}", status=status, content_type="text/plain; charset=utf-8")
    return render(request, "fault.html", {"title": title, "way_out": way_out, "status": status, **more}, status=status)
