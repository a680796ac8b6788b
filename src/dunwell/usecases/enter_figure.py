"""A figure known of a customer from outside: from its balance sheet, or an agency's score."""

from datetime import date

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.usecases.ledger.texts import check_not_ahead, check_text
from dunwell.usecases.work import Answer, Work, use_case

FIGURES = ("equity", "profit", "turnover", "agency-score")
LARGEST = 10**15


@use_case(Verb.FIGURE)
def enter_figure(
    work: Work,
    *,
    customer: str,
    name: str,
    number: int,
    currency: str = "",
    as_of: date | None = None,
    source: str = "",
) -> Answer:
    """Keep a figure of a customer (FIGURES): whole units of a currency, or a score; the one before has ended.

    Raises UserError `unknown_figure`, `too_long`, Refused `unknown_customer`, `day_ahead`.
    """
    if name not in FIGURES or abs(number) > LARGEST:
        raise UserError(
            "unknown_figure",
            f"{name} {number} is no figure that is known here",
            f"Name one of these, with a whole number: {', '.join(FIGURES)}",
            field="name",
            value=name,
        )
    check_text("source", source)
    on = as_of or work.today
    check_not_ahead(work, on, "as_of")
    owner = work.customer(customer)
    work.note({"name": name, "number": number, "as_of": on}, subject=owner, personal={"source": source})
    work.books.credit_figures.of_customer(owner).standing().filter(name=name).update(
        ended_on=work.today, ended_seq=work.seq
    )
    work.books.credit_figures.create(
        customer=owner, name=name, number=number, currency=currency, as_of=on, source=source, **work.stamp
    )
    return {"customer": customer, "figure": name, "number": number, "as_of": on.isoformat()}
