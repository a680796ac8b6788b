"""Texts of messages and call sheets: a head that says what the text is for, and a body in Liquid and Markdown.

Finds a text by name and language, the company's own before the shipped one. It does not fill a text in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from dunwell.adapters.papers import shelf
from dunwell.adapters.papers.language import FALLBACK, Language, home_of, parents, speak
from dunwell.domain.errors import UserError

Kind = Literal["messages", "calls"]
Override = Callable[[str, str], str | None]
"""Gives a company's own text by template and language tag, or None where it has none."""

FACTS = ("number", "amount", "due_date", "days_late", "how_to_pay", "contact", "deadline", "costs")
"""What a head may name under `must_contain`."""

_HEAD = re.compile(r"\A---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*\r?\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_LONGEST = 50_000


class BadTemplate(UserError):  # noqa: N818 - the reason `bad_template`, as decisions write it
    """A text that cannot become a message; nothing is sent from it."""

    def __init__(self, template: str, message: str, way_out: str, *, line: int | None = None) -> None:
        super().__init__("bad_template", message, way_out, file=f"{template}.md", line=line, field="template")


@dataclass(frozen=True, slots=True)
class Text:
    """One text with what its head says. `body_line` is the line of the file on which the body begins."""

    name: str
    kind: Kind
    stage: str
    purpose: str
    tone: str
    subject: str
    goal: str
    must_contain: tuple[str, ...]
    body: str
    body_line: int


def nothing_overridden(template: str, language: str) -> str | None:
    """Give no text: the shipped ones hold."""
    return None


def find_text(
    kind: Kind, name: str, language: Language, override: Override = nothing_overridden
) -> tuple[Text, Language]:
    """Find the text of a template: by each tag from the nearest on, the company's own first, then the shipped one.

    Where the language has none, the English one is given, and English with it, so that a message is never of two
    languages; by the language that comes back the caller knows. Raises UserError `bad_template` for an override that
    cannot be read, and for a name that nobody knows.
    """
    for spoken in (language, speak(FALLBACK)):
        found = _found(kind, name, spoken, override)
        if found is not None:
            return found, spoken
    raise BadTemplate(
        name,
        f"There is no text named {name!r} in {language.tag}",
        f"Write one, or choose one of: {', '.join(shipped_texts(kind, language))}",
    )


def _found(kind: Kind, name: str, language: Language, override: Override) -> Text | None:
    for tag in parents(language.tag):
        own = override(name, tag)
        if own is not None:
            return parse_text(kind, name, own)
        shipped = shelf.text_of(home_of(tag), kind, name)
        if shipped is not None:
            return parse_text(kind, name, shipped)
    return None


def needed_facts(text: Text, language: Language) -> tuple[str, ...]:
    """List what a message from a text must contain: what its head names, and what the shipped text of its name does."""
    shipped = shelf.text_of(language.home, text.kind, text.name)
    floor = parse_text(text.kind, text.name, shipped).must_contain if shipped is not None else ()
    return tuple(dict.fromkeys((*text.must_contain, *floor)))


def shipped_texts(kind: Kind, language: Language) -> tuple[str, ...]:
    """List the names of the texts that a language has."""
    return shelf.names_of(language.home, kind)


@lru_cache(maxsize=500)
def parse_text(kind: Kind, name: str, text: str) -> Text:
    """Read a text of its head and body. Raises UserError `bad_template`."""
    if len(text) > _LONGEST:
        raise BadTemplate(name, f"The text has {len(text)} characters", f"Give at most {_LONGEST}")
    found = _HEAD.match(text)
    if found is None:
        raise BadTemplate(
            name, "The text has no head", "Begin with a line ---, then subject: …, then a line ---", line=1
        )
    head = _head(name, found["head"])
    must = head.get("must_contain", [])
    if not isinstance(must, list) or not set(map(str, must)) <= set(FACTS):
        raise BadTemplate(name, "must_contain is not a list of known facts", f"Choose from: {', '.join(FACTS)}")
    needed = "subject" if kind == "messages" else "goal"
    if not str(head.get(needed) or "").strip():
        raise BadTemplate(name, f"The head has no {needed}", f"Write {needed}: … between the lines ---", line=1)
    words = {key: str(head.get(key) or "").strip() for key in ("stage", "purpose", "tone", "subject", "goal")}
    line = found["head"].count("\n") + 3
    return Text(name, kind, **words, must_contain=tuple(map(str, must)), body=found["body"], body_line=line)


def _head(name: str, text: str) -> dict[str, Any]:
    try:
        head = YAML(typ="safe").load(text)
    except YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 2 if mark is not None else None
        raise BadTemplate(
            name, "The head is not YAML", "Put a value that holds a colon or braces in quotation marks", line=line
        ) from None
    if not isinstance(head, dict):
        raise BadTemplate(name, "The head is not a list of names and values", "Write subject: … on a line of its own")
    return head
