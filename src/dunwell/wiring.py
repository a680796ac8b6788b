"""Settings to real ports. The only module that names adapters, and the only one that looks at a clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """Tell the present moment, aware, in UTC."""
    return datetime.now(UTC)
