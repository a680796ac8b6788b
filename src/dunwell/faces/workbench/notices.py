"""What a page says once, after something was done: kept in the session until the next page. Knows no page."""

from typing import Any

from django.http import HttpRequest

_KEPT = "notices"


def leave(
    request: HttpRequest,
    text: str,
    more: str = "",
    *,
    fault: bool = False,
    undo: tuple[str, list[tuple[str, str]]] | None = None,
    link: str = "",
) -> None:
    """Say something on the next page.

    undo: where a form goes that takes it back, and what it says. link: an address to be copied; it is shown once.
    """
    said = {"text": text, "more": more, "fault": fault, "undo": undo, "link": link}
    request.session[_KEPT] = [*request.session.get(_KEPT, []), said]


def taken(request: HttpRequest) -> list[dict[str, Any]]:
    """Take what is to be said, so that it is said once."""
    if _KEPT not in request.session:
        return []
    told: list[dict[str, Any]] = request.session.pop(_KEPT)
    return told
