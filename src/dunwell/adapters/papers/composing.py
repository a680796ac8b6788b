"""A message composed: facts and a text become a subject and blocks, and what the text must contain is looked for.

A text that leaves out a fact that a message of its name must contain is no message: better nothing is sent than a
letter that does not say what is owed. This module knows neither mail nor pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dunwell.adapters.papers import filling, values
from dunwell.adapters.papers.codes_shown import ShownCode, codes_behind, where_to
from dunwell.adapters.papers.direction import without_isolates
from dunwell.adapters.papers.language import Language, speak
from dunwell.adapters.papers.plain_mail import write_plain
from dunwell.adapters.papers.prose import Prose, read_prose
from dunwell.adapters.papers.texts import (
    BadTemplate,
    Override,
    Text,
    find_text,
    needed_facts,
    nothing_overridden,
)
from dunwell.adapters.papers.tone import debt_words
from dunwell.domain.papers import CallFacts, CurrencyTotal, MessageFacts, PaperItem
from dunwell.domain.payment_codes.asked import AskedPayment

Medium = Literal["email", "letter"]


@dataclass(frozen=True, slots=True)
class Composed:
    """A message in words, not yet in a form: `plain` is the text of a mail, `codes` those for its ways to pay."""

    language: Language
    subject: str
    prose: Prose
    plain: str
    codes: tuple[ShownCode, ...] = ()


def compose_message(facts: MessageFacts, medium: Medium, override: Override = nothing_overridden) -> Composed:
    """Fill the text of a message and prove that it says what it must.

    Raises UserError `bad_template`, `unknown_language` or `unknown_currency`.
    """
    text, language = find_text("messages", facts.template, speak(facts.language), override)
    return compose_text(text, facts, medium, language)


def compose_text(text: Text, facts: MessageFacts, medium: Medium, language: Language) -> Composed:
    """Fill one given text of a message. Raises UserError `bad_template` and `unknown_currency`."""
    _something_to_ask(text, facts)
    filled = values.message_values(facts, language, medium)
    subject = filling.fill_line(text.name, text.subject, filled, language)
    if not subject:
        raise BadTemplate(text.name, "The subject is empty", "Write a subject that is never empty")
    spoken = debt_words(subject.replace(facts.company.name, ""), language)
    if spoken:
        raise BadTemplate(
            text.name,
            f"The subject speaks of debt: {', '.join(spoken)}",
            "Write a subject that others may see, such as: A note about your account",
        )
    prose = read_prose(filling.fill(text.name, text.body, filled, language, first_line=text.body_line))
    plain = write_plain(prose)
    needed = needed_facts(text, language)
    payments = values.payments_of(facts)
    _prove(text, plain, needed, dict(_promised(text, needed, facts, language, filled, payments)))
    return Composed(language, subject, prose, plain, codes_behind(prose, payments, language))


def compose_call(facts: CallFacts, override: Override = nothing_overridden) -> tuple[str, Prose]:
    """Fill the guidance of a call sheet: its goal, and what to say and listen for.

    Raises UserError `bad_template` and `unknown_language`.
    """
    text, language = find_text("calls", facts.template, speak(facts.language), override)
    return compose_call_text(text, facts, language)


def compose_call_text(text: Text, facts: CallFacts, language: Language) -> tuple[str, Prose]:
    """Fill one given text of a call sheet. Raises UserError `bad_template`."""
    _something_to_ask(text, facts)
    filled = values.call_values(facts, language)
    goal = filling.fill_line(text.name, text.goal, filled, language)
    return goal, read_prose(filling.fill(text.name, text.body, filled, language, first_line=text.body_line))


def _prove(text: Text, plain: str, needed: tuple[str, ...], promised: dict[str, list[str]]) -> None:
    said = _squeezed(without_isolates(plain))
    whole = set(said.split())
    for fact in needed:
        missing = next(
            (each for each in dict.fromkeys(promised[fact]) if each not in whole and not _says(said, _squeezed(each))),
            None,
        )
        if missing is not None:
            raise BadTemplate(
                text.name,
                f"The message does not contain the {fact.replace('_', ' ')} {missing!r}",
                f"Write it into the text: a {text.name} has to say it",
            )


def _something_to_ask(text: Text, facts: MessageFacts | CallFacts) -> None:
    if not facts.items:
        raise BadTemplate(text.name, "There is nothing to ask for", "Give at least one item")


def _promised(
    text: Text,
    needed: tuple[str, ...],
    facts: MessageFacts,
    language: Language,
    filled: dict[str, object],
    payments: list[AskedPayment],
) -> Iterator[tuple[str, list[str]]]:
    late = [language.count(item.days_late(facts.as_of)) for item in facts.items]
    yield "number", [item.number for item in facts.items]
    yield "amount", [*_asked(facts.items, language), *_nets(facts.totals, language)]
    yield "due_date", [language.short_day(item.due_date) for item in facts.items]
    yield "days_late", late
    yield "how_to_pay", [where_to(pay) for pay in payments]
    yield "contact", [facts.sender.phone or facts.sender.email or facts.sender.name]
    yield "deadline", _deadline(text, needed, facts, filled)
    yield "costs", _costs(text, needed, facts, language)


def _asked(items: tuple[PaperItem, ...], language: Language) -> list[str]:
    return [language.money(item.asked_minor, item.currency) for item in items]


def _nets(totals: tuple[CurrencyTotal, ...], language: Language) -> list[str]:
    return [language.money(total.net_minor, total.currency) for total in totals]


def _deadline(text: Text, needed: tuple[str, ...], facts: MessageFacts, filled: dict[str, object]) -> list[str]:
    if "deadline" in needed and facts.deadline_on is None:
        raise BadTemplate(text.name, "The text sets a last date, but the step has none", "Give the step deadline_days")
    return [str(filled["deadline"])]


def _costs(text: Text, needed: tuple[str, ...], facts: MessageFacts, language: Language) -> list[str]:
    said = facts.consequences
    if "costs" not in needed:
        return []
    if said.costs_minor is None:
        raise BadTemplate(
            text.name,
            "The text names costs of collection, but none follow",
            "Let a step with the event costs.charge follow it, or use another text",
        )
    return [language.money(said.costs_minor, said.costs_currency)]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _says(said: str, words: str) -> bool:
    """Look for words as a whole: the 1 of one day late is not found in 2021."""
    return re.search(rf"(?<!\d){re.escape(words)}(?!\d)", said) is not None
