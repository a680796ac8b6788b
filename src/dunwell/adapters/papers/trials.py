"""All texts of a language filled in with samples: what does not become a message or a paper, or says what it must not.

Knows no translation: whether a text is missing or stale is asked elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from dunwell.adapters.papers import shelf
from dunwell.adapters.papers.checking import check_template
from dunwell.adapters.papers.digest import write_digest
from dunwell.adapters.papers.language import Language
from dunwell.adapters.papers.letters import write_letter
from dunwell.adapters.papers.samples import sample_charge, sample_digests, sample_letters, sample_terms
from dunwell.adapters.papers.shelf import SOURCE
from dunwell.adapters.papers.standing import render_charge_note, terms_text
from dunwell.adapters.papers.texts import Kind, parse_text, shipped_texts
from dunwell.adapters.papers.tone import debt_words, words_out_of_tone
from dunwell.domain.errors import UserError
from dunwell.domain.letters import OwnLetter
from dunwell.domain.papers import Signatory
from dunwell.domain.standing_papers import PAPER_NAMES, TermsFacts

Code = Literal["missing", "stale", "unknown", "broken"]


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


def does_not_render(language: Language) -> Iterator[Finding]:
    """List what cannot be filled in, or says what it must not, among all texts of a language."""
    kinds: tuple[Kind, ...] = ("messages", "calls")
    for kind in kinds:
        for name in shipped_texts(kind, language):
            yield from _text_amiss(kind, name, language)
    for name, render in _papers(language):
        try:
            render()
        except UserError as fault:
            yield Finding("broken", f"papers/{name}", fault.message, fault.way_out)
    for letter in sample_letters(language.tag):
        yield from _letter_amiss(letter, language)


def _letter_amiss(letter: OwnLetter, language: Language) -> Iterator[Finding]:
    what = f"papers/{letter.name}"
    try:
        subject, text = write_letter(letter)
    except UserError as fault:
        yield Finding("broken", what, fault.message, fault.way_out)
        return
    for word in debt_words(subject, language):
        yield Finding("broken", what, f"The subject says {word!r}", "Write a subject that others may see")
    for word in words_out_of_tone(text, language):
        yield Finding("broken", what, f"The text says {word!r}", "Say it kindly")


def _papers(language: Language) -> Iterator[tuple[str, Callable[[], object]]]:
    """List the papers that are prose alone, each with all samples on which it is tried."""
    for terms in _variants(sample_terms(language.tag)):
        for name in PAPER_NAMES:
            yield name, partial(terms_text, terms, name)
    charge = sample_charge(language.tag)
    yield "late-charge", partial(render_charge_note, charge)
    agreed = replace(charge, law="", lines=(), percent="2", base_minor=123_456)
    yield "late-charge", partial(render_charge_note, agreed)
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
