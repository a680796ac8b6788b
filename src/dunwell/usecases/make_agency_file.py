"""Write what an agency needs of a debt: who, what, since when, the documents, in one ZIP of CSV, JSON and PDF.

Knows no agency's own format.
"""

import io
import zipfile
from dataclasses import replace

from dunwell.data.models import Customer
from dunwell.domain.canonical import canonical
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.ports import Papers
from dunwell.queries.agencies import handed_over
from dunwell.queries.case import account_of
from dunwell.usecases.case_gathering import account_table, copy_of, plain_name, statement_of
from dunwell.usecases.work import Answer, Caller, Work, use_case

_TIME = (1980, 1, 1, 0, 0, 0)


def make_agency_file(caller: Caller, papers: Papers, *, customer: str) -> tuple[bytes, Answer]:
    """Make the hand-over file of a customer whose debt is with an agency or counsel, and note that it was made.

    Raises Refused `not_handed_over`, `unknown_customer`, `not_allowed`.
    """
    answer = gather_agency_file(replace(caller, key=None), papers, customer=customer)
    return answer.pop("content"), answer


@use_case(Verb.AGENCY)
def gather_agency_file(work: Work, papers: Papers, *, customer: str) -> Answer:
    """Gather the file, and put on record that it was handed out."""
    row = work.customer(customer)
    standing = handed_over(work.company, customer, standing=True)
    if not standing:
        raise Refused(
            RefusalCode.NOT_HANDED_OVER,
            f"{customer} is not handed over",
            "Hand it over first: dunwell hand-over",
            field="customer",
            value=customer,
        )
    account = account_of(work.company, row, work.today)
    claim = {"creditor": work.company.name, "debtor": _debtor(work, row), "matter": standing[0], "items": account}
    invoices = [item for item in work.books.items.of_customer(row).open().oldest_first() if item.kind == "invoice"]
    documents = {
        f"documents/invoice-{plain_name(item.number)}-{item.pk}.pdf": copy_of(work, papers, row, item)
        for item in invoices
    }
    documents["documents/statement.pdf"] = statement_of(work, papers, row)
    work.note({"agency": standing[0]["agency"], "items": len(account), "documents": len(documents)}, subject=row)
    members = {"claim.json": (canonical(claim) + "\n").encode(), "claim.csv": account_table(account), **documents}
    return {"customer": row.ref, "items": len(account), "documents": len(documents), "content": _zipped(members)}


def _debtor(work: Work, row: Customer) -> dict[str, object]:
    standing = work.books.addresses.working().filter(customer=row).order_by("pk")
    return {
        "number": row.ref,
        "name": row.name,
        "country": row.country,
        "kind": row.kind,
        "language": row.language,
        "addresses": [{"channel": each.channel, "text": each.text} for each in standing],
    }


def _zipped(members: dict[str, bytes]) -> bytes:
    """Write a ZIP whose bytes depend on its members alone."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, _TIME), content)
    return written.getvalue()
