"""Settings to real ports. The only module that names adapters, and the only one that looks at a clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dunwell.ports import ReadItemsFile


def now() -> datetime:
    """Tell the present moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str, at: datetime | None = None) -> date:
    """Tell which day it is in an IANA time zone, now or at an aware moment: a company's today is its own.

    Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    return (at or now()).astimezone(ZoneInfo(zone)).date()


def items_reader() -> ReadItemsFile:
    """Give what reads files of invoices and credit notes."""
    from dunwell.adapters.files import read_items_file  # libraries for workbooks and PDFs load only where one is read

    return read_items_file
