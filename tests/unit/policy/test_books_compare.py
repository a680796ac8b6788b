"""What a book expects is compared with what came of a verb, as docs/books.md says."""

from datetime import date
from typing import Any

import pytest

from dunwell.policy.books import (
    Amount,
    DayResult,
    Difference,
    GotAnswer,
    GotItem,
    GotMessage,
    GotReason,
    Outcome,
    compare,
    customers_judged,
    days_judged,
    parse_book,
)

BOOK = """\
2026-01-02 customer ACME "Acme"
2026-01-02 customer BETA "Beta"
2026-01-02 invoice INV-7 ACME 100 EUR due 2026-03-01
2026-01-02 invoice INV-8 ACME 100 EUR due 2026-03-31
2026-01-02 invoice INV-9 ACME 100 EUR due 2026-03-31
"""
DAY = date(2026, 4, 10)
OLD = GotItem("INV-7", "invoice", date(2026, 3, 1))
NEW = GotItem("INV-8", "invoice", date(2026, 3, 31))
LIKE_NEW = GotItem("INV-9", "invoice", date(2026, 3, 31))
CHARGE = GotItem("FEE-ACME-2026-03-15-EUR", "fee", date(2026, 3, 15))


def difference(expected: str, outcome: Outcome, verb: str = "run") -> Difference | None:
    """Compare lines of expectations below a verb on 10 April with an outcome."""
    lines = "".join(f"-> {line.strip()}\n" for line in expected.strip().splitlines())
    statement = parse_book(f"{BOOK}2026-04-10 {verb}\n{lines}", "a.book").statements[-1]
    return compare("a.book", statement, outcome)


def day(*messages: GotMessage, on: date = DAY, **facts: object) -> Outcome:
    return Outcome(days=(DayResult(on=on, messages=messages, **facts),))  # type: ignore[arg-type]


def email(template: str = "just-overdue", *items: GotItem, customer: str = "ACME", **totals: int) -> GotMessage:
    return GotMessage("email", customer, template, items, totals)


TASK = GotMessage("task", "ACME", "broken-promise")
CALL = GotMessage("call", "ACME", "ask-when")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("email ACME just-overdue", email("just-overdue", OLD, EUR=10000)),
        ("email ACME just-overdue INV-7", email("just-overdue", OLD, EUR=10000)),
        ("email ACME just-overdue 100 EUR", email("just-overdue", OLD, EUR=10000)),
        ("email ACME just-overdue INV-7 100.00 EUR", email("just-overdue", OLD, EUR=10000, RSD=0)),
        ("email ACME just-overdue INV-7 INV-8", email("just-overdue", OLD, CHARGE, NEW)),
        ("email ACME just-overdue INV-7 FEE-ACME-2026-03-15-EUR INV-8", email("just-overdue", OLD, CHARGE, NEW)),
        ("email ACME just-overdue INV-7 INV-9 INV-8", email("just-overdue", OLD, NEW, LIKE_NEW)),
        ("email ACME just-overdue 100 EUR 5 RSD", email("just-overdue", OLD, RSD=500, EUR=10000)),
        ("task ACME broken-promise", TASK),
    ],
)
def test_a_message_meets_its_line(line: str, message: GotMessage) -> None:
    assert difference(line, day(message)) is None


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("email ACME polite-inquiry", email("just-overdue", OLD, EUR=10000)),
        ("letter ACME just-overdue", email("just-overdue", OLD, EUR=10000)),
        ("email ACME just-overdue INV-8", email("just-overdue", OLD, EUR=10000)),
        ("email ACME just-overdue INV-8 INV-7", email("just-overdue", OLD, NEW)),
        ("email ACME just-overdue INV-7", email("just-overdue", OLD, NEW)),
        ("email ACME just-overdue FEE-ACME-2026-03-15-EUR", email("just-overdue", OLD, CHARGE)),
        ("email ACME just-overdue 99.99 EUR", email("just-overdue", OLD, EUR=10000)),
        ("email ACME just-overdue 100 EUR", email("just-overdue", OLD, EUR=10000, RSD=1)),
    ],
)
def test_a_message_that_says_something_else_does_not(line: str, message: GotMessage) -> None:
    found = difference(line, day(message))
    assert found is not None
    assert (found.line, found.expected, found.got) == (7, line, str(message))


def test_a_line_that_says_little_does_not_take_what_another_needs() -> None:
    tasks = [GotMessage("task", "ACME", "allocate", (item,)) for item in (OLD, NEW)]
    assert difference("task ACME allocate\ntask ACME allocate INV-7", day(*tasks)) is None


def test_two_lines_need_two_messages() -> None:
    found = difference("task ACME broken-promise\ntask ACME broken-promise", day(TASK))
    assert found is not None
    assert (found.line, found.got) == (8, "task ACME broken-promise")


def test_the_engines_reason_is_told() -> None:
    reasons = {"ACME": GotReason("paused", "A person has paused the chasing of this customer.")}
    found = difference("email ACME just-overdue INV-7 100 EUR", day(reasons=reasons))
    assert str(found) == (
        "a.book, line 7: on 2026-04-10 expected email ACME just-overdue INV-7 100 EUR, got nothing "
        "(paused: A person has paused the chasing of this customer.)"
    )


def test_a_run_is_a_closed_world_for_whom_it_names() -> None:
    found = difference("email ACME just-overdue", day(email(), TASK))
    assert found is not None
    assert (found.line, found.expected, found.got) == (6, "no such task", "task ACME broken-promise")
    assert difference("stage ACME none", day(email())) is not None


def test_whom_no_line_names_is_left_alone() -> None:
    assert difference("email ACME just-overdue", day(email(), email(customer="BETA"))) is None


def test_three_dots_open_the_world() -> None:
    assert difference("email ACME just-overdue\n…", day(email(), TASK)) is None


def test_daily_runs_are_one_closed_world() -> None:
    days = (DayResult(on=DAY, messages=(CALL,)), DayResult(on=date(2026, 4, 11), messages=(email(),)))
    lines = "2026-04-11 email ACME just-overdue"
    found = difference(lines, Outcome(days=days), "run daily to 2026-04-12")
    assert found is not None
    assert (found.on, found.got) == (DAY, "call ACME ask-when")
    assert difference(f"2026-04-10 call ACME ask-when\n{lines}", Outcome(days=days), "run daily to 2026-04-12") is None


def test_the_first_difference_is_that_of_the_first_day() -> None:
    lines = "2026-04-12 email ACME just-overdue\n2026-04-11 stage ACME late"
    found = difference(lines, Outcome(), "run daily to 2026-04-12")
    assert found is not None
    assert found.on == date(2026, 4, 11)


def test_without_a_date_the_last_day_is_meant() -> None:
    days = (DayResult(on=DAY), DayResult(on=date(2026, 4, 12), stages={"ACME": "late"}))
    assert difference("stage ACME late", Outcome(days=days), "run daily to 2026-04-12") is None


def test_nothing_is_no_message_and_no_call() -> None:
    reasons = {"ACME": GotReason("promise_open")}
    assert difference("nothing ACME promise_open", day(reasons=reasons)) is None
    assert difference("nothing ACME", day(reasons=reasons)) is None
    assert difference("nothing ACME\ntask ACME broken-promise", day(TASK)) is None
    found = difference("nothing ACME disputed", day(reasons=reasons))
    assert found is not None
    assert found.got == "nothing ACME promise_open"
    found = difference("nothing ACME", day(CALL))
    assert found is not None
    assert found.got == "call ACME ask-when"


@pytest.mark.parametrize(
    ("line", "facts", "got"),
    [
        ("fee ACME 2.00 EUR", {"charges": {"ACME": {"EUR": 200}}}, None),
        ("fee ACME 2.00 EUR", {"charges": {"ACME": {"EUR": 201}}}, "fee ACME 2.01 EUR"),
        ("fee ACME 2.00 EUR", {}, "no fee"),
        ("stage ACME late", {"stages": {"ACME": "late"}}, None),
        ("stage ACME none", {"stages": {"ACME": "late"}}, "stage ACME late"),
        ("stage ACME none", {}, None),
        ("hold ACME on", {"holds": {"ACME": True}}, None),
        ("hold ACME on", {}, "hold ACME off"),
        ("balance ACME 1.00 EUR", {"balances": {"ACME": {"EUR": 100, "RSD": 0}}}, None),
        ("balance ACME 0 EUR", {"balances": {"ACME": {"EUR": 0}}}, None),
        ("balance ACME -1 EUR 2 RSD", {"balances": {"ACME": {"RSD": 200, "EUR": -100}}}, None),
        ("balance ACME 1.00 EUR", {"balances": {"ACME": {"EUR": 100, "RSD": 5}}}, "balance ACME 1.00 EUR 0.05 RSD"),
        ("balance ACME 1.00 EUR", {}, "balance ACME 0"),
        ('banner ACME "PAST DUE ACCOUNT"', {"banners": {"ACME": "PAST DUE ACCOUNT"}}, None),
        ("banner ACME none", {"banners": {"ACME": "PAST DUE ACCOUNT"}}, 'banner ACME "PAST DUE ACCOUNT"'),
        ('banner ACME "PAST DUE ACCOUNT"', {}, "banner ACME none"),
        ("may-sell ACME yes", {"may_sell": {("ACME", None): GotAnswer("yes")}}, None),
        ("may-sell ACME 5 EUR no", {"may_sell": {("ACME", Amount(500, "EUR")): GotAnswer("no", "on_hold")}}, None),
        ("may-sell ACME no over", {"may_sell": {("ACME", None): GotAnswer("no", "hold")}}, "may-sell ACME no hold"),
        ("may-sell ACME yes", {"may_sell": {("ACME", None): GotAnswer("prepay")}}, "may-sell ACME prepay"),
    ],
)
def test_states_are_compared(line: str, facts: dict[str, Any], got: str | None) -> None:
    found = difference(line, day(**facts))
    assert (found and found.got) == got


def test_a_refusal_must_be_expected_and_an_expected_one_must_come() -> None:
    refused = Outcome(refused=GotReason("too_much", "It is more than is left."))
    verb = "payment ACME 5 EUR"
    assert difference("refused", refused, verb) is None
    assert difference("refused too_much", refused, verb) is None
    for line, outcome, at, got in [
        ("stage ACME none", refused, 6, "refused too_much: It is more than is left."),
        ("refused not_open", refused, 7, "refused too_much: It is more than is left."),
        ("refused", Outcome(), 7, "no refusal"),
    ]:
        found = difference(line, outcome, verb)
        assert found is not None
        assert (found.line, found.got) == (at, got)


def test_a_verb_that_is_no_run_is_no_closed_world() -> None:
    assert difference("hold ACME off", day(TASK), "resume ACME") is None


def test_a_player_knows_whom_and_which_days_to_look_at() -> None:
    text = f"{BOOK}2026-04-10 run daily to 2026-04-12\n-> 2026-04-11 stage ACME late\n-> nothing BETA\n-> …\n"
    statement = parse_book(text, "a.book").statements[-1]
    assert customers_judged(statement) == {"ACME", "BETA"}
    assert days_judged(statement) == {date(2026, 4, 11), date(2026, 4, 12)}


def test_expectations_of_a_role_stand_on_its_line() -> None:
    statement = parse_book(f"{BOOK}2026-04-10 as sales withdraw ACME\n-> refused not_allowed\n", "a.book").statements[
        -1
    ]
    assert compare("a.book", statement, Outcome(refused=GotReason("not_allowed"))) is None
