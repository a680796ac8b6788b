"""Views that give as rows what a decision packs: the items and totals that its messages ask for. Knows no table else.

They are put up after each migration and taken down before, because SQLite cannot change a table that a view names.
"""

from typing import Any

from django.db import connection

_ITEM = {"item_id": "bigint", "currency": "text", "asked_minor": "bigint"}
_TOTAL = {"currency": "text", "asked_minor": "bigint", "credit_minor": "bigint", "total_minor": "bigint"}
_VIEWS = {"data_decisionitem": ("asked", _ITEM), "data_decisiontotal": ("totals", _TOTAL)}
ROWS = 1_000_000  # a decision asks for fewer items than this: its id and a row's place make the id of the row


def install() -> None:
    """Put the views up anew; harmless when they stand."""
    remove()
    with connection.cursor() as cursor:
        for name, (packed, columns) in _VIEWS.items():
            cursor.execute(_create(name, packed, columns))


def remove() -> None:
    """Take the views down; harmless when they do not stand."""
    standing = {table.name for table in _tables() if table.type == "v"}
    with connection.cursor() as cursor:
        for name in sorted(standing.intersection(_VIEWS)):
            cursor.execute(f"DROP VIEW {name}")


def install_after_migrate(sender: Any, **_: Any) -> None:
    """Put the views up when the column that they unpack is there: to be called by Django after each migration."""
    with connection.cursor() as cursor:
        if "data_decision" not in {table.name for table in _tables()}:
            return
        described = connection.introspection.get_table_description(cursor, "data_decision")
    if "asked" in {column.name for column in described}:
        install()


def remove_before_migrate(sender: Any, **_: Any) -> None:
    """Take the views down: to be called by Django before each migration."""
    remove()


def _tables() -> list[Any]:
    with connection.cursor() as cursor:
        return list(connection.introspection.get_table_list(cursor))


def _create(name: str, packed: str, columns: dict[str, str]) -> str:
    filled = f"CASE WHEN d.{packed} = '' THEN '[]' ELSE d.{packed} END"
    if connection.vendor == "postgresql":
        values = [
            f"CAST(p.row ->> {place} AS {kind}) AS {column}" for place, (column, kind) in enumerate(columns.items())
        ]
        source = f"CROSS JOIN LATERAL jsonb_array_elements(CAST({filled} AS jsonb)) WITH ORDINALITY AS p(row, place)"
        place = "p.place"
    else:
        values = [f"json_extract(p.value, '$[{place}]') AS {column}" for place, column in enumerate(columns)]
        source, place = f"CROSS JOIN json_each({filled}) AS p", "p.key + 1"
    return (
        f"CREATE VIEW {name} AS SELECT d.id * {ROWS} + {place} AS id, d.company_id, d.run_id, d.customer_id, "  # noqa: S608
        f"d.group_no, {', '.join(values)} FROM data_decision d {source} WHERE d.{packed} <> ''"
    )
