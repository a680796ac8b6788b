"""What stands around every page: where one is and can go, in which language and colours. Knows no page's matter."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Role
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.accounts import memberships_of


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation names: its route, its title, the sign before it, the key that leads there after g."""

    name: str
    title: Any
    sign: str
    key: str = ""


PLACES = (
    (None, (Place("today", _("Today"), "sun", "t"), Place("worklist", _("Worklist"), "list", "w"))),
    (
        _("Money"),
        (
            Place("aging", _("Aging"), "clock", "a"),
            Place("unallocated", _("To allocate"), "coins", "e"),
            Place("promises", _("Promises"), "handshake", "p"),
            Place("plans", _("Plans"), "calendar"),
            Place("disputes", _("Disputes"), "scales", "d"),
            Place("holds", _("Holds"), "lock", "h"),
            Place("handed-over", _("Handed over"), "briefcase"),
            Place("credits", _("Credit limits"), "gauge"),
        ),
    ),
    (
        _("Work"),
        (
            Place("approvals", _("Approvals"), "check", "y"),
            Place("tasks", _("Tasks and calls"), "phone", "c"),
            Place("messages", _("Messages"), "mail", "m"),
            Place("letters", _("Letters"), "letter"),
            Place("check-ins", _("Check-ins"), "smile"),
            Place("rewards", _("Rewards"), "gift"),
            Place("kinds", _("Kinds of debtors"), "people"),
        ),
    ),
    (
        _("Company"),
        (
            Place("insight", _("Insight"), "chart", "i"),
            Place("policy", _("Policy"), "ladder", "l"),
            Place("reviews", _("Reviews"), "eye"),
            Place("templates", _("Texts"), "pen"),
            Place("files", _("Files in"), "inbox", "f"),
            Place("settings", _("Settings"), "gear", "s"),
        ),
    ),
)


NAMES = frozenset(place.name for _title, places in PLACES for place in places)


@lru_cache(maxsize=500)
def navigation(language: str, slug: str, marked: frozenset[str]) -> SafeString:
    """Write the list of places: it is the same for all who work for a company, in a language, at a place."""
    addressed = [(title, [(place, reverse(place.name, args=[slug])) for place in places]) for title, places in PLACES]
    with translation.override(language):
        return render_to_string("parts/navigation.html", {"places": addressed, "marked": marked})


@lru_cache(maxsize=50)
def keys(language: str) -> SafeString:
    """Write which keys there are, in a language."""
    with translation.override(language):
        return render_to_string("parts/keys.html", {"places": PLACES})


def around(request: HttpRequest) -> dict[str, Any]:
    """Give every template what the frame needs."""
    tag = translation.get_language() or "en"
    desk: Desk | None = getattr(request, "desk", None)
    account = getattr(request, "user", None)
    theme = getattr(account, "theme", "") or request.COOKIES.get("dunwell_theme", "auto")
    told: dict[str, Any] = {
        "tag": html_tag(tag),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "theme": theme if theme in ("light", "dark") else "auto",
        "languages": settings.LANGUAGES,
        "desk": desk,
        "here": request.resolver_match.url_name if request.resolver_match else "",
        "path": _back_to(request),
        "notices": notices.taken(request) if hasattr(request, "session") else (),
    }
    if desk is not None:
        told["company"] = desk.company
        told["zone"] = desk.zone
        told["today"] = desk.today
        told["owner"] = Role.OWNER in desk.roles
    if account is not None and account.is_authenticated:
        told["memberships"] = memberships_of(account)
    return told


def _back_to(request: HttpRequest) -> str:
    """Give where to be after a look was chosen: here, or where the form stood whose answer this is."""
    return request.get_full_path() if request.method == "GET" else urlsplit(request.headers.get("referer", "/")).path


def html_tag(tag: str) -> str:
    """Write a language as HTML does: sr-Latn."""
    return {"sr-latn": "sr-Latn", "sr": "sr-Cyrl"}.get(tag, tag)
