"""A text looked at before it is used: does it say what it must, in a fit tone, for each kind of facts it will meet.

The samples are small and invented. What is checked here is checked again when a message is made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dunwell.adapters.papers.composing import Medium, compose_call_text, compose_text
from dunwell.adapters.papers.language import Language, speak
from dunwell.adapters.papers.samples import sample_call, sample_message
from dunwell.adapters.papers.texts import BadTemplate, Kind, Text, parse_text
from dunwell.adapters.papers.tone import words_out_of_tone
from dunwell.domain.papers import CallFacts, Consequences, MessageFacts, totals_of

MEDIA: tuple[Medium, ...] = ("email", "letter")


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Something wrong with a text. `refused`: it is not used. `warning`: a person should look at it."""

    code: Literal["bad_template", "out_of_tone"]
    severity: Literal["refused", "warning"]
    message: str
    way_out: str
    line: int | None = None


def check_template(
    name: str, text: str, language: str = "en", *, sample: MessageFacts | None = None, kind: Kind = "messages"
) -> tuple[TemplateProblem, ...]:
    """List what is wrong with a company's own text, first what forbids its use; nothing means that it may be used.

    It is filled in for a few samples (one item, many, credits, two currencies, nothing known of contact, account or
    consequences), and for `sample` where given. Raises UserError `unknown_language`.
    """
    spoken = speak(language)
    try:
        parsed = parse_text(kind, name, text)
        tries = _calls(parsed, spoken) if kind == "calls" else _messages(parsed, spoken, sample)
        said = list(tries)
    except BadTemplate as fault:
        return (TemplateProblem("bad_template", "refused", fault.message, fault.way_out, fault.line),)
    out_of_tone = dict.fromkeys(word for words in said for word in words_out_of_tone(words, spoken))
    return tuple(
        TemplateProblem(
            "out_of_tone",
            "warning",
            f"The text says {word!r}",
            "Say it kindly: a person reads it, and it may be read out in court",
        )
        for word in (out_of_tone if kind == "messages" else ())
    )


def _messages(text: Text, language: Language, sample: MessageFacts | None) -> Iterator[str]:
    for facts in [*([sample] if sample else []), *_variants(sample_message(text.name, text.stage, language.tag))]:
        for medium in MEDIA:
            composed = compose_text(text, facts, medium, language)
            yield f"{composed.subject}\n{composed.plain}"


def _variants(facts: MessageFacts) -> Iterator[MessageFacts]:
    one = facts.items[:1]
    yield facts
    yield replace(facts, items=one, totals=totals_of(one))
    yield replace(facts, totals=totals_of(facts.items, [(facts.items[0].currency, 100)]))
    in_dollars = replace(facts.items[0], number="S-1009", currency="USD")
    yield replace(facts, items=(*facts.items, in_dollars), totals=totals_of([*facts.items, in_dollars]))
    yield replace(facts, contact_name="", payment=(), consequences=Consequences(), attached=(), left_out=(), banner="")


def _calls(text: Text, language: Language) -> Iterator[str]:
    facts: CallFacts = sample_call(text.name, text.stage, language.tag)
    bare = replace(facts, contact_name="", consequences=Consequences(), deadline_on=None)
    for each in (facts, bare):
        goal, _ = compose_call_text(text, each, language)
        yield goal
