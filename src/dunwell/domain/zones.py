"""Time zones by place, and the hours in which one may be written to. It does not know what time it is.

A place is a country and, where it is known, a region (ISO 3166-2 without the country). Where a country has several
zones and the region is unknown, its usual zone stands for it; of the United States, Canada and Australia all zones of
the mainland hold, so that nobody is written to at night.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dunwell.domain.calendars import Calendar

FURTHEST = 30  # days to look ahead for the next opening; no calendar closes for longer

# Of countries with several zones: where most people live. Others are taken from the zone table.
_USUAL = {
    "AR": "America/Argentina/Buenos_Aires",
    "BR": "America/Sao_Paulo",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC = (f"America/{city}" for city in ("New_York", "Chicago", "Denver", "Los_Angeles"))
_MAINLAND = {
    "US": (_EAST, _CENTRAL, _MOUNTAIN, _PACIFIC),
    "CA": ("America/Halifax", "America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
    "AU": ("Australia/Sydney", "Australia/Adelaide", "Australia/Perth"),
}
_REGIONS: dict[str, dict[str, str]] = {
    "US": {
        _EAST: "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
        _CENTRAL: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
        _MOUNTAIN: "CO ID MT NM UT WY",
        _PACIFIC: "CA NV OR WA",
        "America/Phoenix": "AZ",
        "America/Anchorage": "AK",
        "Pacific/Honolulu": "HI",
    },
    "CA": {
        "America/St_Johns": "NL",
        "America/Halifax": "NB NS PE",
        "America/Toronto": "ON QC",
        "America/Winnipeg": "MB",
        "America/Regina": "SK",
        "America/Edmonton": "AB NT",
        "America/Vancouver": "BC",
        "America/Whitehorse": "YT",
        "America/Iqaluit": "NU",
    },
    "AU": {
        "Australia/Sydney": "NSW ACT",
        "Australia/Melbourne": "VIC",
        "Australia/Brisbane": "QLD",
        "Australia/Hobart": "TAS",
        "Australia/Adelaide": "SA",
        "Australia/Darwin": "NT",
        "Australia/Perth": "WA",
    },
}


@cache
def zones_of(zone: str, country: str, region: str, otherwise: str = "UTC") -> tuple[str, ...]:
    """Name the zones whose hours hold for a place: the zone itself where one is given, else by country and region.

    `otherwise` holds where the country is unknown; a name that is no zone counts as none.
    """
    if zone and _known(zone):
        return (zone,)
    country, region = country.upper(), region.upper().removeprefix(f"{country.upper()}-")
    by_region = {code: name for name, codes in _REGIONS.get(country, {}).items() for code in codes.split()}
    if region in by_region:
        return (by_region[region],)
    if country in _MAINLAND:
        return _MAINLAND[country]
    usual = _USUAL.get(country) or _table().get(country)
    return (usual or (otherwise if _known(otherwise) else "UTC"),)


def next_opening(at: datetime, zones: Sequence[str], hours: tuple[int, int], calendar: Calendar) -> datetime | None:
    """Tell when one may write next, as a moment in UTC; None: now.

    `hours`: the first hour and the one at which it ends, in local time of every zone; on business days of the
    calendar alone. Where the hours of the zones have nothing in common, those of the first one hold.
    """
    today = at.astimezone(ZoneInfo(zones[0])).date()
    for days in range(-1, FURTHEST):
        on = today + timedelta(days=days)
        opens, closes = _window(on, zones, hours)
        if closes > at and calendar.is_business_day(on):
            return None if opens <= at else opens
    return None


def _window(on: date, zones: Iterable[str], hours: tuple[int, int]) -> tuple[datetime, datetime]:
    windows = [tuple(_moment(on, hour, zone) for hour in hours) for zone in zones]
    opens, closes = max(each[0] for each in windows), min(each[1] for each in windows)
    return (opens, closes) if opens < closes else (windows[0][0], windows[0][1])


def _moment(on: date, hour: int, zone: str) -> datetime:
    local = datetime.combine(on, time()) + timedelta(hours=hour)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def _table() -> dict[str, str]:
    """Read the first zone of each country from the table that comes with the time zones."""
    rows = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    for row in rows:
        if row and not row.startswith("#"):
            country, _, zone = row.split("\t")[:3]
            found.setdefault(country, zone)
    return found
