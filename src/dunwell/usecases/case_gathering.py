"""What files about a debt share: copies of invoices, the statement, the account as a table. Knows no recipient."""

from pathlib import Path
from typing import Any

from dunwell.data.models import Customer, Item
from dunwell.domain.papers import InvoiceFacts
from dunwell.ports import Papers
from dunwell.queries.letterhead import writer_of
from dunwell.queries.message_facts import debtor_of, paper_item, postal_addresses
from dunwell.queries.statement_facts import movements_of, statement_facts
from dunwell.usecases.work import Work

COLUMNS = ("item", "kind", "item_date", "due_date", "currency", "amount_minor", "open_minor", "interest_minor", "law")


def copy_of(work: Work, papers: Papers, row: Customer, item: Item) -> bytes:
    """Give the copy of an invoice as a PDF: the invoice itself where it is at hand, else a summary."""
    writer = writer_of(work.company)
    return papers.invoice(
        InvoiceFacts(
            company=writer.company,
            customer=debtor_of(row, postal_addresses(work.books, [row.pk]).get(row.pk, "")),
            language=papers.language(row.language, work.company.language),
            as_of=work.today,
            item=paper_item(item, item.residual_minor),
            sender=writer.sender,
            movements=movements_of(work.company, [item.number]).get(item.number, ()),
            payment=writer.payment,
        )
    )


def statement_of(work: Work, papers: Papers, row: Customer) -> bytes:
    """Give the customer's statement of account as a PDF."""
    language = papers.language(row.language, work.company.language)
    return papers.statement(statement_facts(work.company, {row.pk: language}, work.today)[row.pk])


def account_table(account: list[dict[str, Any]]) -> bytes:
    """Write an account as CSV, amounts in minor units; a text is never a formula."""
    lines = [",".join(COLUMNS), *(",".join(_cell(row[name]) for name in COLUMNS) for row in account)]
    return ("\r\n".join(lines) + "\r\n").encode()


def plain_name(name: str) -> str:
    """Make a name for a file of plain letters."""
    kept = "".join(each if each.isascii() and (each.isalnum() or each in ".-_") else "-" for each in Path(name).name)
    return kept.strip(".-") or "file"


def _cell(value: object) -> str:
    text = str(value).replace('"', '""')
    guarded = f"'{text}" if text[:1] in "=+-@\t" and not isinstance(value, int) else text
    return f'"{guarded}"' if any(sign in guarded for sign in ',"\r\n') else guarded
