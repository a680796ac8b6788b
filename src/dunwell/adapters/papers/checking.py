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
from dunwell.adapters.papers.tone import consequences_named, words_out_of_tone
from dunwell.domain.papers import CallFacts, Consequences, MessageFacts, totals_of

DEBTOR_KINDS = ("cannot-pay", "delays", "avoids")
MEDIA: tuple[Medium, ...] = ("email", "letter")


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Something wrong with a text. `refused`: it is not used. `warning`: a person should look at it."""

    code: Literal["bad_template", "out_of_tone", "unstated_consequence"]
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
    if kind == "calls":
        return ()
    out_of_tone = dict.fromkeys(word for words in said for word in words_out_of_tone(words, spoken))
    return (
        *(
            TemplateProblem(
                "out_of_tone",
                "warning",
                f"The text says {word!r}",
                "Say it kindly: a person reads it, and it may be read out in court",
            )
            for word in out_of_tone
        ),
        # The last sample states no consequence at all.
        *(
            TemplateProblem(
                "unstated_consequence",
                "warning",
                f"The text names a consequence that is not stated: {name.replace('_', ' ')}",
                "Write it between {% if consequences… %} and {% endif %}",
            )
            for name in consequences_named(said[-1], spoken)
        ),
    )


def _messages(text: Text, language: Language, sample: MessageFacts | None) -> Iterator[str]:
    for facts in [*([sample] if sample else []), *_variants(text, sample_message(text.name, text.stage, language.tag))]:
        for medium in MEDIA:
            composed = compose_text(text, facts, medium, language)
            yield f"{composed.subject}\n{composed.plain}"


def _variants(text: Text, facts: MessageFacts) -> Iterator[MessageFacts]:
    one, stated = facts.items[:1], facts.consequences
    # A notice that the law asks for before costs may follow is nothing without them.
    unstated = (
        Consequences(
            costs_minor=stated.costs_minor,
            costs_currency=stated.costs_currency,
            costs_after_days=stated.costs_after_days,
        )
        if "costs" in text.must_contain
        else Consequences()
    )
    yield facts
    yield replace(facts, items=one, totals=totals_of(one))
    yield replace(facts, totals=totals_of(facts.items, [(facts.items[0].currency, 100)]))
    for debtor in (replace(facts.customer, debtor_kind=kind) for kind in DEBTOR_KINDS):
        yield replace(facts, customer=debtor)
    yield replace(facts, customer=replace(facts.customer, kind="consumer", debtor_kind="avoids"), contact_name="")
    in_dollars = replace(facts.items[0], number="S-1009", currency="USD")
    yield replace(facts, items=(*facts.items, in_dollars), totals=totals_of([*facts.items, in_dollars]))
    yield replace(facts, contact_name="", payment=(), consequences=unstated, attached=(), left_out=(), banner="")


def _calls(text: Text, language: Language) -> Iterator[str]:
    facts: CallFacts = sample_call(text.name, text.stage, language.tag)
    bare = replace(facts, contact_name="", consequences=Consequences(), deadline_on=None)
    for each in (facts, bare):
        goal, _ = compose_call_text(text, each, language)
        yield goal
