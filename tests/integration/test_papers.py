"""Papers as they come out of Typst: the same each time, fit for archives, and nothing in them read as markup."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pytest

from dunwell.adapters.papers import (
    render_letter,
    render_statement,
)
from dunwell.adapters.papers.samples import AS_OF, COMPANY, CUSTOMER, SENDER
from dunwell.domain.errors import UserError
from dunwell.domain.papers import (
    CurrencyAccount,
    Movement,
)
from integration.papers import (
    PAPERS,
    items,
    letter,
    places,
    statement,
    words,
)

NASTY = '<script>{{ 7*7 }}</script> #eval("1+1") $x$ *b* @ref // [c]'
LONG = "Gemeinnützige Wohnungsbau- und Siedlungsgenossenschaft Mecklenburg-Vorpommern eG"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_made_twice_is_the_same_to_the_byte(paper: str) -> None:
    assert PAPERS[paper]() == PAPERS[paper]()


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_fit_for_archives_and_for_readers_who_hear_it(paper: str) -> None:
    with pikepdf.open(io.BytesIO(PAPERS[paper]())) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert meta["dc:title"]
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260420")


def test_a_long_name_stays_inside_the_window_and_the_page() -> None:
    assert len(LONG) == 80
    address = (
        "z. Hd. Frau Dr. Annemarie von Hohenstein-Wackernagel",
        "Gebäude 7, Aufgang B, 4. Obergeschoss",
        "Konrad-Adenauer-Straße 123",
        "17033 Neubrandenburg",
        "Germany",
    )
    down = places(render_letter(replace(letter(), customer=replace(CUSTOMER, name=LONG, address=address))))
    assert 45 < down["Gemeinnützige"] < down["17033"] < down["Germany"] < 90


@pytest.mark.parametrize(
    "name", ["ООО «Северный ветер»", "Друштво Ђорђевић", "Șerban și Țiriac SRL", "Ελληνική Εταιρεία"]
)
def test_names_in_other_letters_are_printed(name: str) -> None:
    customer = replace(CUSTOMER, name=name)
    assert name in words(render_letter(replace(letter(), customer=customer)))


def test_persian_names_are_printed() -> None:
    customer = replace(CUSTOMER, name="شرکت بازرگانی پارس\u200cگستر (سهامی خاص)")
    made = render_letter(replace(letter(), customer=customer))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        fonts = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
    assert any("NotoSansArabic" in font for font in fonts)


def test_a_name_that_no_font_has_is_told_and_pictures_are_left_out() -> None:
    with pytest.raises(UserError, match="none of the fonts") as refused:
        render_letter(replace(letter(), customer=replace(CUSTOMER, name="株式会社")))
    assert refused.value.code == "not_printable"
    assert "Smile Ltd" in words(render_letter(replace(letter(), customer=replace(CUSTOMER, name="Smile 😀 Ltd"))))


def test_nothing_that_a_customer_wrote_is_read_as_markup() -> None:
    customer = replace(CUSTOMER, name=NASTY, ref="#let x = 1", address=("= Heading", "- item", "#eval"))
    item = replace(letter().items[0], number="#S|*1*_2_`3`")
    by_letter = words(render_letter(replace(letter(), customer=customer, items=(item,), contact_name="#eval")))
    movement = Movement(AS_OF, "payment", -1, "#eval", "$x$")
    account = CurrencyAccount("EUR", (replace(items(1)[0], number=item.number),), (movement,))
    by_statement = words(render_statement(replace(statement(account), customer=customer)))
    for text in (by_letter, by_statement):
        assert NASTY in text
        assert "#let x = 1" in text
        assert "= Heading - item #eval" in text
        assert item.number in text
    assert "#eval · $x$" in by_statement
    assert "49" not in by_statement.replace(SENDER.phone, "").replace(COMPANY.phone, "")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763606060000000040001"
    "2734270a0000000049454e44ae426082"
)


@pytest.mark.parametrize("logo", [SVG, PNG], ids=["svg", "png"])
def test_a_logo_takes_the_place_of_the_name_and_is_described(logo: bytes) -> None:
    company = replace(COMPANY, logo=logo, colour="#7a1f5c")
    made = render_letter(replace(letter(), company=company))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        described = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert sorted(described) == [COMPANY.name, "QR code for payment: €3,434.68, Lindenhof Werkzeuge GmbH"]


@pytest.mark.parametrize("broken", [PNG.replace(b"IDAT", b"IDAT\x07", 1), b"<svg"], ids=["png", "svg"])
def test_a_logo_that_is_damaged_is_told(broken: bytes) -> None:
    with pytest.raises(UserError) as refused:
        render_letter(replace(letter(), company=replace(COMPANY, logo=broken)))
    assert refused.value.code == "bad_logo"


def test_a_number_without_a_gap_breaks_before_it_runs_over_its_neighbour() -> None:
    number = "INV/2026/" + "ABCDEFGHIJ" * 9
    account = CurrencyAccount("EUR", (replace(items(1)[0], number=number),))
    text = words(render_statement(statement(account)))
    assert number not in text
    assert number in re.sub(r"[\s\u200b]", "", text)


def test_papers_made_by_threads_at_once_are_those_made_one_by_one() -> None:
    facts = [replace(statement(), customer=replace(CUSTOMER, name=f"Customer {at}")) for at in range(8)]
    with ThreadPoolExecutor(max_workers=4) as threads:
        assert list(threads.map(render_statement, facts)) == [render_statement(each) for each in facts]
