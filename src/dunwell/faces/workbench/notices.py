"""What a page says once, after something was done: kept in the session until the next page. Knows no page."""

from typing import Any

from django.http import HttpRequest

_KEPT = "notices"


def leave(request: HttpRequest, text: str, more: str = "", *, fault: bool = False) -> None:
    """Say something on the next page."""
    request.session[_KEPT] = [*request.session.get(_KEPT, []), {"text": text, "more": more, "fault": fault}]


def taken(request: HttpRequest) -> list[dict[str, Any]]:
    """Take what is to be said, so that it is said once."""
    if _KEPT not in request.session:
        return []
    told: list[dict[str, Any]] = request.session.pop(_KEPT)
    return told
