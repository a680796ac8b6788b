"""Reads an archive into an empty database of either engine.

The tables are made as they were when the archive was written, filled in one transaction, and then brought up to this
version by the migrations, so that an old archive is changed as an old database would be. Knows no rule.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from dunwell.data.archive import frames
from dunwell.data.archive.reading import Archive
from dunwell.data.journal import guards
from dunwell.data.models import Company
from dunwell.domain.errors import UserError

ROWS_AT_A_TIME = 1_000
Node = tuple[str, str]


def database_is_empty() -> bool:
    """Tell whether the database holds no company, or no tables at all."""
    return Company._meta.db_table not in connection.introspection.table_names() or not Company.objects.exists()


def load(archive: Archive, put_files: Callable[[], None]) -> int:
    """Make the tables anew, fill them, and give the number of rows; what the tables held before is gone.

    `put_files` is called when all rows are in, just before they are committed: if it raises, nothing is filled, and
    the next attempt finds an empty database. Raises UserError `backup_newer`, `backup_damaged`.
    """
    made = _targets(archive)
    drop_tables()
    executor = MigrationExecutor(connection)
    if any(node not in executor.loader.graph.nodes for node in made):
        # New tables are made in one piece; those of an older archive go the way of its time, step by step.
        executor.loader.replace_migrations = False  # type: ignore[attr-defined]
        executor.loader.build_graph()
    state = executor.migrate(made)
    # What the tables of that time looked like, whatever they look like in this version.
    loaded = _fill(archive, state.apps, put_files)
    call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())
    guards.install()
    return loaded


def _targets(archive: Archive) -> list[Node]:
    """Name the newest migration of each part that the archive's tables had. Raises UserError `backup_newer`."""
    loader = MigrationExecutor(connection).loader
    applied = {(app, name) for app, name in archive.manifest["migrations"]}
    unknown = sorted(applied - set(loader.disk_migrations))
    if unknown:
        raise UserError(
            "backup_newer",
            f"The backup was made by a newer version: it has {unknown[0][1]}, which is not known here",
            "Install that version, and restore again",
        )
    folded = {node for each in applied for node in loader.disk_migrations[each].replaces}
    return sorted(node for node in applied - folded if not _has_child(node, applied, loader))


def _has_child(node: Node, applied: set[Node], loader: Any) -> bool:
    return any(
        node in loader.disk_migrations[other].dependencies for other in applied if other[0] == node[0] and other != node
    )


def drop_tables() -> None:
    """Remove all tables of the installation, and the memory of what made them; others' tables are left alone."""
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    ours.add(MigrationRecorder.Migration._meta.db_table)
    quote = connection.ops.quote_name
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table in sorted(ours & set(connection.introspection.table_names())):
            cursor.execute(f"DROP TABLE {quote(table)}{cascade}")


def _fill(archive: Archive, then: Any, put_files: Callable[[], None]) -> int:
    """Fill the tables in one transaction. `then`: the models as they were when the archive was written."""
    loaded = 0
    found = {model._meta.db_table: model for model in then.get_models(include_auto_created=True)}
    unknown = sorted(table for table in archive.manifest["tables"] if table not in found)
    if unknown:
        raise UserError("backup_damaged", f"The backup has a table {unknown[0]} that nothing made", "Take another one")
    with transaction.atomic():
        for table, told in archive.manifest["tables"].items():
            rows = sum(_fill_part(found[table], archive.member(part)) for part in told["parts"])
            if rows != told["rows"]:
                raise UserError("backup_damaged", f"The backup lacks rows of {table}", "Take another one")
            loaded += rows
        # Libraries whose tables are not made have models, too.
        _count_on([found[table] for table in archive.manifest["tables"]])
        put_files()
    return loaded


def _fill_part(model: type[models.Model], content: bytes) -> int:
    filled = 0
    gathered: list[models.Model] = []
    for row in frames.unpacked(model, content):
        gathered.append(row)
        if len(gathered) == ROWS_AT_A_TIME:
            model._base_manager.bulk_create(gathered)
            filled, gathered = filled + len(gathered), []
    model._base_manager.bulk_create(gathered)
    return filled + len(gathered)


def _count_on(filled: list[type[models.Model]]) -> None:
    """Let new rows get numbers behind those that came in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def write_files(archive: Archive, home: Path, write: Callable[[Path, bytes], None]) -> int:
    """Put the files of an archive back into their folder, and count them."""
    files = list(archive.manifest["files"])
    for name in files:
        write(home / name, archive.member(f"files/{name}"))
    return len(files)
