"""Codes for payment as they leave us: read back from the page of a PDF and from a mail, byte for byte."""

import email
import email.policy
import io
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from dunwell.adapters.papers import render_letter, render_mail, render_statement
from dunwell.adapters.papers.samples import sample_message
from dunwell.adapters.papers.values import payments_of
from dunwell.domain.mail import Attachment, Head, Mailbox, build_mail, whole
from dunwell.domain.papers import CurrencyAccount, MessageFacts, PayTo, totals_of
from dunwell.domain.references import ReferenceKind, own_reference
from integration.papers import items, statement

EURO = PayTo("Lindenhof Werkzeuge GmbH", iban="DE89370400440532013000", bic="COBADEFFXXX", currency="EUR")
DINAR = PayTo("Lindenhof d.o.o.", account="265104031000361092", currency="RSD")
ROUBLE = PayTo(
    "ООО Липовый двор",
    account="40702810138250123017",
    bic="044525225",
    bank="ПАО Сбербанк",
    correspondent="30101810400000000225",
    tax_id="7707083893",
    currency="RUB",
)
FRANC = PayTo(
    "Lindenhof Werkzeuge AG",
    iban="CH4431999123000889012",
    street="Bahnhofstrasse",
    house_number="12",
    postcode="8001",
    town="Zürich",
    country="CH",
    currency="CHF",
)
DOLLAR = PayTo("Lindenhof Inc.", account="123456789", bank="Example Bank", currency="USD")
KINDS = {
    "EUR": (EURO, ReferenceKind.RF),
    "RSD": (DINAR, ReferenceKind.MODEL_97),
    "RUB": (ROUBLE, ReferenceKind.TEXT),
    "CHF": (FRANC, ReferenceKind.QRR),
}


def message(currency: str, count: int = 1) -> MessageFacts:
    """Ask for items of one currency, with the references that its account takes."""
    pay, kind = KINDS[currency]
    facts = sample_message("late-notice", "late")
    asked = tuple(
        replace(item, currency=currency, references=(own_reference(item.number, kind),)) for item in facts.items[:count]
    )
    customers = (own_reference("C-100234", kind),)
    return replace(facts, items=asked, totals=totals_of(asked), payment=(pay, DOLLAR), references=customers)


def read_codes(pdf: bytes) -> list[bytes]:
    """Read all codes of a PDF, page by page, at 200 dots to the inch."""
    pages = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    return [code.bytes for page in pages for code in zxingcpp.read_barcodes(page)]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("currency", KINDS)
def test_a_letter_bears_the_code_of_its_currency(currency: str, count: int) -> None:
    facts = message(currency, count)
    [asked] = payments_of(facts)
    assert asked.code is not None
    assert read_codes(render_letter(facts)) == [asked.code.payload.encode()]


def test_a_statement_asks_for_what_is_past_due_less_the_credit() -> None:
    late = replace(items(30)[29], open_minor=5_000, disputed_minor=1_000, references=(own_reference("S-1029"),))
    facts = replace(
        statement(CurrencyAccount("EUR", (*items(2), late), credit_minor=500)),
        payment=(EURO,),
        references=(own_reference("C-100234"),),
    )
    [code] = read_codes(render_statement(facts))
    assert code.decode().splitlines()[7:10] == ["EUR35.00", "", own_reference("S-1029").value]


def test_a_mail_shows_the_code_as_a_picture_that_comes_with_it() -> None:
    facts = message("EUR")
    written = render_mail(facts)
    [picture] = written.pictures
    assert f'src="cid:{picture.name}"' in written.html
    head = Head(Mailbox("A", "a@b.example"), (Mailbox("C", "c@d.example"),), "s", "<1@b.example>", datetime.now(UTC))
    pictures = [Attachment(picture.name, picture.content, picture.media)]
    mail = email.message_from_bytes(
        whole(build_mail(head, written.text, written.html, [Attachment("a.pdf", b"%PDF")], pictures)),
        policy=email.policy.default,
    )
    [shown] = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert shown["Content-ID"] == f"<{picture.name}>"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["a.pdf"]
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(shown.get_content())))
    [asked] = payments_of(facts)
    assert asked.code is not None
    assert code.bytes == asked.code.payload.encode()
    assert len(picture.content) < 5_000


@pytest.mark.parametrize(
    "pay", [replace(EURO, iban="DE89370400440532013001"), replace(DOLLAR, currency="EUR")], ids=["wrong", "none"]
)
def test_without_a_valid_account_there_is_no_code_and_the_details_stand(pay: PayTo) -> None:
    facts = replace(message("EUR"), payment=(pay,))
    assert read_codes(render_letter(facts)) == []
    written = render_mail(facts)
    assert written.pictures == ()
    assert pay.payee in written.text


def test_a_payment_part_has_its_measures_and_says_what_its_code_says() -> None:
    _, page = pypdfium2.PdfDocument(render_letter(message("CHF")))
    said = page.get_textpage().get_text_range()
    for words in ("Receipt", "Payment part", "CH44 3199 9123 0008 8901 2", "Separate before paying in", "CHF"):
        assert words in said
    [found] = zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    dots = 300 / 25.4
    corner, end = found.position.top_left, found.position.bottom_right
    assert (end.x - corner.x) / dots == pytest.approx(46, abs=0.5)
    assert corner.x / dots == pytest.approx(67, abs=0.5)
    assert 297 - corner.y / dots == pytest.approx(105 - 17, abs=0.5)
