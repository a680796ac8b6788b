"""A book is read line by line: every verb, every header, and every mistake with its place."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.policy.books import Amount, Book, BookError, Statement, agreements, parse_book
from dunwell.policy.books import statements as say

SHARED = Path(__file__).parents[4] / "shared" / "data" / "books"
ACME = "2026-01-02 customer ACME 'Acme d.o.o.'\n2026-01-02 invoice INV-7 ACME 1,200.00 EUR due 2026-03-31\n".replace(
    "'", '"'
)
DAY = date(2026, 3, 1)
EUR = Amount(120000, "EUR")


def book(text: str) -> Book:
    return parse_book(text, "a.book")


def only(line: str) -> Statement:
    """Read one line on 1 March, below a customer ACME and an invoice INV-7."""
    statement = book(f"{ACME}2026-03-01 {line}").statements[2]
    assert (statement.on, statement.line) == (DAY, 3)
    return statement


def error_of(text: str) -> BookError:
    with pytest.raises(BookError) as raised:
        book(text)
    return raised.value


PLACE: dict[str, Any] = {"line": 3, "on": DAY}
BY_CHEQUE: Any = {"method": "cheque", "number": "00123"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("invoice INV-8 ACME 1200 EUR", say.Invoice(name="INV-8", customer="ACME", amount=EUR, **PLACE)),
        (
            'invoice "INV 8" ACME 1,200 EUR due 2026-04-30',
            say.Invoice(name="INV 8", customer="ACME", amount=EUR, due_date=date(2026, 4, 30), **PLACE),
        ),
        ("credit CN-1 ACME 1,200.00 EUR", say.Credit(name="CN-1", customer="ACME", amount=EUR, **PLACE)),
        (
            "credit CN-1 ACME 1,200.00 EUR for INV-7",
            say.Credit(name="CN-1", customer="ACME", amount=EUR, invoice="INV-7", **PLACE),
        ),
        ("payment ACME 1200.00 EUR", say.Payment(customer="ACME", amount=EUR, **PLACE)),
        (
            'payment ACME 1,200.00 EUR ref "INV-7 and more"',
            say.Payment(customer="ACME", amount=EUR, ref="INV-7 and more", **PLACE),
        ),
        ("refund ACME 1,200.00 EUR ref INV-7", say.Refund(customer="ACME", amount=EUR, ref="INV-7", **PLACE)),
        ("chargeback ACME 1,200.00 EUR ref INV-7", say.Chargeback(customer="ACME", amount=EUR, ref="INV-7", **PLACE)),
        (
            "under-way ACME 1,200.00 EUR for INV-7",
            say.UnderWay(customer="ACME", amount=EUR, invoice="INV-7", **PLACE),
        ),
        ("under-way failed INV-7", say.UnderWayFailed(invoice="INV-7", **PLACE)),
        (
            "promise ACME 1,200.00 EUR on 2026-04-20 cheque 00123",
            say.Promise(customer="ACME", amount=EUR, promised_date=date(2026, 4, 20), **BY_CHEQUE, **PLACE),
        ),
        ("withdraw ACME", say.Withdraw(customer="ACME", **PLACE)),
        ("dispute INV-7", say.Dispute(invoice="INV-7", **PLACE)),
        ('dispute INV-7 "two broken"', say.Dispute(invoice="INV-7", reason="two broken", **PLACE)),
        (
            'dispute INV-7 1,200.00 EUR "two broken"',
            say.Dispute(invoice="INV-7", amount=EUR, reason="two broken", **PLACE),
        ),
        ("resolve INV-7 upheld", say.Resolve(invoice="INV-7", verdict="upheld", **PLACE)),
        (
            'pause ACME until 2026-03-31 "in hospital"',
            say.Pause(customer="ACME", until_date=date(2026, 3, 31), reason="in hospital", **PLACE),
        ),
        ("resume ACME", say.Resume(customer="ACME", **PLACE)),
        ("extend INV-7 to 2026-05-01", say.Extend(invoice="INV-7", due_date=date(2026, 5, 1), **PLACE)),
        (
            "plan ACME INV-7 3 x 400.00 EUR monthly from 2026-04-01",
            say.Plan(
                customer="ACME",
                invoices=("INV-7",),
                count=3,
                amount=Amount(40000, "EUR"),
                every="monthly",
                first_date=date(2026, 4, 1),
                **PLACE,
            ),
        ),
        ('waive ACME fee 1,200.00 EUR "kind"', say.Waive(customer="ACME", amount=EUR, reason="kind", **PLACE)),
        ("write-off INV-7", say.WriteOff(invoice="INV-7", **PLACE)),
        ("hand-over ACME counsel", say.HandOver(customer="ACME", to="counsel", **PLACE)),
        ("recall ACME", say.Recall(customer="ACME", **PLACE)),
        ("recover ACME 1,200.00 EUR", say.Recover(customer="ACME", amount=EUR, **PLACE)),
        ("recover ACME 1,200.00 EUR ref INV-7", say.Recover(customer="ACME", amount=EUR, ref="INV-7", **PLACE)),
        ("matter ACME in_work", agreements.Matter(customer="ACME", status="in_work", **PLACE)),
        (
            'matter ACME in_court "25/4711"',
            agreements.Matter(customer="ACME", status="in_court", matter="25/4711", **PLACE),
        ),
        ("accept ACME default", say.Accept(customer="ACME", policy="default", **PLACE)),
        ('reply ACME "next week"', say.Reply(customer="ACME", text="next week", **PLACE)),
        ("read ACME", say.Read(customer="ACME", **PLACE)),
        ("bounce ACME email", say.Bounce(customer="ACME", channel="email", **PLACE)),
        ("approve hand-over ACME", say.Approve(what="hand-over", customer="ACME", approved=True, **PLACE)),
        ("reject hand-over ACME", say.Approve(what="hand-over", customer="ACME", approved=False, **PLACE)),
        ("run", say.Run(**PLACE)),
        ("run allow-stale", say.Run(allow_stale=True, **PLACE)),
        ("run daily to 2026-03-09", say.RunDaily(to=date(2026, 3, 9), **PLACE)),
        (
            "as owner recall ACME",
            say.As(role="owner", statement=say.Recall(customer="ACME", **PLACE), **PLACE),
        ),
    ],
)
def test_every_verb_is_read(line: str, expected: Statement) -> None:
    assert only(line) == expected


def test_a_customer_takes_its_attributes_in_any_order() -> None:
    line = (
        '2026-01-02 customer ACME "Acme d.o.o." limit 5,000 RSD terms "net 30" country RS kind consumer law NL '
        'address "Ulica 1, Beograd" language sr-Latn stage late policy mine.yaml email a@acme.example '
        'phone "+381 11 1" region 00'
    )
    assert book(line).statements == (
        say.Customer(
            line=1,
            on=date(2026, 1, 2),
            name="ACME",
            legal_name="Acme d.o.o.",
            country="RS",
            region="00",
            kind="consumer",
            language="sr-Latn",
            email="a@acme.example",
            phone="+381 11 1",
            address="Ulica 1, Beograd",
            terms="net 30",
            policy="mine.yaml",
            limit=Amount(500000, "RSD"),
            law="NL",
            stage="late",
        ),
    )


def test_headers_have_defaults_and_can_be_given() -> None:
    bare = book("")
    assert (bare.policy, bare.calendar, bare.company, bare.statements) == ("default", None, "NL", ())
    full = book("policy mine/our.yaml  # our own\ncalendar none\ncompany RS\n")
    assert (full.policy, full.calendar, full.company) == ("mine/our.yaml", "none", "RS")
    assert book("calendar RO").calendar == "RO"


def test_a_line_without_a_date_belongs_to_the_last_one() -> None:
    read = book(f"{ACME}2026-03-01 09:30 reply ACME\n  read ACME\n  10:15 run daily to 2026-03-05\n  run\n").statements
    assert [(each.on.day, each.at) for each in read[2:]] == [(1, time(9, 30)), (1, None), (1, time(10, 15)), (5, None)]


def test_a_comment_begins_anywhere_but_in_quotes() -> None:
    read = book(f'# a story\n\n{ACME}2026-03-01 reply ACME "we are # 1"  # so they say\n').statements[2]
    assert isinstance(read, say.Reply)
    assert (read.text, read.line) == ("we are # 1", 5)


def test_amounts_know_the_digits_of_their_currency() -> None:
    amounts = [only(f"payment ACME {text}").amount for text in ("1,234 JPY", "1.5 KWD", "1,000 IRR", "-3.10 EUR")]  # type: ignore[attr-defined]
    assert amounts == [Amount(1234, "JPY"), Amount(1500, "KWD"), Amount(100000, "IRR"), Amount(-310, "EUR")]


RUN = ACME + "2026-04-10 run\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "way_out"),
    [
        (ACME + "2026-03-01 pay ACME 3 EUR", 3, 12, "'pay' stands where a verb was expected", "Did you mean"),
        (ACME + "2026-02-30 run", 3, 1, "a day of the calendar", "Correct"),
        (ACME + "01/03/2026 run", 3, 1, "a day of the calendar", "Correct"),
        (ACME + "2026-03-01 9:30 run", 3, 12, "a time such as 09:30", "Correct"),
        (ACME + "2025-12-31 run", 3, 1, "lies before 2026-01-02", "order of their days"),
        (ACME + "2026-03-01 run daily to 2026-02-01", 3, 25, "lies before 2026-03-01", "Correct"),
        (ACME + "2026-03-01 run daily to 2026-03-09\n2026-03-08 run", 4, 1, "lies before 2026-03-09", "order"),
        (ACME + "2026-03-01 payment ACME", 3, 24, "The line ends where an amount", "Add an amount"),
        (ACME + "2026-03-01 payment ACME 3 euro", 3, 27, "a currency code", "Correct"),
        (ACME + "2026-03-01 payment ACME 1.234,00 EUR", 3, 25, "is not an amount", "1,234.56"),
        (ACME + "2026-03-01 payment ACME 1.234 EUR", 3, 25, "more decimals", "2 decimals"),
        (ACME + "2026-03-01 payment ACME 3 XYZ", 3, 25, "not a currency code", "ISO 4217"),
        (ACME + "2026-03-01 payment ACME 3 EUR INV-7", 3, 31, "the end of the line was expected", "Correct"),
        (ACME + "2026-03-01 resolve INV-7 uphold", 3, 26, "upheld or rejected", "Did you mean upheld?"),
        (ACME + '2026-03-01 reply ACME "well', 3, 23, "A quote is opened", "Close it"),
        (ACME + "2026-03-01 as owner as clerk run", 3, 21, "a verb other than `as`", "Correct"),
        (ACME + "calendar none", 3, 1, "after the first dated line", "beginning"),
        ("calendar none\ncalendar none", 2, 1, "stands twice", "Keep one"),
        ("company nl", 1, 9, "a country code", "Correct"),
        ("run", 1, 1, "The first line has no date", "2026-03-01"),
        ("-> nothing ACME", 1, 1, "no verb above", "below a verb"),
        ('2026-01-02 customer A "A" contry NL', 1, 27, "an attribute of a customer", "Did you mean country?"),
        ('2026-01-02 customer A "A" country NL country RS', 1, 38, "stands twice", "Keep one"),
        ('2026-01-02 customer A "A" kind firm', 1, 32, "business, consumer or public", "Choose one of"),
        ("2026-01-02 customer A country NL", 1, 23, "the legal name in quotes", "Correct"),
        (RUN + "-> emial ACME just-overdue", 4, 4, "an expectation", "Did you mean email?"),
        (RUN + "-> nothing ACME promise_opne", 4, 17, "a reason", "Did you mean promise_open?"),
        (RUN + "-> 2026-04-11 nothing ACME", 4, 4, "which is on 2026-04-10", "Correct the date"),
        (RUN + "-> hold ACME yes", 4, 14, "on or off", "Choose one of"),
        (RUN + "-> balance ACME", 4, 16, "The line ends where an amount", "Add"),
        (RUN + "-> balance ACME 1 EUR 2 EUR", 4, 23, "EUR stands twice", "one total a currency"),
        (RUN + "-> may-sell ACME perhaps", 4, 18, "yes, no or prepay", "Choose one of"),
        (RUN + "-> email ACME just-overdue INV-7 1 EUR INV-7", 4, 40, "the end of the line", "Correct"),
    ],
)
def test_a_mistake_is_named(text: str, line: int, column: int, message: str, way_out: str) -> None:
    error = error_of(text)
    assert (error.file, error.line, error.field) == ("a.book", line, f"column {column}")
    assert message in error.message
    assert way_out in error.way_out


@pytest.mark.parametrize(
    ("text", "line", "value", "way_out"),
    [
        (ACME + "2026-03-01 payment ACNE 3 EUR", 3, "ACNE", "Did you mean ACME?"),
        (ACME + "2026-03-01 dispute INV-9", 3, "INV-9", "Did you mean INV-7?"),
        (ACME + "2026-03-01 plan ACME INV-7 INV-9 2 x 3 EUR weekly from 2026-04-01", 3, "INV-9", "INV-7"),
        (ACME + "2026-03-01 as owner write-off INV-9", 3, "INV-9", "INV-7"),
        ("2026-01-02 invoice INV-1 ACME 3 EUR", 1, "ACME", "None is known yet."),
        (RUN + "-> nothing ACNE", 4, "ACNE", "Did you mean ACME?"),
        (RUN + "-> email ACME just-overdue INV-9", 4, "INV-9", "INV-7"),
        (ACME + '2026-03-01 customer ACME "Other"', 3, "ACME", "another name"),
        (ACME + "2026-03-01 credit INV-7 ACME 1 EUR", 3, "INV-7", "another name"),
    ],
)
def test_who_is_named_must_be_known(text: str, line: int, value: str, way_out: str) -> None:
    error = error_of(text)
    assert (error.line, error.value) == (line, value)
    assert way_out in error.way_out


def test_a_verb_that_is_to_be_refused_may_name_the_unknown() -> None:
    read = book(f"{ACME}2026-03-01 payment ACNE 3 EUR\n -> refused unknown_customer\n").statements
    assert len(read) == 3


def test_fees_are_named_by_the_product() -> None:
    assert only("write-off FEE-ACME-2026-02-01-EUR") == say.WriteOff(invoice="FEE-ACME-2026-02-01-EUR", **PLACE)


def test_every_shared_book_is_read() -> None:
    books = sorted(SHARED.glob("*.book"))
    if not books:
        pytest.skip("the shared books are not at hand")
    read = [parse_book(each.read_text(encoding="utf-8"), each.name) for each in books]
    assert all(any(statement.expects for statement in each.statements) for each in read)


VOCABULARY = """
2026-03-01 2026-04-01 09:30 run daily to -> email ACME INV-7 1,200.00 EUR 3 x nothing … # " customer as stage none
"""
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(st.lists(WORDS, max_size=7).map(" ".join), max_size=5))
def test_whatever_is_written_is_read_or_refused_by_line(lines: list[str]) -> None:
    try:
        read = book(ACME + "\n".join(lines))
        told = [each.line for each in read.statements]
    except BookError as error:
        told = [error.line or 0]
    assert told == sorted(set(told))
    assert 1 <= told[0] <= told[-1] <= 2 + len(lines)
