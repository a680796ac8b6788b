"""What holds at a customer's place and under its law, worked out once for each place and not for each customer."""

from datetime import date

import polars as pl

from dunwell.data.models import Company
from dunwell.domain.calendars import NO_CALENDAR, Calendar, business_calendar, older_than_business_days
from dunwell.law.governing import governing_law
from dunwell.law.late_charges import late_charge_verdict

NO_DAYS_OFF = "none"
_PLACE = ["country", "region", "kind", "law"]


def company_calendar(company: Company) -> Calendar:
    """Give the calendar by which the company itself works."""
    return _calendar(company, company.country, company.region)


def with_places(customers: pl.DataFrame, company: Company, as_of: date) -> pl.DataFrame:
    """Add business_day and charge_verdict to customers with their columns country, region, kind and law."""
    places = customers.select(_PLACE).unique()
    days, verdicts = [], []
    for country, region, kind, law in places.iter_rows():
        days.append(_calendar(company, country, region).is_business_day(as_of))
        verdicts.append(_verdict(company, country, kind, law, as_of))
    known = places.with_columns(
        business_day=pl.Series(days, dtype=pl.Boolean), charge_verdict=pl.Series(verdicts, dtype=pl.String)
    )
    return customers.join(known, on=_PLACE, how="left")


def fresh(company: Company, newest: date | None, as_of: date, days: int) -> bool:
    """Tell whether the newest cash entry, or complete list, is new enough (docs/deciding.md, rule 1)."""
    return newest is not None and not older_than_business_days(newest, as_of, days, company_calendar(company))


def _calendar(company: Company, country: str, region: str) -> Calendar:
    if company.calendar == NO_DAYS_OFF:
        return NO_CALENDAR
    if company.calendar:
        return business_calendar(company.calendar)
    return business_calendar(country or None, region or None)


def _verdict(company: Company, country: str, kind: str, law: str, as_of: date) -> str:
    governing = governing_law(
        company_country=company.country,
        customer_country=country or None,
        kind=kind,
        customer_law=law or None,
        company_law=company.law or None,
    )
    return late_charge_verdict(governing, kind, as_of).value
