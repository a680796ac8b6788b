"""What a language has, held against English: what is missing, what is stale, what nobody knows, what does not render.

A translation is stale when the English text has changed since: `sources.yaml` of each folder keeps a short hash of the
English text beside each translation. Does not judge the words; that takes a person.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from dunwell.adapters.papers import shelf
from dunwell.adapters.papers.language import Language, speak
from dunwell.adapters.papers.shelf import KINDS, SOURCE
from dunwell.adapters.papers.tone import CONSEQUENCES
from dunwell.adapters.papers.tone import KINDS as TONES
from dunwell.adapters.papers.trials import Finding, does_not_render
from dunwell.domain.errors import UserError

OWN = frozenset(
    (
        *("name", "formats", "direction", "date", "short_date", "months", "digits", "currency_names", "banners"),
        *("script_of", "also", "keep", "apart"),
    )
)
"""Words that each folder has as its language needs them, with nothing in English to translate."""

_PLURAL = re.compile(r"plural:([^}]*)\}\}")
_FORM = re.compile(r"(\w+):")
_STRING = re.compile(r'"[^"]*"')


def known_languages() -> list[dict[str, Any]]:
    """List the languages that have a folder: tag, name, how lines run, whose figures, how many texts and words."""
    return [
        {
            "tag": tag,
            "name": speak(tag).words["name"],
            "direction": speak(tag).direction,
            "formats": speak(tag).words["formats"],
            "script_of": shelf.script_of(tag) or None,
            "texts": sum("/" in what for what in found),
            "words": sum(": " in what for what in found),
        }
        for tag, found in ((tag, units(tag)) for tag in shelf.languages())
    ]


def check_language(tag: str) -> tuple[Finding, ...]:
    """List what is amiss with a language; nothing means that it can be used as a whole.

    Raises UserError `unknown_language`.
    """
    language = speak(tag)
    english, own, kept = units(SOURCE), units(language.home), marks(language.home)
    return (
        *(_missing(what) for what in english if what not in own),
        *(_unknown(what) for what in own if what not in english),
        *(_stale(what) for what, text in english.items() if what in own and _is_stale(language, kept, what, text)),
        *_tone_lacks(language),
        *_forms_lack(language, own),
        *does_not_render(language),
    )


def units(tag: str) -> dict[str, str]:
    """List what a folder says, each with its place: texts as they stand, words and reasons one by one."""
    found = {
        f"{kind}/{name}": shelf.text_of(tag, kind, name) or "" for kind in KINDS for name in shelf.names_of(tag, kind)
    }
    words = {name: value for name, value in shelf.own_words(tag).items() if name not in OWN}
    return (
        found
        | {f"words: {path}": text for path, text in _leaves(words)}
        | {f"reasons: {path}": text for path, text in _leaves(shelf.reason_words(tag))}
    )


def mark(tag: str) -> int:
    """Note that all that a folder says has been held against English as it stands; answers how many hashes changed.

    Raises UserError `unknown_language`, and `not_marked` for one that is written by rule or is English itself.
    """
    home = speak(tag).home
    if home == SOURCE or shelf.script_of(home):
        raise UserError(
            "not_marked",
            f"{home} has no translations to mark",
            f"Mark {shelf.script_of(home)}, from which it is written" if home != SOURCE else "Name another language",
            field="language",
            value=tag,
        )
    english, own, kept = units(SOURCE), units(home), marks(home)
    now = {what: short_hash(text) for what, text in english.items() if what in own}
    written = StringIO()
    YAML().dump(now, written)
    head = (
        "# The English text that each translation was made from, as a short hash. `dunwell language mark` writes it.\n"
    )
    (shelf.FOLDER / home / "sources.yaml").write_text(head + written.getvalue(), encoding="utf-8")
    return sum(kept.get(what) != each for what, each in now.items())


def marks(tag: str) -> dict[str, str]:
    """Give the hashes that a folder keeps; one written by rule has those of the folder it is written from."""
    path = shelf.FOLDER / (shelf.script_of(tag) or tag) / "sources.yaml"
    return {str(name): str(value) for name, value in shelf.read_yaml(path).items()} if path.is_file() else {}


def short_hash(text: str) -> str:
    """Shorten a text to what tells whether it has changed."""
    return sha256(text.encode()).hexdigest()[:10]


def _leaves(words: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in words.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_stale(language: Language, kept: Mapping[str, str], what: str, text: str) -> bool:
    return language.home != SOURCE and kept.get(what) != short_hash(text)


def _missing(what: str) -> Finding:
    return Finding("missing", what, "It has not been translated; English is used in its place", "Write it")


def _unknown(what: str) -> Finding:
    return Finding(
        "unknown", what, "English has nothing of this name, and nobody asks for it", "Mend the name, or drop it"
    )


def _stale(what: str) -> Finding:
    return Finding(
        "stale",
        what,
        "The English text has changed since this was written",
        "Hold the two against each other, then note it with `dunwell language mark`",
    )


def _tone_lacks(language: Language) -> Iterator[Finding]:
    tone: Mapping[str, Any] = shelf.tone_words(language.home)
    said = tone.get("consequences") or {}
    for name in [*TONES, "debt"]:
        if not tone.get(name):
            yield Finding("missing", f"tone: {name}", "The tone list has no such words", "Write them")
    for name in CONSEQUENCES:
        if not said.get(name):
            yield Finding("missing", f"tone: consequences.{name}", "Nothing says how this sounds", "Write it")


def _forms_lack(language: Language, own: Mapping[str, str]) -> Iterator[Finding]:
    """Look for plurals that lack a form which the language has for some whole number."""
    needed = {language.plural(number) for number in range(200)}
    for what, text in own.items():
        for given in _PLURAL.findall(text):
            forms = set(_FORM.findall(_STRING.sub("", given)))
            lacking = needed - forms if "other" not in forms or len(needed) > 2 else set()
            if lacking:
                yield Finding("broken", what, f"A plural lacks {', '.join(sorted(lacking))}", "Give all forms")
