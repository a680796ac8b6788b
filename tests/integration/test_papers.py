"""Papers as they come out of Typst: opened again, and their words compared with the facts."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pypdf
import pytest

from dunwell.adapters.papers import (
    render_call_sheet,
    render_invoice,
    render_letter,
    render_statement,
    stamp_copy,
)
from dunwell.adapters.papers.language import languages, speak
from dunwell.adapters.papers.samples import AS_OF, COMPANY, CUSTOMER, PAYMENT, SENDER, sample_call, sample_message
from dunwell.adapters.papers.texts import shipped_texts
from dunwell.domain.errors import UserError
from dunwell.domain.papers import (
    CallFacts,
    CurrencyAccount,
    DisputeRaised,
    Earlier,
    InvoiceFacts,
    MessageFacts,
    Movement,
    PaperItem,
    PayTo,
    PromiseMade,
    StatementFacts,
    StatementItem,
    totals_of,
)

EN = speak("en")
NASTY = '<script>{{ 7*7 }}</script> #eval("1+1") $x$ *b* @ref // [c]'
LONG = "Gemeinnützige Wohnungsbau- und Siedlungsgenossenschaft Mecklenburg-Vorpommern eG"
MOVEMENTS = (
    Movement(AS_OF - timedelta(days=40), "payment", -125_000, "BK-2231", "Transfer"),
    Movement(AS_OF - timedelta(days=30), "credit", -4_500, "CN-17"),
    Movement(AS_OF - timedelta(days=5), "fee", 2_500, "F-1", "2% of €1,250.00"),
)
HEIGHT = 297 / 25.4 * 72


def words(pdf: bytes) -> str:
    """Give all words of a PDF, gaps as single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def places(pdf: bytes) -> dict[str, float]:
    """Give how far from the upper edge of the first page each word stands that begins a line, in millimetres."""
    found: dict[str, float] = {}

    def visit(text: str, ctm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            found.setdefault(text.split()[0], (HEIGHT - ctm[1] * tm[4] - ctm[3] * tm[5] - ctm[5]) / 72 * 25.4)

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


def items(count: int) -> tuple[StatementItem, ...]:
    return tuple(
        StatementItem(
            number=f"S-{1000 + at}",
            item_date=AS_OF - timedelta(days=20 + at),
            due_date=AS_OF - timedelta(days=at - 10),
            amount_minor=10_000 + 7 * at,
            open_minor=10_000 + 7 * at,
        )
        for at in range(count)
    )


def statement(*accounts: CurrencyAccount) -> StatementFacts:
    return StatementFacts(
        company=COMPANY,
        customer=CUSTOMER,
        language="en",
        as_of=AS_OF,
        accounts=accounts or (CurrencyAccount("EUR", items(3), MOVEMENTS, 15_000),),
        sender=SENDER,
        since=AS_OF - timedelta(days=60),
        payment=PAYMENT,
        banner="PAST DUE ACCOUNT",
    )


def invoice() -> InvoiceFacts:
    item = PaperItem("S-1000", date(2026, 1, 10), date(2026, 2, 9), "EUR", 89_950, 49_950)
    return InvoiceFacts(
        company=COMPANY,
        customer=CUSTOMER,
        language="en",
        as_of=AS_OF,
        item=item,
        sender=SENDER,
        movements=(Movement(date(2026, 3, 1), "payment", -40_000, "BK-7", "Part"),),
        reference="PO 4711",
        terms="30 days net",
        payment=PAYMENT,
        banner="ACCOUNT ON HOLD",
    )


def call() -> CallFacts:
    return replace(
        sample_call("ask-for-payment", "delinquent"),
        promises=(PromiseMade(date(2026, 4, 17), "EUR", 50_000, "broken", date(2026, 4, 11), "J. Smith"),),
        disputes=(DisputeRaised(AS_OF - timedelta(days=20), "S-1002", "EUR", 3_000, "Two boxes were damaged", True),),
        earlier=(Earlier(AS_OF - timedelta(days=4), "call", "ask-when", "Will pay on Friday"),),
    )


def letter(template: str = "on-hold", language: str = "en") -> MessageFacts:
    stages = {"upcoming": "before-due", "due-soon": "before-due"}
    return sample_message(template, stages.get(template, "account-hold"), language)


PAPERS = {
    "letter": lambda: render_letter(letter()),
    "statement": lambda: render_statement(statement()),
    "invoice": lambda: render_invoice(invoice()),
    "call sheet": lambda: render_call_sheet(call()),
}


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


@pytest.mark.parametrize(
    ("language", "template"), [(tag, name) for tag in languages() for name in shipped_texts("messages", speak(tag))]
)
def test_each_letter_says_what_its_facts_say(language: str, template: str) -> None:
    facts, spoken = letter(template, language), speak(language)
    text = words(render_letter(facts))
    for item in facts.items:
        assert f"{item.number} " in text
        assert spoken.money(item.asked_minor, item.currency) in text
        assert spoken.short_day(item.due_date) in text
    assert spoken.money(facts.totals[0].net_minor, "EUR") in text
    assert "DE89 3704 0044 0532 0130 00" in text
    for line in (CUSTOMER.name, *CUSTOMER.address, COMPANY.name, facts.contact_name, SENDER.phone, SENDER.email):
        assert line in text
    assert "Page 1 of 1" in text


def test_a_letter_of_many_items_repeats_its_head_and_counts_its_pages() -> None:
    many = tuple(replace(letter().items[0], number=f"S-{at}") for at in range(100, 170))
    made = pages(render_letter(replace(letter(), items=many, totals=totals_of(many))))
    assert len(made) == 3
    for number, page in enumerate(made, start=1):
        assert f"Page {number} of 3" in page
    assert all("Invoice Date Due date Days late Amount" in page for page in made[:2])
    assert f"{COMPANY.name} · 20 April 2026" in made[1]


def test_a_statement_shows_items_movements_age_and_balance() -> None:
    account = CurrencyAccount(
        "EUR",
        (
            StatementItem("S-3", date(2026, 4, 1), date(2026, 5, 1), 30_000, 30_000),
            StatementItem("S-2", date(2026, 2, 1), date(2026, 3, 3), 20_000, 12_000, disputed_minor=2_000),
            StatementItem("S-1", date(2025, 11, 1), date(2025, 12, 1), 100_050, 100_050),
            StatementItem("F-1", date(2026, 4, 10), date(2026, 4, 10), 2_500, 2_500, "fee"),
        ),
        MOVEMENTS,
        credit_minor=15_000,
    )
    text = words(render_statement(statement(account)))
    assert "Statement of account As of 20 April 2026 Balance €1,295.50 Of which past due €1,145.50" in text
    assert "Open items €1,445.50 Your credit €150.00" in text
    assert "PAST DUE ACCOUNT" in text
    assert "EUR 300.00 25.00 120.00 – – 1,000.50" in text
    oldest_first = [
        "S-1 1 Nov 2025 1 Dec 2025 140 1,000.50 1,000.50",
        "S-2 €20.00 in dispute 1 Feb 2026 3 Mar 2026 48 200.00 120.00",
        "Late charge F-1 10 Apr 2026 10 Apr 2026 10 25.00 25.00",
        "S-3 1 Apr 2026 1 May 2026 – 300.00 300.00",
        "Total €1,445.50 Less your credit with us −€150.00 Balance €1,295.50",
    ]
    assert " ".join(oldest_first) in text
    assert "Payments and charges in EUR since 19 February 2026" in text
    assert "11 Mar 2026 Payment BK-2231 · Transfer −1,250.00" in text
    assert "15 Apr 2026 Late charge F-1 · 2% of €1,250.00 25.00" in text


def test_two_hundred_items_run_over_pages_with_their_head_and_lose_nothing() -> None:
    many = items(200)
    made = pages(render_statement(statement(CurrencyAccount("EUR", many))))
    assert 5 <= len(made) <= 7
    for number, page in enumerate(made, start=1):
        assert page.endswith(f"Page {number} of {len(made)}")
        assert "Invoice Date Due date Days late Amount Still open" in page
    text = " ".join(made)
    assert [f"S-{number}" for number in re.findall(r"S-(\d{4}) ", text)] == [item.number for item in reversed(many)]
    assert EN.money(sum(item.open_minor for item in many), "EUR") in text


def test_each_currency_has_its_own_balance_items_and_way_to_pay() -> None:
    accounts = (
        CurrencyAccount("EUR", items(1)),
        CurrencyAccount("RSD", tuple(replace(each, open_minor=12_345_678) for each in items(2))),
        CurrencyAccount("JPY", items(1)),
    )
    in_belgrade = PayTo("Lindenhof", account="160-5100-62", currency="RSD", reference="97 12-345")
    text = words(render_statement(replace(statement(*accounts), payment=(*PAYMENT, in_belgrade))))
    for part in ("Balance €100.00", "Balance RSD 246,913.56", "Balance JP¥10,000"):
        assert part in text
    assert re.findall(r"Open items in (\w+)", text) == ["EUR", "RSD", "JPY"]
    assert "How to pay in RSD Payee Lindenhof Account 160-5100-62 Reference 97 12-345" in text


def test_a_balance_in_favour_of_the_customer_is_said_and_nothing_is_asked() -> None:
    text = words(render_statement(statement(CurrencyAccount("EUR", (), MOVEMENTS, 15_000))))
    assert "Balance −€150.00" in text
    assert "This balance is in your favour." in text
    assert "There are no open items." in text
    assert "How to pay" not in text


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


def test_a_summary_of_an_invoice_says_that_it_is_one() -> None:
    text = words(render_invoice(invoice()))
    assert "ACCOUNT ON HOLD Summary of invoice S-1000" in text
    assert "This is a summary from our books, not the invoice itself." in text
    assert "Invoice date 10 January 2026 Due date 9 February 2026 Days late 70" in text
    assert "Terms 30 days net Reference PO 4711 Invoice amount €899.50" in text
    assert "1 Mar 2026 Payment BK-7 · Part −400.00 Still open €499.50" in text
    assert "Reference S-1000" in text


def test_a_company_without_bank_details_asks_to_be_asked() -> None:
    assert "Please ask us for our bank details" in words(render_invoice(replace(invoice(), payment=())))
    assert "Please ask us for our bank details" in words(render_letter(replace(letter(), payment=())))


def test_a_call_sheet_has_goal_facts_history_and_room_for_the_outcome() -> None:
    text = words(render_call_sheet(call()))
    for part in (
        "For staff only. Not to be sent to the customer.",
        "Goal A cheque number or transfer reference, the amount, and the date",
        "Speak to Jane Smith Phone +44 117 555 0123",
        "S-1000 19 Jan 2026 18 Feb 2026 61 €1,234.56",
        "To pay €3,434.68",
        "17 Apr 2026: €500.00 broken, made 11 Apr 2026 by J. Smith",
        "31 Mar 2026: S-1002, €30.00 Two boxes were damaged, settled",
        "16 Apr 2026 Call ask-when: Will pay on Friday",
        "Listen for",
        "Spoke with Pays on Amount Method and number",
    ):
        assert part in text


def test_a_call_sheet_without_history_says_so() -> None:
    assert words(render_call_sheet(sample_call("final-call", "litigation"))).count("none on record") == 3


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
    assert described == [COMPANY.name]


@pytest.mark.parametrize("broken", [PNG.replace(b"IDAT", b"IDAT\x07", 1), b"<svg"], ids=["png", "svg"])
def test_a_logo_that_is_damaged_is_told(broken: bytes) -> None:
    with pytest.raises(UserError) as refused:
        render_letter(replace(letter(), company=replace(COMPANY, logo=broken)))
    assert refused.value.code == "bad_logo"


def test_a_banner_is_laid_upon_a_copy_and_the_copy_stays_what_it_was() -> None:
    copy = render_invoice(replace(invoice(), banner=""))
    stamped = stamp_copy(copy, "ACCOUNT ON HOLD", "en", AS_OF)
    assert stamped == stamp_copy(copy, "ACCOUNT ON HOLD", "en", AS_OF)
    assert "ACCOUNT ON HOLD" not in words(copy)
    assert "ACCOUNT ON HOLD" in words(stamped)
    assert words(copy) == words(stamped).replace("ACCOUNT ON HOLD", "").strip()


def test_a_copy_without_a_banner_passes_through_untouched() -> None:
    assert stamp_copy(b"anything", "", "en", AS_OF) == b"anything"


def test_a_turned_page_and_an_attachment_are_kept() -> None:
    with pikepdf.open(io.BytesIO(render_invoice(invoice()))) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        pdf.attachments["factur-x.xml"] = b"<x/>"
        buffer = io.BytesIO()
        pdf.save(buffer)
    with pikepdf.open(io.BytesIO(stamp_copy(buffer.getvalue(), "PAST DUE ACCOUNT", "en", AS_OF))) as stamped:
        assert stamped.attachments["factur-x.xml"].get_file().read_bytes() == b"<x/>"
        assert int(stamped.pages[0].Rotate) == 90


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7 and then nothing", b"no PDF"])
def test_a_copy_that_cannot_be_opened_is_told(broken: bytes) -> None:
    with pytest.raises(UserError) as refused:
        stamp_copy(broken, "ACCOUNT ON HOLD", "en", AS_OF)
    assert refused.value.code == "bad_pdf"


def test_a_copy_with_a_password_is_told() -> None:
    with pikepdf.open(io.BytesIO(render_invoice(invoice()))) as pdf:
        buffer = io.BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(UserError, match="it has a password"):
        stamp_copy(buffer.getvalue(), "ACCOUNT ON HOLD", "en", AS_OF)


def test_a_number_without_a_gap_breaks_before_it_runs_over_its_neighbour() -> None:
    number = "INV/2026/" + "ABCDEFGHIJ" * 9
    account = CurrencyAccount("EUR", (replace(items(1)[0], number=number),))
    text = words(render_statement(statement(account)))
    assert number not in text
    assert number in re.sub(r"[\s\u200b]", "", text)
