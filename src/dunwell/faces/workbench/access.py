"""Who may open which page. A page without a rule cannot be made: `page` is the only way into the list of routes.

Knows no page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from dunwell.domain.roles import VERBS, Role, Verb
from dunwell.faces.workbench.desk import Desk, desk_of

View = Callable[..., HttpResponse]


class Door(Enum):
    """How far one must have come to open a page."""

    PUBLIC = "anybody"
    SIGNED_IN = "whoever has signed in"
    MEMBER = "whoever works for the company, in one of the roles"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page; of a company's page, in which roles."""

    door: Door
    roles: frozenset[Role] = frozenset()

    def opens_for(self, roles: Iterable[Role]) -> bool:
        """Tell whether somebody of these roles may open a company's page."""
        return bool(self.roles & set(roles))


PUBLIC = Rule(Door.PUBLIC)
SIGNED_IN = Rule(Door.SIGNED_IN)
ALL = Rule(Door.MEMBER, frozenset(Role))
"""Looking is open to all roles."""


def only(*roles: Role) -> Rule:
    """Make a rule: members of the company in one of these roles."""
    return Rule(Door.MEMBER, frozenset(roles))


def doing(*verbs: Verb) -> Rule:
    """Make a rule: members in a role that may use one of the verbs."""
    return Rule(Door.MEMBER, frozenset(role for role, allowed in VERBS.items() if allowed & set(verbs)))


@dataclass(frozen=True, slots=True)
class Route:
    """A page: where it is, who may open it, and what answers."""

    name: str
    pattern: str
    rule: Rule
    methods: tuple[str, ...]
    view: View


ROUTES: dict[str, Route] = {}


def page(name: str, pattern: str, rule: Rule, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Make a function a page. A company's page stands under its short name, and is given the Desk after the request."""

    def make(view: View) -> View:
        if name in ROUTES:
            raise RuntimeError(f"Two pages are called {name}")

        @wraps(view)
        def guarded(request: HttpRequest, **found: Any) -> HttpResponse:
            allowed = (*methods, "HEAD") if "GET" in methods else methods
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            if rule.door is Door.PUBLIC:
                return view(request, **found)
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if rule.door is Door.SIGNED_IN:
                return view(request, **found)
            desk = _desk(request, rule, found.pop("company"))
            return view(request, desk, **found)

        guarded.rule = rule  # type: ignore[attr-defined]
        full = f"<slug:company>/{pattern}" if rule.door is Door.MEMBER else pattern
        ROUTES[name] = Route(name, full, rule, methods, guarded)
        return guarded

    return make


def urlpatterns() -> list[URLPattern]:
    """Give the routes of all pages; those with fixed first words come before those of a company."""
    ordered = sorted(ROUTES.values(), key=lambda route: route.rule.door is Door.MEMBER)
    return [path(route.pattern, route.view, name=route.name) for route in ordered]


class Guard:
    """Refuses whatever answers without a rule: nothing is open because somebody forgot."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Refuse a view that no rule guards."""
        if not isinstance(getattr(view, "rule", None), Rule):
            raise PermissionDenied


def _desk(request: HttpRequest, rule: Rule, company: str) -> Desk:
    """Give the desk of a company's page: a stranger to the company is not told that it exists."""
    desk = desk_of(request, company)
    if desk is None:
        raise Http404
    if not rule.opens_for(desk.roles):
        raise PermissionDenied
    return desk


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the door; one whose session ended within a page is sent there as a whole."""
    target = reverse("sign-in")
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = target
        return answer
    if request.method == "GET":
        return redirect(f"{target}?next={request.get_full_path()}")
    return HttpResponse(status=401)
