"""The whole way: a file comes in, a day is decided, mail arrives at a real server, and says what was decided."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
from django.db.models import Sum

from dunwell.adapters.files import read_file
from dunwell.domain.money import format_amount
from dunwell.usecases.import_items import import_items
from integration.outbox.mail_server import MailServer, text_of
from integration.outbox.office import Office
from integration.usecases.desk import day

ROWS = """Customer,Email,Invoice,Invoice Date,Due Date,Amount,Currency
Ash & Sons,ap@ash.example,A-1,2026-02-01,2026-03-01,1250.50,EUR
Ash & Sons,ap@ash.example,A-2,2026-02-10,2026-03-10,99.95,EUR
Beech GmbH,ap@beech.example,B-1,2026-02-01,2026-03-01,800.00,EUR
"""


def test_from_the_file_to_the_mail(office: Office, server: MailServer, tmp_path: Path) -> None:
    file = tmp_path / "open.csv"
    file.write_text(ROWS, encoding="utf-8")
    office.do(lambda caller: import_items(caller, reading=read_file(file)), day(-30))
    office.by_smtp(server.port)
    for on in (date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 23)):
        office.decide(on)
        office.dispatch()
    newest = {mail["To"].addresses[0].addr_spec: mail for mail in server.mails}
    mail = newest["ap@ash.example"]
    decided = office.books.decisions.get(customer__name="Ash & Sons", as_of=date(2026, 3, 23), channel="email")
    asked = office.books.decision_items.filter(run=decided.run, customer=decided.customer, group=0)
    total = asked.aggregate(minor=Sum("asked_minor"))["minor"]
    figure = format_amount(total, "EUR").removesuffix(" EUR")
    assert (decided.step_id, total) == ("late-notice", 125_050 + 9_995)
    said = text_of(mail)
    assert figure in said
    assert {"A-1", "A-2"} <= set(said.split())
    papers = {part.get_filename(): pages(part.get_content()) for part in mail.iter_attachments()}
    assert set(papers) == {"statement-2026-03-23.pdf", "invoice-A-1.pdf", "invoice-A-2.pdf"}
    assert figure in papers["statement-2026-03-23.pdf"]
    assert "1,250.50" in papers["invoice-A-1.pdf"]
    html: Any = mail.get_body(("html",))
    assert figure in html.get_content()


def pages(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
