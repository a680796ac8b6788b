"""Names of the journal's tables and the two ways in which the engines write a moment and bytes. Knows no rule."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from dunwell.data.models import Company, JournalBatch, JournalEntry, JournalPersonal

ENTRY = f'"{JournalEntry._meta.db_table}"'
PERSONAL = f'"{JournalPersonal._meta.db_table}"'
BATCH = f'"{JournalBatch._meta.db_table}"'


def company_id(company: Company | int) -> int:
    """Give the id of a company that is named by its row or by its id."""
    return company if isinstance(company, int) else company.pk


def columns(model: type[models.Model]) -> list[str]:
    """List the columns of a table."""
    return [str(field.column) for field in model._meta.concrete_fields]


def moment(column: str) -> str:
    """Write the SQL that reads a moment as text, past the converters, which stumble over what is no moment."""
    if connection.vendor == "postgresql":
        return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"CAST({column} AS TEXT)"


def canonical_from_text(text: str) -> str:
    """Turn the text of a moment, as the database gives it, into the canonical one."""
    if "." not in text:
        text += ".000000"
    return f"{text.replace(' ', 'T', 1)}Z"


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the database as it stands at one moment, while others write on; inside a transaction nothing changes.

    Django would take SQLite's write lock for any transaction, so this one is begun by hand.
    """
    if connection.in_atomic_block:
        yield
        return
    isolation = " ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN{isolation}")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
