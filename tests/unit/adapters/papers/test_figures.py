"""How amounts, dates and directions look, language by language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.adapters.papers.direction import as_elements, isolated, without_isolates
from dunwell.adapters.papers.html_mail import write_html
from dunwell.adapters.papers.language import languages, speak
from dunwell.adapters.papers.prose import read_prose

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "minor", "currency", "written"),
    [
        ("nl", 123_456_789, "EUR", f"€{NB}1.234.567,89"),
        ("ro", 123_456_789, "RON", f"1.234.567,89{NB}RON"),
        ("ru", 123_456_789, "RUB", f"1{NB}234{NB}567,89{NB}₽"),
        ("sr-Latn", 123_456_789, "RSD", f"1.234.567,89{NB}RSD"),
        ("sr-Cyrl", 5, "RSD", f"0,05{NB}RSD"),
        ("fa", 123_456_789, "EUR", f"۱٬۲۳۴٬۵۶۷٫۸۹{NB}یورو"),
        ("fa", 123_456_789, "CHF", f"۱٬۲۳۴٬۵۶۷٫۸۹{NB}فرانک سوئیس"),
        ("fa", 1_234, "JPY", f"۱٬۲۳۴{NB}ین ژاپن"),
    ],
)
def test_amounts_bear_the_digits_of_their_currency_and_of_their_language(
    language: str, minor: int, currency: str, written: str
) -> None:
    assert speak(language).money(minor, currency) == written


def test_para_and_rials_are_not_rounded_away() -> None:
    assert speak("sr-Latn").money(199, "RSD") == f"1,99{NB}RSD"
    assert speak("fa").money(12_345, "IRR").endswith("ریال")
    assert "۴۵" in speak("fa").money(12_345, "IRR")


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", f"1{NB}May 2026", "1 May 2026"),
        ("nl", f"1{NB}mei 2026", "01-05-2026"),
        ("ro", f"1{NB}mai 2026", "01.05.2026"),
        ("ru", f"1{NB}мая 2026{NB}года", "01.05.2026"),
        ("sr-Latn", f"1.{NB}maja 2026. godine", "01.05.2026."),
        ("sr-Cyrl", f"1.{NB}маја 2026. године", "01.05.2026."),
        ("fa", f"۱۱{NB}اردیبهشت{NB}۱۴۰۵ (۱{NB}مه{NB}۲۰۲۶)", "۱۴۰۵/۰۲/۱۱ (۲۰۲۶/۰۵/۰۱)"),
    ],
)
def test_dates_are_written_as_letters_and_as_tables_write_them(language: str, long: str, short: str) -> None:
    assert speak(language).day(date(2026, 5, 1)) == long
    assert speak(language).short_day(date(2026, 5, 1)) == short


@pytest.mark.parametrize(
    ("on", "jalali"),
    [
        (date(2026, 3, 20), "۱۴۰۴/۱۲/۲۹"),
        (date(2026, 3, 21), "۱۴۰۵/۰۱/۰۱"),
        (date(2025, 3, 20), "۱۴۰۳/۱۲/۳۰"),  # a leap year has a thirtieth of Esfand
    ],
)
def test_the_persian_year_turns_in_march(on: date, jalali: str) -> None:
    assert speak("fa").short_day(on).startswith(jalali)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["one", "other", "other", "other"]),
        ("nl", ["one", "other", "other", "other"]),
        ("ro", ["one", "few", "few", "other"]),
        ("ru", ["one", "few", "many", "one"]),
        ("sr-Latn", ["one", "few", "other", "one"]),
        ("sr-Cyrl", ["one", "few", "other", "one"]),
        ("fa", ["one", "other", "other", "other"]),
    ],
)
def test_plurals_follow_cldr(language: str, forms: list[str]) -> None:
    assert [speak(language).plural(number) for number in (1, 2, 5, 21)] == forms


@pytest.mark.parametrize("language", languages())
def test_a_country_of_the_tag_brings_its_figures_and_keeps_the_script(language: str) -> None:
    spoken = speak(language)
    assert (spoken.locale.script or "") in ("", language.partition("-")[2])
    assert spoken.locale.territory


@pytest.mark.parametrize(
    ("text", "direction", "shown"),
    [
        ("S-1000", "ltr", "S-1000"),
        ("شرکت پارس", "ltr", "\u2068شرکت پارس\u2069"),
        ("S-1000", "rtl", "\u2066S-1000\u2069"),
        ("+49 30 5550 117", "rtl", "\u2066+49 30 5550 117\u2069"),
        ("شرکت Pars", "rtl", "\u2068شرکت Pars\u2069"),
        ("۱٬۲۳۴ یورو", "rtl", "۱٬۲۳۴ یورو"),
        ("−۱۵۰ یورو", "rtl", "\u200e−۱۵۰ یورو"),
        ("", "rtl", ""),
    ],
)
def test_what_runs_against_its_lines_is_set_apart(text: str, direction: str, shown: str) -> None:
    assert isolated(text, direction) == shown


@given(st.text(max_size=40).filter(lambda text: without_isolates(text) == text), st.sampled_from(["ltr", "rtl"]))
def test_setting_apart_adds_nothing_that_can_be_read(text: str, direction: str) -> None:
    shown = isolated(text, direction)
    assert without_isolates(shown).removeprefix("\u200e") == text.removeprefix("\u200e")
    assert shown.count("\u2066") + shown.count("\u2068") == shown.count("\u2069")


def test_html_sets_apart_by_elements_and_says_how_lines_run() -> None:
    assert as_elements("\u2066S-1\u2069") == '<bdi dir="ltr">S-1</bdi>'
    page = write_html(
        read_prose("سلام \u2066S-1000\u2069"), title="پیام", language="fa", direction="rtl", company="Acme", foot=()
    )
    assert '<html lang="fa" dir="rtl">' in page
    assert '<bdi dir="ltr">S-1000</bdi>' in page
    assert "\u2066" not in page
