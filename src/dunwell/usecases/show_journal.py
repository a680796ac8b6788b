"""Show the entries of a company's journal to people, and take some of them out as a proof."""

from collections.abc import Sequence

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.journal import Shown
from dunwell.data.models import Company, Customer
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.usecases.work import find_company


def show_journal(
    company: str, *, customer: str | None = None, verb: str | None = None, after: int = 0, limit: int = 50
) -> list[Shown]:
    """List entries with ids above `after`, oldest first, of one customer or verb where that is asked.

    Raises Refused `unknown_company` and `unknown_customer`.
    """
    owner = find_company(company)
    subject = None if customer is None else _customer(owner, customer).pk
    return journal.show(owner, subject=subject, verb=verb, after=after, limit=limit)


def prove_entries(
    company: str, *, entries: Sequence[int] = (), customer: str | None = None, personal: bool = True
) -> dict[str, object]:
    """Give a proof of entries, or of all sealed entries about a customer, as plain JSON values.

    It shows nothing of other entries but hashes, and is checked without a database (`verify_proof`).
    Raises Refused `unknown_company` and `unknown_customer`, and UserError `journal_entry_unknown`,
    `journal_entry_unsealed` and `journal_damaged`.
    """
    owner = find_company(company)
    wanted = list(entries)
    if customer is not None:
        wanted += journal.sealed_ids(owner, _customer(owner, customer).pk)
    return journal.prove(owner, wanted, personal=personal)


def _customer(company: Company, ref: str) -> Customer:
    found: Customer | None = Books(company).customers.filter(ref=ref).first()
    if found is None:
        raise Refused(
            RefusalCode.UNKNOWN_CUSTOMER,
            f"There is no customer {ref}",
            "Give the customer's number as `dunwell customer` lists it",
            field="customer",
            value=ref,
        )
    return found
