"""What each message of the ladder says: what it must, in a fit tone, and no consequence that nobody stated."""

import re
from dataclasses import replace
from typing import Any

import pytest

from dunwell.adapters.papers import BadTemplate, render_letter, render_message
from dunwell.adapters.papers.composing import compose_call, compose_message
from dunwell.adapters.papers.direction import without_isolates
from dunwell.adapters.papers.language import languages, speak
from dunwell.adapters.papers.letters import write_letter
from dunwell.adapters.papers.prose import Bullets, plain
from dunwell.adapters.papers.samples import sample_call, sample_letters, sample_message
from dunwell.adapters.papers.texts import find_text, shipped_texts
from dunwell.adapters.papers.tone import consequences_named, debt_words, words_out_of_tone
from dunwell.domain.papers import Consequences, MessageFacts, PayTo, totals_of
from dunwell.policy.file import default_policy

STAGES = {
    "upcoming": "before-due",
    "due-soon": "before-due",
    "just-overdue": "past-due",
    "polite-inquiry": "past-due",
    "late-notice": "late",
    "delinquent": "delinquent",
    "on-hold": "account-hold",
    "final-warning": "litigation",
}
CALLS = {
    "ask-when": "late",
    "ask-for-payment": "delinquent",
    "demand-payment": "account-hold",
    "final-call": "litigation",
}
BESIDE = {"fourteen-days"}  # for policies of countries that ask for it
AGREED = {
    "instalment-due": "before-due",
    "instalment-missed": "past-due",
    "dispute-rejected": "past-due",
    "plan-proposed": "past-due",
}
EVERY = [(language, template) for language in languages() for template in STAGES]
ALL_TEXTS = [*EVERY, *((language, template) for language in languages() for template in AGREED)]
OVERDUE = [(language, template) for language, template in EVERY if STAGES[template] != "before-due"]


def facts_of(template: str, language: str = "en") -> MessageFacts:
    return sample_message(template, (STAGES | AGREED)[template], language)


def flat(text: str) -> str:
    """Give a text with gaps as single spaces, and without what sets its parts apart."""
    return " ".join(without_isolates(text).split())


def said(facts: MessageFacts) -> list[str]:
    """Give the text and the HTML of a mail, tags taken away, gaps as single spaces."""
    text, page = render_message(facts)[1:3]
    return [flat(part) for part in (text, re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi[^>]*>", "", page)))]


def test_every_notice_and_call_of_the_shipped_ladder_has_a_text() -> None:
    policy = default_policy()
    steps = [(step.step, step.channel) for rung in policy.ladder for step in rung.steps]
    steps += [(step.step, step.channel) for step in policy.before_due.steps]
    for language in map(speak, languages()):
        assert {step for step, channel in steps if channel == "email"} == set(STAGES)
        assert set(shipped_texts("messages", language)) == {*STAGES, *BESIDE, *AGREED}
        assert {step for step, channel in steps if channel == "call"} == set(shipped_texts("calls", language))


@pytest.mark.parametrize(("language", "template"), ALL_TEXTS)
def test_each_message_names_numbers_amounts_due_dates_how_to_pay_and_whom_to_call(language: str, template: str) -> None:
    facts, spoken = facts_of(template, language), speak(language)
    for text in said(facts):
        for item in facts.items:
            assert item.number in text
            assert flat(spoken.money(item.asked_minor, item.currency)) in text
            assert flat(spoken.short_day(item.due_date)) in text
        assert flat(spoken.money(facts.totals[0].net_minor, "EUR")) in text
        assert "DE89 3704 0044 0532 0130 00" in text
        assert facts.payment[0].payee in text
        assert facts.sender.phone in text
        assert facts.contact_name in text


@pytest.mark.parametrize(("language", "template"), ALL_TEXTS)
def test_a_message_about_what_was_agreed_says_what_and_the_others_do_not(language: str, template: str) -> None:
    facts, spoken = facts_of(template, language), speak(language)
    about: Any = facts.agreed
    offered: Any = facts_of("plan-proposed", language).agreed
    told = {
        "instalment-due": [spoken.day(about.due_on), spoken.money(about.left_minor, "EUR")],
        "instalment-missed": [spoken.day(about.due_on), spoken.day(about.last_day)],
        "plan-proposed": [
            spoken.day(offered.answer_by),
            *(spoken.day(each.due_date) for each in offered.instalments),
            *(spoken.money(each.minor, "EUR") for each in offered.instalments),
        ],
        "dispute-rejected": [spoken.day(about.on_date), about.complaint, about.reason],
    }
    for text in said(facts):
        for name, words in told.items():
            assert all(flat(each) in text for each in words) == (name == template)


@pytest.mark.parametrize(("language", "template"), OVERDUE)
def test_each_overdue_message_counts_the_days(language: str, template: str) -> None:
    facts, spoken = facts_of(template, language), speak(language)
    for text in said(facts):
        for item in facts.items:
            row = text[text.index(f"{item.number} ") :]
            asked = flat(spoken.money(item.asked_minor, "EUR"))
            assert f" {spoken.count(item.days_late(facts.as_of))} " in row[: row.index(asked)]


@pytest.mark.parametrize(("language", "template"), ALL_TEXTS)
def test_each_message_is_in_a_fit_tone(language: str, template: str) -> None:
    facts, spoken = facts_of(template, language), speak(language)
    assert words_out_of_tone(" ".join(said(facts)), spoken) == []
    assert debt_words(render_message(facts)[0].replace(facts.company.name, ""), spoken) == []


@pytest.mark.parametrize(("language", "template"), EVERY)
def test_each_head_says_its_stage_its_purpose_and_its_facts(language: str, template: str) -> None:
    text = find_text("messages", template, speak(language))[0]
    assert text.stage == STAGES[template]
    assert text.purpose
    needed = {"number", "amount", "due_date", "how_to_pay", "contact"}
    assert needed | ({"days_late"} if text.stage != "before-due" else set()) <= set(text.must_contain)


SAID_BY = {  # which messages say a consequence that the policy states
    "on_hold": {"on-hold"},
    "hold_from_day": {"delinquent"},
    "late_charge": {"on-hold", "final-warning"},
    "suspend": {"on-hold"},
    "services_end": {"final-warning"},
    "hand_over": {"final-warning"},
}
STATED: dict[str, Consequences] = {
    "on_hold": Consequences(on_hold=True),
    "hold_from_day": Consequences(hold_from_day=91),
    "late_charge": Consequences(late_charge_percent="2", late_charge_from_day=30),
    "suspend": Consequences(suspend_on=sample_message("on-hold", "account-hold").as_of),
    "services_end": Consequences(services_end=True),
    "hand_over": Consequences(hand_over=True),
}


def named(facts: MessageFacts) -> set[str]:
    """List the consequences that a mail speaks of."""
    return set(consequences_named(said(facts)[0], speak(facts.language)))


@pytest.mark.parametrize(("language", "template"), EVERY)
def test_a_message_names_the_consequences_that_are_stated_and_none_that_are_not(language: str, template: str) -> None:
    facts = facts_of(template, language)
    assert named(replace(facts, consequences=Consequences())) == set()
    for consequence, stated in STATED.items():
        expected = {consequence} if template in SAID_BY[consequence] else set()
        assert named(replace(facts, consequences=stated)) == expected


@pytest.mark.parametrize(("language", "template"), EVERY)
def test_of_all_consequences_each_is_named_only_where_its_stage_has_come(language: str, template: str) -> None:
    facts = facts_of(template, language)
    assert named(facts) == {name for name, templates in SAID_BY.items() if template in templates}


@pytest.mark.parametrize(("language", "template"), OVERDUE)
def test_an_overdue_message_speaks_otherwise_to_each_kind_of_debtor(language: str, template: str) -> None:
    facts = facts_of(template, language)
    usual = said(facts)[0]
    texts = [
        said(replace(facts, customer=replace(facts.customer, debtor_kind=kind)))[0]
        for kind in ("cannot-pay", "delays", "avoids")
    ]
    assert len({usual, *texts}) == 4
    assert all(len(usual) < len(text) for text in texts)


@pytest.mark.parametrize("language", languages())
def test_a_consumer_is_addressed_by_name_and_never_asked_for_a_colleague(language: str) -> None:
    facts = replace(facts_of("late-notice", language), contact_name="")
    person = replace(facts.customer, name="Ana Ionescu", kind="consumer", debtor_kind="avoids")
    business = replace(facts.customer, debtor_kind="avoids")
    to_person, to_business = (said(replace(facts, customer=each))[0] for each in (person, business))
    assert "Ana Ionescu" in to_person.partition("3")[0]
    assert len(to_person) < len(to_business)


def test_the_late_charge_names_its_rate_and_the_suspension_its_day() -> None:
    facts = facts_of("on-hold")
    text = said(facts)[0]
    assert "a late charge of 2% a month is added to invoices that are more than 30 days past due" in text
    assert "payment by 25 April 2026" in text


def test_the_final_warning_sets_its_date_and_is_nothing_without_one() -> None:
    facts = facts_of("final-warning")
    assert "reaches our account by 30 April 2026" in said(facts)[0]
    with pytest.raises(BadTemplate, match="sets a last date"):
        render_message(replace(facts, deadline_on=None))


def test_a_credit_is_shown_and_taken_off() -> None:
    facts = facts_of("late-notice")
    facts = replace(facts, totals=totals_of(facts.items, [("EUR", 100_000), ("USD", 5)]))
    for text in said(facts):
        assert "Sum €3,434.68" in text
        assert "Less your credit with us −€1,000.00" in text
        assert "To pay €2,434.68" in text
        assert "Your payment of €2,434.68 is now late" in text


def test_each_currency_has_a_table_a_total_and_its_own_account() -> None:
    facts = facts_of("late-notice")
    dinars = replace(facts.items[0], number="S-2000", currency="RSD", asked_minor=123_456_789, amount_minor=123_456_789)
    yen = replace(facts.items[0], number="S-3000", currency="JPY", asked_minor=5_000, amount_minor=5_000)
    items = (*facts.items, dinars, yen)
    in_belgrade = PayTo("Lindenhof", account="160-5100-62", currency="RSD")
    in_bern = PayTo("Lindenhof", account="CH-77", currency="CHF")
    payment = (*facts.payment, in_belgrade, in_bern)
    facts = replace(facts, items=items, totals=totals_of(items), payment=payment)
    for text in said(facts):
        assert re.findall(r"To pay (\S+ ?[\d.,]+)", text) == ["€3,434.68", "JP¥5,000", "RSD 1,234,567.89"]
        assert "Your payment of €3,434.68, JP¥5,000 and RSD 1,234,567.89 is now late" in text
        assert "How to pay in RSD" in text
        assert "160-5100-62" in text
        assert "CH-77" not in text


def test_what_is_left_of_an_invoice_is_said_to_be_a_rest() -> None:
    assert "S-1001 (rest of €1,311.56)" in said(facts_of("delinquent"))[0]


def test_one_item_is_spoken_of_as_one() -> None:
    facts = facts_of("just-overdue")
    facts = replace(facts, items=facts.items[:1], totals=totals_of(facts.items[:1]))
    assert "the invoice below, which was due on 18 February 2026" in said(facts)[0]


def test_a_letter_encloses_what_a_mail_attaches() -> None:
    facts = facts_of("late-notice")
    assert "copies of the invoices are attached" in said(facts)[0]
    assert "copies of the invoices are enclosed" in " ".join(compose_message(facts, "letter").plain.split())


def test_the_same_facts_give_the_same_mail() -> None:
    assert render_message(facts_of("on-hold")) == render_message(facts_of("on-hold"))


def test_a_message_about_nothing_is_not_written() -> None:
    nothing = replace(facts_of("late-notice"), items=(), totals=())
    for render in (render_message, render_letter):
        with pytest.raises(BadTemplate, match="nothing to ask for"):
            render(nothing)


@pytest.mark.parametrize("template", CALLS)
def test_each_call_sheet_has_a_goal_what_to_say_and_what_to_listen_for(template: str) -> None:
    facts = sample_call(template, CALLS[template])
    goal, prose = compose_call(facts)
    headings = [plain(block.runs) for block in prose if not isinstance(block, Bullets) and hasattr(block, "runs")]
    assert goal
    assert headings == ["Say", "Listen for"]
    assert facts.items[0].number in str(prose)
    assert find_text("calls", template, speak("en"))[0].stage == CALLS[template]


@pytest.mark.parametrize("language", languages())
def test_who_has_others_to_speak_with_is_not_asked_to_call_us(language: str) -> None:
    for letter in sample_letters(language):
        _, text = write_letter(letter)
        asks_for_an_answer = letter.sender.phone in flat(text) or letter.sender.email in text
        assert asks_for_an_answer == (letter.name != "handed-over")
        assert letter.sender.name in text
