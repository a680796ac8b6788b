"""Papers to be opened by tests: invented facts of each kind, and the words of a PDF."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf

from dunwell.adapters.papers import (
    render_call_sheet,
    render_invoice,
    render_letter,
    render_statement,
)
from dunwell.adapters.papers.language import speak
from dunwell.adapters.papers.samples import AS_OF, COMPANY, CUSTOMER, PAYMENT, SENDER, sample_call, sample_message
from dunwell.domain.papers import (
    CallFacts,
    CurrencyAccount,
    DisputeRaised,
    Earlier,
    InvoiceFacts,
    MessageFacts,
    Movement,
    PaperItem,
    PromiseMade,
    StatementFacts,
    StatementItem,
)

EN = speak("en")
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
