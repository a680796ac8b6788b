"""In which language a page is read: the one chosen, else the company's language is left to letters, else the browser's.

Knows no words.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "dunwell_language"
SPOKEN = tuple(code for code, _ in settings.LANGUAGES)


class Tongue:
    """Sets the language of the page and says in the answer which it is."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = self._answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


def language_of(request: HttpRequest) -> str:
    """Choose the language: of the account, else of the cookie, else what the browser asks for, else English."""
    account = getattr(request, "user", None)
    chosen = getattr(account, "language", "") or request.COOKIES.get(COOKIE, "")
    if chosen in SPOKEN:
        return chosen
    return translation.get_language_from_request(request)
