"""Statutory interest of a claim: its regime, the rates that bind, the days that count, put together.

Everything is told: rates come as tables, days as dates; nothing here asks a clock, a file or a database. This module
does not know who is charged, nor whether.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dunwell.domain.errors import UserError
from dunwell.domain.interest import growth, indexed, interest
from dunwell.domain.interest_days import ONE_DAY, DaysCounted, bearing_days
from dunwell.domain.interest_parts import Balance, Interest, Rate
from dunwell.law.moratoria import Debtors, exclusions, moratoria_for
from dunwell.law.rates import Row, Table, Tables, half_year_start, next_half_year
from dunwell.law.regimes import Binding, Regime


@dataclass(frozen=True, slots=True)
class Repayment:
    """Money that brought the principal down on a day, in minor units of the claim's currency."""

    on: date
    minor: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What is owed: principal in minor units, when it was due, until when interest is asked, what was paid between.

    `percent`: a rate a year that is agreed or given by hand and takes the place of the law's.
    """

    principal_minor: int
    due: date
    paid: date
    repayments: tuple[Repayment, ...] = ()
    percent: Fraction | None = None
    debtor: Debtors = Debtors.ALL


def statutory_interest(regime: Regime, claim: Claim, tables: Tables) -> Interest:
    """Work out the interest of a claim under a regime, with its parts; nothing where no day counts.

    A repayment bears interest up to its own day, that day counted as the regime counts the day of payment. Which part
    of a payment is principal is the ledger's matter. Raises UserError `rate_unknown`, `rate_missing`,
    `rate_not_asked`, `principal_negative`, `too_much`.
    """
    first, last = bearing_days(claim.due, claim.paid, regime.counted)
    balances = _balances(claim, first, regime.counted)
    if last < first:
        return Interest((), Fraction(0))
    if regime.binding is Binding.INDEX_RATIO:
        return indexed(balances, claim.due, last, _index(_table(regime, tables), claim))
    rates = binding_rates(regime, first, last, tables, claim.percent)
    excluded = exclusions(moratoria_for(regime.law, claim.due, claim.debtor))
    return interest(balances, first, last, rates, regime.method, excluded)


def statutory_growth(regime: Regime, due: date, paid: date, tables: Tables) -> Fraction:
    """Give what one minor unit bears: the interest of each principal of a group is `half_up(principal × growth)`.

    One call serves all items of one law, kind, currency, due date and last day. Regimes with an index have none.
    Raises UserError as `statutory_interest` does.
    """
    first, last = bearing_days(due, paid, regime.counted)
    if last < first:
        return Fraction(0)
    excluded = exclusions(moratoria_for(regime.law, due))
    return growth(first, last, binding_rates(regime, first, last, tables), regime.method, excluded)


def binding_rates(
    regime: Regime, first: date, last: date, tables: Tables, percent: Fraction | None = None
) -> tuple[Rate, ...]:
    """List the rates that hold from first to last, the margin added; `percent` takes the place of them all.

    Raises UserError `rate_missing` where neither law nor table has one, `rate_unknown` where a table begins later.
    """
    if percent is not None:
        return (Rate(first, percent, "as given"),)
    if regime.binding is Binding.FIXED:
        return (Rate(first, regime.margin, regime.evidence.source, regime.evidence.doubtful),)
    table = _table(regime, tables)
    if regime.binding is Binding.FIXED_AT_START:
        return (_rate(regime, table, first, table.at(first), first),)
    if regime.binding is Binding.FIXED_AT_PAYMENT:
        return (_rate(regime, table, first, table.at(last), last),)
    begins = _half_years(first, last, table) if regime.half_year else _changes(first, last, table)
    return tuple(_rate(regime, table, begin, row, asked) for begin, row, asked in begins)


def _half_years(first: date, last: date, table: Table) -> Iterator[tuple[date, Row, date]]:
    """Take the value of the first day of each half-year; the day asked of the table says whether it is known."""
    begin = first
    while begin <= last:
        asked = half_year_start(begin)
        yield begin, table.at(asked), asked
        begin = next_half_year(begin)


def _changes(first: date, last: date, table: Table) -> Iterator[tuple[date, Row, date]]:
    yield first, table.at(first), first
    for row in table.within(first + ONE_DAY, last):
        yield row.date_from, row, row.date_from
    known = table.known_until
    if known is not None and first <= known < last:
        yield known + ONE_DAY, table.rows[-1], known + ONE_DAY


def _rate(regime: Regime, table: Table, begin: date, row: Row, asked: date) -> Rate:
    said = f"{table.name} {row.date_from}: {row.evidence.source}"
    return Rate(begin, Fraction(row.value) + regime.margin, said, row.evidence.doubtful, not table.is_known(asked))


def _index(table: Table, claim: Claim) -> "_IndexOn":
    if claim.percent is not None:
        raise UserError(
            "rate_not_asked",
            "This law knows no rate: the principal grows with a price index",
            "Leave --rate out, and import the index with `dunwell rates import FILE`",
            field="rate",
            value=claim.percent,
        )
    return _IndexOn(table)


@dataclass(frozen=True, slots=True)
class _IndexOn:
    """The index in force on a day, told as a Rate."""

    table: Table

    def __call__(self, on: date) -> Rate:
        row = self.table.at(on)
        said = f"{self.table.name} {row.date_from}: {row.evidence.source}"
        return Rate(on, Fraction(row.value), said, row.evidence.doubtful, not self.table.is_known(on))


def _table(regime: Regime, tables: Tables) -> Table:
    if regime.table is None:
        raise UserError(
            "rate_missing",
            f"{regime.name} has no rate of its own: {regime.evidence.note}",
            "Give the rate, percent a year, with --rate",
            field="rate",
        )
    return tables[regime.table]


def _balances(claim: Claim, first: date, counted: DaysCounted) -> Sequence[Balance]:
    if claim.principal_minor < 0:
        raise UserError("principal_negative", "The principal is below nothing", "Give what is owed", field="principal")
    wait = 0 if counted is DaysCounted.AFTER_DUE_BEFORE_PAYMENT else 1
    left, found = claim.principal_minor, [Balance(first, claim.principal_minor)]
    for repayment in _by_day(claim.repayments):
        left -= repayment.minor
        if repayment.minor < 0 or left < 0:
            raise UserError(
                "too_much",
                f"The payment of {repayment.on} is more than what is left of the principal, or below nothing",
                "Give the part of the payment that went to the principal",
                field="part",
            )
        begin = max(repayment.on + timedelta(days=wait), first)
        found = [each for each in found if each.from_date < begin] + [Balance(begin, left)]
    return found


def _by_day(repayments: Iterable[Repayment]) -> list[Repayment]:
    return sorted(repayments, key=lambda each: each.on)
