"""The commands `interest` and `costs`: what a law gives for paying late. They need no books and open no database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

import typer

from dunwell.domain.errors import UserError
from dunwell.domain.interest import undated_interest
from dunwell.domain.interest_days import DaysCounted, bearing_days, count_days, parse_day_basis
from dunwell.domain.interest_parts import Interest, Method, Rounding
from dunwell.faces.cli import interest_page, options
from dunwell.faces.cli.desk import PLAIN, Desk, at_desk, minor
from dunwell.faces.cli.rates import kept_rates
from dunwell.law.costs import statutory_costs
from dunwell.law.moratoria import Debtors
from dunwell.law.rates_kept import tables_with
from dunwell.law.regimes import Binding, Regime, regime_named
from dunwell.law.statutory import Claim, Repayment, statutory_interest

PANEL = "The law"


class Kind(StrEnum):
    """What the debtor is."""

    BUSINESS = "business"
    CONSUMER = "consumer"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "interest", PANEL, PLAIN, books=False)(interest)
    at_desk(app, "costs", PANEL, PLAIN, books=False)(costs)


RegimeName = Annotated[
    str,
    typer.Option("--regime", metavar="CC", help="The law: a country (NL, DE, GB or UK, …), or DE-CONSUMER, RU-44-FZ."),
]
Principal = Annotated[
    str, typer.Option("--principal", metavar="AMOUNT", help="What is owed, such as 1,234.56: a point for decimals.")
]
CurrencyCode = Annotated[str, typer.Option("--currency", metavar="CODE", help="Its currency, such as EUR.")]
KindOf = Annotated[
    Kind | None,
    typer.Option("--kind", help="What the debtor is; left out: a business where the law makes a difference."),
]


def interest(
    desk: Desk,
    regime: RegimeName,
    principal: Principal,
    currency: CurrencyCode,
    due: Annotated[
        date | None,
        typer.Option("--due", parser=options.read_date, metavar="DATE", help="The due date; the next day bears first."),
    ] = None,
    paid: Annotated[
        date | None,
        typer.Option("--paid", parser=options.read_date, metavar="DATE", help="The day of payment; it bears, too."),
    ] = None,
    kind: KindOf = None,
    rate: Annotated[
        str | None, typer.Option("--rate", metavar="P", help="Percent a year in place of the law's, such as 8.5.")
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(
            "--days", min=0, metavar="N", help="So many days bear interest; with both dates: says which ends."
        ),
    ] = None,
    day_count: Annotated[
        str | None,
        typer.Option("--day-count", metavar="BASIS", help="365, 365/366, 360, 300 or 30/360; left out: the regime's."),
    ] = None,
    rounding: Annotated[
        Rounding | None, typer.Option("--rounding", help="Round the sum (exact), each part, or what a day bears.")
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="DATE=AMOUNT", help="Principal that was paid on a day before; may be repeated."),
    ] = None,
    moratoria: Annotated[
        Debtors, typer.Option("--moratoria", help="Which count: for all debtors, for listed ones too, none.")
    ] = Debtors.ALL,
) -> None:
    """Work out statutory interest, part by part: from, to, days, rate, amount, and why a new part begins.

    Amounts are in the currency's own units (minor units in JSON), rates percent a year. The day after the due date is
    the first that bears interest and the day of payment the last; from 1 to 11 April are ten days. A new part begins
    with a new rate, principal or year length, where interest is capitalised, and where a moratorium begins or ends.
    Sums are exact and rounded half up. After the last day for which a rate is known, the last one is used and marked.

    Example: dunwell interest --regime NL --principal 5,000.00 --currency EUR --due 2026-01-01 --paid 2026-04-01
    """
    currency = currency.upper()
    percent = _percent(rate, "rate")
    found = regime_named(regime, currency, kind.value if kind else None, _starts(due, percent))
    found = _as_asked(found, day_count, rounding)
    principal_minor = minor(principal, currency)
    if due is None:
        answer = _undated(found, principal_minor, paid, days, percent, part)
    else:
        found, paid = _ends(found, due, paid, days)
        repaid = tuple(_repayment(each, currency) for each in part or ())
        claim = Claim(principal_minor, due, paid, repaid, percent, moratoria)
        answer = statutory_interest(found, claim, tables_with(kept_rates()))
    interest_page.interest(desk.screen, found, answer, principal_minor, currency)


def costs(
    desk: Desk,
    regime: RegimeName,
    principal: Principal,
    currency: CurrencyCode,
    kind: KindOf = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on", parser=options.read_date, metavar="DATE", help="When default began; left out: the newest."
        ),
    ] = None,
    vat: Annotated[
        str | None,
        typer.Option("--vat", metavar="P", help="Percent of VAT on collection costs, if you cannot deduct it."),
    ] = None,
) -> None:
    """Work out the fixed compensation and the collection costs that a law sets for one claim.

    Compensation (EU 40, UK 40/70/100 by principal) counts for each invoice; the Dutch scale for the principal of all
    invoices in one letter, with its minimum and maximum, and VAT only for a creditor who cannot deduct it. Compensation
    counts towards the costs of collection: the total is the higher of the two. Amounts are in the law's own currency.

    Example: dunwell costs --regime NL --principal 2,500.00 --currency EUR --kind consumer
    """
    currency = currency.upper()
    found = regime_named(regime, None, kind.value if kind else None)
    debtor = kind.value if kind else {"any": "business"}.get(found.kind, found.kind)
    law = found.law or found.name
    answer = statutory_costs(law, debtor, minor(principal, currency), currency, on, _percent(vat, "vat"))
    interest_page.costs(desk.screen, law, debtor, answer)


def _starts(due: date | None, percent: Fraction | None) -> date | None:
    """Give the day by which the row of the regime is chosen; with a rate by hand the newest one will do."""
    return due + timedelta(days=1) if due is not None and percent is None else None


def _as_asked(regime: Regime, day_count: str | None, rounding: Rounding | None) -> Regime:
    method = regime.method
    basis = parse_day_basis(day_count) if day_count else method.basis
    return replace(regime, method=Method(basis, method.compounding, rounding or method.rounding))


def _undated(
    regime: Regime,
    principal_minor: int,
    paid: date | None,
    days: int | None,
    percent: Fraction | None,
    part: list[str] | None,
) -> Interest:
    known = percent if percent is not None else regime.margin if regime.binding is Binding.FIXED else None
    if days is None or known is None or paid is not None or part:
        raise UserError(
            "dates_missing",
            "Without a due date it cannot be said which days bear interest at which rate",
            "Give --due and --paid; or --days and --rate without any date",
            field="due",
        )
    return undated_interest(principal_minor, days, known, regime.method)


def _ends(regime: Regime, due: date, paid: date | None, days: int | None) -> tuple[Regime, date]:
    """Find the day of payment, or which end days count, from a number of days given beside the dates."""
    if days is None:
        if paid is None:
            raise UserError("dates_missing", "There is no day of payment", "Give --paid or --days", field="paid")
        return regime, paid
    if paid is not None:
        return replace(regime, counted=_that_fits(regime, due, paid, days)), paid
    # A month of thirty days counts fewer days than there are, so that the end may lie a little later.
    for later in range(days // 60 + 3, -3, -1):
        end = due + timedelta(days=max(days + later, 0))
        if count_days(*bearing_days(due, end, regime.counted), regime.method.basis) == days:
            return regime, end
    raise _no_fit(days)


def _that_fits(regime: Regime, due: date, paid: date, days: int) -> DaysCounted:
    ways: list[DaysCounted] = [regime.counted, *DaysCounted]
    for counted in ways:
        if count_days(*bearing_days(due, paid, counted), regime.method.basis) == days:
            return counted
    raise _no_fit(days)


def _no_fit(days: int) -> UserError:
    return UserError(
        "days_do_not_fit",
        f"The dates do not make {days} days, whichever end days are counted",
        "Leave --days out, or one of the dates",
        field="days",
        value=days,
    )


def _percent(text: str | None, field: str) -> Fraction | None:
    if text is None:
        return None
    try:
        found = Decimal(text.strip().removesuffix("%"))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= 1000:
        raise UserError("bad_percent", f"{text!r} is not a percentage", "Write a number such as 8.5", field=field)
    return Fraction(found)


def _repayment(text: str, currency: str) -> Repayment:
    on, _, amount = text.partition("=")
    try:
        return Repayment(date.fromisoformat(on.strip()), minor(amount, currency))
    except ValueError:
        raise UserError(
            "bad_part", f"{text!r} is not a part payment", "Write it as 2026-03-01=500.00", field="part", value=text
        ) from None
