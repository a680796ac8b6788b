"""What the books keep for themselves is said in words: days, amounts and codes as the reader's language has them."""

from typing import Any

import pytest
from django.utils import translation

from dunwell.faces.workbench.records import facts_line, numbers_told, spoken, verb
from dunwell.faces.workbench.tags import as_read, bucket, day, money, percent, span

pytestmark = [pytest.mark.sqlite_only]


def test_the_labels_of_choices_are_spoken() -> None:
    with translation.override("en"):
        assert spoken("ask-when · 2026-03-11") == "Ask when it comes · 11 Mar 2026"
        assert spoken("INV-1030 · 1,270.00 EUR · 2026-02-11") == "INV-1030 · €1,270.00 · 11 Feb 2026"
        assert spoken("JPY and A-1 stay") == "JPY and A-1 stay"


def test_facts_of_the_journal_bear_names_and_units() -> None:
    facts = {"amount_minor": 20_000, "currency": "EUR", "code": "price", "covers": [[8, 1]], "before_minor": None}
    with translation.override("en"):
        assert facts_line(facts) == "Amount: €200.00 · What it is about: the price"
        assert facts_line({"asked": True, "what": "write-off"}) == "waits for approval: yes · What: Write off"
        assert verb("release-hold") == "Release the hold"
    with translation.override("nl"):
        assert "€ 200,00" in facts_line(facts).replace("\N{NO-BREAK SPACE}", " ")


def test_numbers_behind_a_day_bear_names() -> None:
    told = numbers_told({"days_past_due": 28, "anchor": "INV-1", "hold": False, "asked_minor": {"EUR": 100}})
    assert [(str(name), value) for name, value in told] == [
        ("Days late", "28"),
        ("Oldest invoice", "INV-1"),
        ("Asks for", "€1.00"),
    ]


def test_persian_reads_the_number_first_and_its_own_calendar() -> None:
    with translation.override("fa"):
        assert (
            money(123_450, "EUR")
            == "\N{RIGHT-TO-LEFT ISOLATE}۱٬۲۳۴٫۵۰\N{NO-BREAK SPACE}یورو\N{POP DIRECTIONAL ISOLATE}"
        )
        assert day("2026-03-11") == '<span title="۱۴۰۴/۱۲/۲۰ (۲۰۲۶/۰۳/۱۱)">۱۴۰۴/۱۲/۲۰</span>'
        assert span("2026-03-05 to 2026-03-11") == "۱۴۰۴/۱۲/۱۴ – ۱۴۰۴/۱۲/۲۰"
        assert percent("98.7").strip("\u2066\u2069") == "۹۸٫۷٪"
        assert "۱–۳۰" in bucket("1-30")
    with translation.override("en"):
        assert (percent("-111.1"), bucket("1-30")) == ("−111.1 %", "1–30 days")


def test_a_picture_is_turned_where_lines_run_from_the_right() -> None:
    picture: dict[str, Any] = {"width": 100, "bands": [{"x": 10, "width": 30}], "marks": [{"x": 20}], "lines": []}
    with translation.override("en"):
        assert as_read(picture)["bands"] == [{"x": 10, "width": 30, "label": 16}]
    with translation.override("fa"):
        turned = as_read(picture)
    assert turned["bands"] == [{"x": 60, "width": 30, "label": 84}]
    assert turned["marks"] == [{"x": 80}]
    assert picture["bands"][0]["x"] == 10
