"""Triggers by which the database itself keeps the journal append-only, whoever holds the connection.

Entries and batches can be added, never changed or deleted, but for the one step in which an entry without a position
gets one. A personal payload can be deleted once an erasure of its subject is on record. They are put up again after
each migration, because SQLite makes tables anew and forgets triggers. Somebody who may drop triggers is not stopped by
them: that is what verification is for.
"""

from typing import Any

from django.db import connection

from dunwell.data.journal.tables import BATCH, ENTRY, PERSONAL, columns
from dunwell.data.models import JournalEntry
from dunwell.domain.journal import ERASED

REFUSAL = "the journal is append-only"
_FUNCTION = "journal_refuse"


def install() -> None:
    """Put up all triggers anew; harmless when they stand."""
    remove()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in _functions():
                cursor.execute(statement)
        for name, (table, event, condition) in _guards().items():
            cursor.execute(_create(name, table, event, condition))


def remove() -> None:
    """Take all triggers down: before tables are emptied in tests, or the journal is moved to another database."""
    with connection.cursor() as cursor:
        for name, (table, _, _) in _guards().items():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing() -> tuple[str, ...]:
    """List the triggers that do not stand, or on PostgreSQL stand disabled."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    return tuple(sorted(set(_guards()) - standing))


def install_after_migrate(sender: Any, **_: Any) -> None:
    """Put up the triggers when the journal's tables are there: to be called by Django after each migration."""
    if JournalEntry._meta.db_table in connection.introspection.table_names():
        install()


def _guards() -> dict[str, tuple[str, str, str]]:
    """Name each trigger, with its table, its event and the condition under which it refuses."""
    guards = {
        "journal_entry_insert": (ENTRY, "INSERT", "NEW.position IS NOT NULL"),
        "journal_entry_update": (ENTRY, "UPDATE", f"NOT ({_is_sealing()})"),
        "journal_entry_delete": (ENTRY, "DELETE", ""),
        "journal_batch_update": (BATCH, "UPDATE", ""),
        "journal_batch_delete": (BATCH, "DELETE", ""),
        "journal_personal_update": (PERSONAL, "UPDATE", ""),
        "journal_personal_delete": (PERSONAL, "DELETE", _NOT_ERASED),
    }
    if connection.vendor == "postgresql":
        tables = {"entry": ENTRY, "batch": BATCH, "personal": PERSONAL}
        guards |= {f"journal_{name}_truncate": (table, "TRUNCATE", "") for name, table in tables.items()}
    return guards


_NOT_ERASED = (
    f"NOT EXISTS (SELECT 1 FROM {ENTRY} entry JOIN {ENTRY} erasure ON erasure.company_id = entry.company_id "  # noqa: S608
    "AND (erasure.subject = entry.subject OR (erasure.subject IS NULL AND entry.subject IS NULL)) "
    f"WHERE entry.id = OLD.entry_id AND erasure.verb = '{ERASED}')"
)


def _is_sealing() -> str:
    same = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    kept = [f'NEW."{name}" {same} OLD."{name}"' for name in columns(JournalEntry) if name != "position"]
    return " AND ".join(["OLD.position IS NULL", "NEW.position IS NOT NULL", *kept])


def _create(name: str, table: str, event: str, condition: str) -> str:
    if connection.vendor != "postgresql":
        when = f" WHEN {condition}" if condition else ""
        return (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON {table} FOR EACH ROW{when} '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    # A condition with a query is for the function: PostgreSQL takes none in WHEN.
    asks = condition == _NOT_ERASED
    when = f" WHEN ({condition})" if condition and not asks else ""
    function = f"{_FUNCTION}_unless_erased" if asks else _FUNCTION
    return f'CREATE TRIGGER "{name}" BEFORE {event} ON {table} FOR EACH {each}{when} EXECUTE FUNCTION {function}()'


def _functions() -> list[str]:
    refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
    bodies = {
        _FUNCTION: refuse,
        f"{_FUNCTION}_unless_erased": f"IF {_NOT_ERASED} THEN {refuse} END IF; RETURN OLD;",
    }
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        for name, body in bodies.items()
    ]
