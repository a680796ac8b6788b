"""How amounts, days and codes look on pages, in the reader's language. Knows no page."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.http import QueryDict
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.config.serving import stamp
from dunwell.faces.workbench import frame
from dunwell.faces.workbench.frame import html_tag
from dunwell.faces.workbench.signs import SIGNS

register = template.Library()
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MINUS = "\N{MINUS SIGN}"
_AS_READ = "\N{RIGHT-TO-LEFT ISOLATE}"


def _spoken() -> Any:
    return wiring.language(html_tag(translation.get_language() or "en"))


@register.filter
def money(minor: int | None, currency: str) -> str:
    """Write minor units with their currency; nothing for nothing known."""
    return "" if minor is None else _isolated(_spoken().money(int(minor), currency), _AS_READ)


@register.filter
def amount(minor: int | None, currency: str) -> str:
    """Write minor units without their currency, for a column that names it."""
    return "" if minor is None else _isolated(_spoken().plain_amount(int(minor), currency))


@register.filter
def sums(by_currency: Mapping[str, int] | None) -> str:
    """Write amounts of several currencies, one after the other."""
    return " · ".join(money(minor, code) for code, minor in sorted((by_currency or {}).items()) if minor) or "–"


@register.filter
def day(on: date | str | None) -> str:
    """Write a day as the language does; a second calendar beside its own is shown where one points at the day."""
    if not on:
        return ""
    when = date.fromisoformat(on[:10]) if isinstance(on, str) else on
    # The last day of the calendar stands for never: nothing about a customer can change by itself.
    if when.year == date.max.year:
        return ""
    own, written = own_day(when), str(_spoken().short_day(when))
    return own if own == written else format_html('<span title="{}">{}</span>', written, own)


def own_day(when: date) -> str:
    """Write a day in the language's own calendar alone."""
    return str(_spoken().short_day(when)).partition(" (")[0]


@register.filter
def span(title: str) -> str:
    """Write the days from which and to which a report tells, out of its title."""
    days = _DAY.findall(title)
    return " – ".join(own_day(date.fromisoformat(each)) for each in days) or title


@register.filter
def in_fours(account: str) -> str:
    """Write an account number in groups of four, as banks print it."""
    return " ".join(account[at : at + 4] for at in range(0, len(account), 4))


@register.filter
def count(number: int | None) -> str:
    """Write a whole number in the digits of the language, thousands marked."""
    # An amount in a currency without decimals is a whole number with its thousands marked.
    return "" if number is None else str(_spoken().plain_amount(int(number), "JPY"))


@register.filter
def figure(number: str) -> str:
    """Write a number with one decimal, given as text, in the digits and marks of the language."""
    return _isolated(str(_spoken().percent(number)).replace("-", MINUS))


@register.filter
def percent(number: str) -> str:
    """Write a percentage, given as text, with the sign of the language where the language has it."""
    written = str(_spoken().percent(number)).replace("-", MINUS)
    return _isolated(f"{written}\N{ARABIC PERCENT SIGN}") if _spoken().locale.language == "fa" else f"{written} %"


@register.filter
def moment(at: datetime | str | None, zone: str = "UTC") -> str:
    """Write a moment in a time zone, to the minute."""
    if not at:
        return ""
    when = datetime.fromisoformat(at) if isinstance(at, str) else at
    local = when.astimezone(ZoneInfo(zone or "UTC"))
    clock = "".join(_spoken().count(int(mark)) if mark.isdigit() else mark for mark in f"{local:%H:%M}")
    return format_html("{} {}", day(local.date()), clock)


@register.simple_tag(takes_context=True)
def navigation(context: Any) -> SafeString:
    """Write where one can go, with the place marked where one is."""
    here = frozenset({context.get("here"), context.get("section")} & frame.NAMES)
    return frame.navigation(translation.get_language() or "en", context["company"].slug, here)


@register.simple_tag
def keys() -> SafeString:
    """Write which keys there are."""
    return frame.keys(translation.get_language() or "en")


@register.simple_tag
@lru_cache(maxsize=1_000)
def sign(name: str, classes: str = "size-4") -> SafeString:
    """Draw a small sign; those who hear the page hear the word beside it."""
    return format_html(
        '<svg class="{} shrink-0" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        SIGNS[name],
    )


@register.simple_tag(takes_context=True)
def with_query(context: Any, **changes: Any) -> str:
    """Give the address of this page with some of its query changed; none takes a part out."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{urlencode(sorted(query.items()))}" if query else "?"


@register.simple_tag
def file(name: str) -> str:
    """Give the address of a file that comes with the workbench; it changes when any of them does."""
    return f"/static/{stamp()}/{name}"


@register.filter
def bucket(code: str) -> str:
    """Name a bucket of the aging."""
    known = {"not_due": _("not due"), "over_120": _("over 120 days")}.get(code)
    if known:
        return str(known)
    first, _dash, last = code.partition("-")
    return f"{_isolated(f'{count(int(first))}–{count(int(last))}')} {_('days')}"


@register.filter
def as_read(picture: Mapping[str, Any]) -> dict[str, Any]:
    """Lay a picture out as the lines of the language run: the first day, or the first bar, where a line begins."""
    across, turned = picture["width"], translation.get_language_bidi()
    laid = {**picture, "edge": across - 2 if turned else 2}
    for part in ("bands", "marks", "lines", "bars"):
        wide = picture.get("bar", 0) if part == "bars" else 0
        laid[part] = [_turned(each, across, wide) if turned else each for each in picture.get(part, ())]
    for band in laid["bands"]:
        band["label"] = band["x"] + band["width"] - 6 if turned else band["x"] + 6
    return laid


def _turned(part: Mapping[str, Any], across: float, wide: float) -> dict[str, Any]:
    places = {"x": round(across - part["x"] - part.get("width", wide), 1)}
    return {**part, **places} | ({"middle": across - part["middle"]} if "middle" in part else {})


@register.filter
def get(facts: Mapping[str, Any], name: str) -> Any:
    """Take a value out of facts by a name that is not known beforehand."""
    return facts.get(name)


def _isolated(text: str, way: str = "\N{LEFT-TO-RIGHT ISOLATE}") -> str:
    """Keep a figure whole where the line runs the other way; with a word behind it, it is read as the line is."""
    return f"{way}{text}\N{POP DIRECTIONAL ISOLATE}" if translation.get_language_bidi() else text
