"""The tone list of a language: words that no message holds, words of debt that no subject line holds, and what each
consequence sounds like, which a message may name only where it is stated.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dunwell.adapters.papers.direction import without_isolates
from dunwell.adapters.papers.language import Language
from dunwell.adapters.papers.shelf import tone_words

KINDS = ("rude", "threatening", "shaming")
CONSEQUENCES = ("on_hold", "hold_from_day", "late_charge", "suspend", "services_end", "hand_over")
"""What may follow, as the tone list tells how each of it sounds."""


def words_out_of_tone(text: str, language: Language) -> list[str]:
    """List the words of a text that are rude, threatening or shaming, as the list writes them."""
    return [word for kind in KINDS for word in _found(text, language, kind)]


def debt_words(subject: str, language: Language) -> list[str]:
    """List what a subject line says of debt: words of the list, and amounts (figures beside a currency)."""
    amounts = re.findall(
        r"[€$£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[€$£¥]|\b[A-Z]{3}\s?\d[\d.,]*|\d[\d.,]*\s?[A-Z]{3}\b", subject
    )
    return [*_found(subject, language, "debt"), *amounts]


def consequences_named(text: str, language: Language) -> list[str]:
    """List the consequences that a text speaks of, by what they sound like."""
    return [name for name in CONSEQUENCES if _found(text, language, name)]


def _found(text: str, language: Language, kind: str) -> list[str]:
    lowered = " ".join(without_isolates(text).lower().split())
    return [word for word, pattern in _patterns(language, kind) if pattern.search(lowered)]


@lru_cache(maxsize=200)
def _patterns(language: Language, kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed: Mapping[str, Any] = tone_words(language.home)
    words = listed.get(kind) or (listed.get("consequences") or {}).get(kind) or ()
    return tuple((word, _pattern(word.lower())) for word in words)


def _pattern(word: str) -> re.Pattern[str]:
    # A star at the end stands for any ending, as languages with cases need.
    stem = re.escape(word.removesuffix("*"))
    return re.compile(rf"(?<!\w){stem}" + ("" if word.endswith("*") else r"(?!\w)"))
