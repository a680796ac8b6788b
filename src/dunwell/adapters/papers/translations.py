"""What a language has, held against English: what is missing, what is stale, what nobody knows, what does not render.

A translation is stale when the English text has changed since: `sources.yaml` of each folder keeps a short hash of the
English text beside each translation. Does not judge the words; that takes a person.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from io import StringIO
from typing import Any, Literal

from ruamel.yaml import YAML

from dunwell.adapters.papers import shelf
from dunwell.adapters.papers.checking import check_template
from dunwell.adapters.papers.digest import write_digest
from dunwell.adapters.papers.language import Language, speak
from dunwell.adapters.papers.letters import write_letter
from dunwell.adapters.papers.samples import sample_charge, sample_digests, sample_letters, sample_terms
from dunwell.adapters.papers.shelf import KINDS, SOURCE
from dunwell.adapters.papers.standing import render_charge_note, terms_text
from dunwell.adapters.papers.texts import Kind, parse_text, shipped_texts
from dunwell.adapters.papers.tone import CONSEQUENCES
from dunwell.adapters.papers.tone import KINDS as TONES
from dunwell.domain.errors import UserError
from dunwell.domain.papers import Signatory
from dunwell.domain.standing_papers import PAPER_NAMES, TermsFacts

Code = Literal["missing", "stale", "unknown", "broken"]
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


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss with a translation: `what` is a text (`messages/upcoming`) or a word (`words: paper.page`)."""

    code: Code
    what: str
    message: str
    way_out: str

    def as_facts(self) -> dict[str, str]:
        """Give it as plain values."""
        return {"code": self.code, "what": self.what, "message": self.message, "way_out": self.way_out}


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
        *_does_not_render(language),
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


def _does_not_render(language: Language) -> Iterator[Finding]:
    kinds: tuple[Kind, ...] = ("messages", "calls")
    for kind in kinds:
        for name in shipped_texts(kind, language):
            yield from _text_amiss(kind, name, language)
    for name, render in _papers(language):
        try:
            render()
        except UserError as fault:
            yield Finding("broken", f"papers/{name}", fault.message, fault.way_out)


def _papers(language: Language) -> Iterator[tuple[str, Callable[[], object]]]:
    """List the papers that are prose alone, each with all samples on which it is tried."""
    for terms in _variants(sample_terms(language.tag)):
        for name in PAPER_NAMES:
            yield name, partial(terms_text, terms, name)
    charge = sample_charge(language.tag)
    yield "late-charge", partial(render_charge_note, charge)
    agreed = replace(charge, law="", lines=(), percent="2", base_minor=123_456)
    yield "late-charge", partial(render_charge_note, agreed)
    for letter in sample_letters(language.tag):
        yield letter.name, partial(write_letter, letter)
    for facts in sample_digests():
        yield "digest", partial(write_digest, "Lindenhof", facts, language.tag)


def _variants(terms: TermsFacts) -> Iterator[TermsFacts]:
    yield terms
    bare = TermsFacts(terms.company, terms.language, terms.as_of, Signatory(terms.sender.name))
    for kind, days in (("prepaid", 0), ("net", 0), ("end_of_month", 0), ("end_of_month", 15)):
        yield replace(bare, terms_kind=kind, net_days=days, statutory=True)


def _text_amiss(kind: Kind, name: str, language: Language) -> Iterator[Finding]:
    what, text = f"{kind}/{name}", shelf.text_of(language.home, kind, name) or ""
    for problem in check_template(name, text, language.tag, kind=kind):
        yield Finding("broken", what, problem.message, problem.way_out)
    english = shelf.text_of(SOURCE, kind, name)
    try:
        model, own = parse_text(kind, name, english or text), parse_text(kind, name, text)
    except UserError:
        return
    if (model.stage, model.must_contain) != (own.stage, own.must_contain):
        yield Finding("broken", what, "Stage or must_contain differ from the English text", "Write them as there")
