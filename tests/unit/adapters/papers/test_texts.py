"""A company's own texts: found before the shipped ones, checked before use, and never the cause of a broken letter."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.adapters.papers import BadTemplate, check_template, choose_language, render_letter, render_message
from dunwell.adapters.papers.direction import without_isolates
from dunwell.adapters.papers.figures import clean
from dunwell.adapters.papers.filling import fill, fill_line
from dunwell.adapters.papers.language import parents, speak
from dunwell.adapters.papers.prose import Table, plain, read_prose
from dunwell.adapters.papers.samples import sample_message
from dunwell.adapters.papers.tone import debt_words, words_out_of_tone
from dunwell.domain.errors import UserError

HEAD = "---\nsubject: A note\nmust_contain: [number]\n---\n"
WHOLE = (
    HEAD + '{% render "greeting" %}\n\nGuten Tag from {{ company.name }}!\n\n{% render "items" %}\n\n'
    '{% render "how-to-pay" %}\n\n{% render "closing" %}\n'
)
NASTY = '<script>{{ 7*7 }}</script> #eval("1") [a](javascript:1) *b* | `c` \\ & {% raw %}'
FACTS = sample_message("late-notice", "late")


def test_a_companys_own_text_takes_the_place_of_the_shipped_one() -> None:
    subject, text, page = render_message(FACTS, lambda template, tag: WHOLE if template == "late-notice" else None)
    assert subject == "A note"
    assert "Guten Tag from Lindenhof Werkzeuge GmbH!" in text
    assert "Guten Tag from Lindenhof Werkzeuge GmbH!" in page


def test_the_nearest_tag_wins_and_the_shipped_text_of_it_comes_before_a_farther_own_one() -> None:
    asked: list[str] = []

    def override(template: str, tag: str) -> str | None:
        asked.append(tag)
        return WHOLE if tag == "en-GB" else None

    assert render_message(replace(FACTS, language="en-GB"), override)[0] == "A note"
    assert asked == ["en-GB"]
    assert parents("sr-Latn-RS") == ["sr-Latn-RS", "sr-Latn", "sr"]


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("Dear customer", "no head", 1),
        ("---\nsubject: {{ company.name }}\n---\n", "not YAML", 2),
        ("---\npurpose: none\n---\nHello", "no subject", 1),
        ("---\n- a\n---\nHello", "not a list of names", None),
        ("---\nsubject: A note\nmust_contain: [weather]\n---\nHello", "known facts", None),
        (HEAD + "Hello\n\n{{ nobody }}", "'nobody' is undefined", 7),
        (HEAD + "{{ company.secret }}", "company.secret is undefined", 5),
        (HEAD + "{% if items %}", "expected tag endif", None),
        (HEAD + "{% include 'closing' %}", "unexpected tag 'include'", 5),
        (HEAD + "{% capture x %}{% endcapture %}", "unexpected tag 'capture'", 5),
        (HEAD + "{{ items | sort }}", "unknown filter 'sort'", 5),
        (HEAD + "{% render 'nothing' %}", "nothing", 5),
        (HEAD + "{% for a in (1..1000000) %}{% endfor %}", "loop iteration limit", 5),
        (HEAD + "{% assign a = 'x' %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}", "limit", 5),
        (HEAD + "{{ 1.5 | plus: 1 | truncate | minus: 'x', 1, 2 }}", "cannot be filled in", 5),
        (HEAD + "{{ true | plus: 1.5 | truncate | minus: medium }}", "cannot be filled in", None),
        (HEAD + "Please pay.", "does not contain the number 'S-1000'", None),
        (WHOLE.replace('{% render "how-to-pay" %}', ""), "does not contain the how to pay", None),
        (WHOLE.replace("subject: A note", 'subject: "Overdue: {{ net_totals }}"'), "speaks of debt: overdue, €", None),
        (WHOLE.replace("subject: A note", 'subject: "{{ nobody }}"'), "'nobody' is undefined", None),
        ("x" * 50_001, "50001 characters", None),
    ],
)
def test_a_text_that_cannot_become_a_message_is_reported_and_never_sent(
    text: str, message: str, line: int | None
) -> None:
    [problem] = check_template("late-notice", text)
    assert (problem.code, problem.severity, problem.line) == ("bad_template", "refused", line)
    assert message in problem.message
    assert problem.way_out
    for render in (render_message, render_letter):
        with pytest.raises(BadTemplate) as refused:
            render(FACTS, lambda template, tag: text)
        assert refused.value.code == "bad_template"


def test_a_text_is_tried_on_facts_that_lack_something_too() -> None:
    text = WHOLE.replace("subject: A note", 'subject: "{{ contact_name }}"')
    assert render_message(FACTS, lambda template, tag: text)[0] == "Jane Smith"
    assert [problem.message for problem in check_template("late-notice", text)] == ["The subject is empty"]


def test_words_out_of_tone_are_a_warning() -> None:
    problems = check_template("late-notice", WHOLE + "\nPay, you liar, or else.")
    assert [(problem.code, problem.severity, problem.message) for problem in problems] == [
        ("out_of_tone", "warning", "The text says 'liar'"),
        ("out_of_tone", "warning", "The text says 'or else'"),
    ]


def test_a_text_without_a_name_of_its_own_may_say_what_its_head_says() -> None:
    assert check_template("birthday", "---\nsubject: A greeting\n---\nAll the best, {{ customer.name }}!") == ()


def test_an_unknown_template_and_an_unknown_language_are_told() -> None:
    with pytest.raises(BadTemplate, match=r"no text named '\.\./words'"):
        render_message(replace(FACTS, template="../words"))
    with pytest.raises(UserError, match="no papers in 'tlh'"):
        render_message(replace(FACTS, language="tlh"))


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [(("tlh", "en-US", "en"), "en-US"), (("", "tlh"), "en"), ((), "en"), (("en_GB",), "en_GB")],
)
def test_the_first_language_that_papers_speak_is_chosen(wanted: tuple[str, ...], chosen: str) -> None:
    assert choose_language(*wanted) == chosen


def test_figures_follow_the_country_of_the_tag() -> None:
    assert speak("en").money(123_456, "USD") == "US$1,234.56"
    assert speak("en-US").money(123_456, "USD") == "$1,234.56"


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (123_456, "RSD", "RSD\N{NO-BREAK SPACE}1,234.56"),
        (5, "EUR", "€0.05"),
        (-5_000, "EUR", "\N{MINUS SIGN}€50.00"),
        (1_234_567, "KWD", "KWD\N{NO-BREAK SPACE}1,234.567"),
        (1_234, "JPY", "JP¥1,234"),
        (90_071_992_547_409_93, "GBP", "£90,071,992,547,409.93"),
    ],
)
def test_amounts_keep_the_digits_of_their_currency(minor: int, currency: str, written: str) -> None:
    assert speak("en").money(minor, currency) == written


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  a\n\tb\x00c  ", "a b c"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("پارس\u200cگستر", "پارس\u200cگستر"),
        ("Smile 😀\ufe0f ★ Ltd\ue000", "Smile Ltd"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
    ],
)
def test_free_text_keeps_what_can_be_seen(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(max_size=60))
def test_whatever_a_customer_is_called_stays_text(name: str) -> None:
    values = {"name": name}
    shown = clean(name)
    row = read_prose(fill("x", "| A | B |\n|:--|--:|\n| {{ name }} | 1 |", values, speak("en")))[0]
    assert isinstance(row, Table)
    assert [without_isolates(plain(cell)) for cell in row.rows[0]] == [shown, "1"]
    line = read_prose(fill("x", "Dear {{ name }}, hello", values, speak("en")))
    assert [without_isolates(plain(block.runs)) for block in line if hasattr(block, "runs")] == [f"Dear {shown}, hello"]
    assert fill_line("x", "To {{ name }}", values, speak("en")) == f"To {shown}".strip()


@given(st.text(max_size=60))
def test_a_value_at_the_head_of_a_line_makes_no_heading_list_or_table(name: str) -> None:
    blocks = read_prose(fill("x", "{{ name }}\n{{ name }}", {"name": name}, speak("en")))
    assert (
        without_isolates(" ".join(plain(block.runs) for block in blocks if hasattr(block, "runs"))).split()
        == clean(f"{name} {name}").split()
    )
    assert not any(getattr(block, "is_heading", False) for block in blocks)


def test_html_shows_what_a_customer_wrote_and_runs_nothing() -> None:
    facts = replace(FACTS, customer=replace(FACTS.customer, name=NASTY, kind="consumer"), contact_name="")
    _, text, page = render_message(facts)
    assert f"Dear {NASTY}," in " ".join(text.split())
    assert "<script" not in page
    assert "&lt;script&gt;{{ 7*7 }}&lt;/script&gt; #eval(&quot;1&quot;) [a](javascript:1) *b* | `c`" in page
    assert "49" not in page.partition("<body")[2].replace("+49 30", "")


def test_html_asks_for_nothing_from_outside_and_sets_no_colours_of_text() -> None:
    page = render_message(FACTS)[2]
    assert '<html lang="en" dir="ltr">' in page
    assert "color-scheme" in page
    assert not any(sign in page for sign in ("http://", "https://", "<link", "background", ";color:"))
    assert all(source.startswith("cid:") for source in re.findall('src="([^"]*)', page))


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("A note about your account", []),
        ("Your invoice", ["invoice"]),
        ("PAST   due!", ["past due", "due"]),
        ("It is about 120,00 EUR", ["120,00 EUR"]),
        ("Paymaster Lateran dueling", []),
    ],
)
def test_a_subject_with_debt_is_recognised(subject: str, found: list[str]) -> None:
    assert debt_words(subject, speak("en")) == found


def test_the_tone_list_sees_whole_words_in_any_case() -> None:
    assert words_out_of_tone("You LIAR; how\ndare you. A familiar lieutenant.", speak("en")) == ["liar", "how dare"]
