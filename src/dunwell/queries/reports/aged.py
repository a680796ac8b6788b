"""The aging of open claims as a sheet: a column a bucket. Knows no bucket of its own."""

from datetime import date

from dunwell.data.models import Company
from dunwell.domain.aging import BUCKETS
from dunwell.domain.sheets import Column
from dunwell.queries.aging import CODES, aged
from dunwell.queries.reports.report import Report

_OWNER = (Column("customer", "Customer"), Column("name", "Name"))
_HEADS = {"not_due": "Not due", "over_120": "Over 120"}


def aging_report(company: Company, as_of: date, *, by_customer: bool = False) -> Report:
    """Lay out what was open at the end of a day by currency and bucket, or by customer too; of any past day."""
    rows = aged(company, as_of, by_customer=by_customer).rename({code: f"days_{code}_minor" for code in CODES})
    columns = (
        *(_OWNER if by_customer else ()),
        Column("currency", "Currency"),
        Column("items", "Items", "number"),
        *(Column(f"days_{each.code}_minor", _HEADS.get(each.code, each.code), "amount") for each in BUCKETS),
        Column("total_minor", "Open", "amount"),
        Column("unallocated_minor", "Unallocated", "amount"),
    )
    return Report("aging", "Open claims by days past due", as_of.isoformat(), columns, rows.to_dicts())
