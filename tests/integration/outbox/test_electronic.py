"""Electronic documents go along where a customer, or the company, wants them."""

import email
import email.policy

from dunwell.usecases.set_papers import set_papers
from integration.outbox.office import Office
from integration.usecases.desk import day


def attachments(office: Office, ref: str) -> list[str]:
    [path] = [each for each in (office.folder / "email").rglob("*.eml") if ref in each.name]
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return [
        str(part.get_filename()) for part in mail.iter_attachments() if part.get_content_type() == "application/xml"
    ]


def test_the_customers_own_word_goes_before_the_companys(office: Office) -> None:
    office.customers("BIRCH", "CEDAR")
    office.do(set_papers, day(0), ubl=True)
    office.do(set_papers, day(0), ubl=True, customer="CEDAR")
    office.do(set_papers, day(0), ubl=False, customer="CEDAR")
    office.decide(day(1))
    office.dispatch()
    assert attachments(office, "BIRCH") == [f"reminder-{day(1)}-EUR.xml"]
    assert attachments(office, "CEDAR") == []
