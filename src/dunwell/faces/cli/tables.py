"""Opening the books: Django is started, and the tables are made where the embedded database has none yet.

A server's tables are changed by `dunwell migrate` alone, because somebody has to choose the moment. Knows no table.
"""

import io

from dunwell import config
from dunwell.domain.errors import UserError
from dunwell.faces.cli.screen import count, paper

_open: set[str] = set()


def open_books() -> None:
    """Start on the database and make sure that its tables are those of this version; the second call does nothing.

    Raises UserError `tables_missing` where a server's tables are older, `database_unreachable` where nobody answers.
    """
    if _open:
        return
    config.setup()
    missing = missing_migrations()
    if missing:
        from django.db import connection

        if connection.vendor != "sqlite":
            raise UserError(
                "tables_missing", "The tables of the database are not those of this version", "Run `dunwell migrate`"
            )
        made = migrate()
        name = connection.settings_dict["NAME"]
        paper(to_errors=True).print(
            f"The tables in {name} are ready ({count(made, 'change')}).", style="dim", soft_wrap=True
        )
    _open.add("books")


def migrate() -> int:
    """Make or change the tables, and tell how many changes that took."""
    from django.core.management import call_command

    missing = missing_migrations()
    call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())
    return len(missing)


def missing_migrations() -> list[str]:
    """Name the changes that the tables still lack."""
    from django.db import DatabaseError, OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise UserError(
            "database_unreachable",
            "The database does not answer",
            "See that the server runs and that DUNWELL_DATABASE_URL names it",
        ) from error
    except DatabaseError as error:
        name = connection.settings_dict["NAME"]
        raise UserError(
            "database_unreadable",
            f"{name} is not a database that can be read: {error}",
            "Put a backup in its place, or name another with DUNWELL_DATABASE_URL or DUNWELL_HOME",
            file=str(name),
        ) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [migration.name for migration, _ in plan]
