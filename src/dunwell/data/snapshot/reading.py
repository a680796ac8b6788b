"""Whole tables into frames: one SELECT, no object per row. Knows no table."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl
from django.db import connection

from dunwell.data.snapshot.arraying import arrays_out
from dunwell.data.snapshot.copying import NONE_RARE, Rare, columns_out

Schema = dict[str, Any]
FEW = 64  # so few rows are made into a frame row by row, in half the time
MANY, DENSE = 500, 4  # from so many ids on, at least every fourth of a range, the range is asked for
IN_JSON = " IN (SELECT value FROM json_each(%s))"
LOOKED_UP = 10  # a row that SQLite finds by an index takes the time of so many of a table that is read through


class Reader:
    """Reads a company's rows, all of them or those of some customers: their ids, or a `range` of ids, read as one.

    A statement holds `{mine}` wherever its rows are to be narrowed; it stands for conditions on the columns company_id
    and customer_id of the table named `t` (the customer table itself: `{me}`). Many ids that lie close together are
    read as a range too, and the rows of the others left out afterwards where the schema names the customer.
    """

    def __init__(self, company_id: int, customers: pl.Series | Iterable[int] | None = None) -> None:
        chosen, self._wanted = _range_of(customers)
        self._many = not isinstance(chosen, list)
        self._mine, self._params = _narrowed("t.customer_id", company_id, chosen)
        self._me, _ = _narrowed("t.id", company_id, chosen)

    def through(self, table: str) -> str:
        """Say behind a table's name how it is to be read: through, on SQLite, where many of its rows are ours."""
        if connection.vendor != "sqlite" or not self._many:
            return ""
        counted = f"SELECT COUNT(*) * {LOOKED_UP} > (SELECT MAX(id) FROM {table}) FROM {table} t WHERE {self._mine}"  # noqa: S608
        return " NOT INDEXED" if rows(counted, self._params)[0][0] else ""

    def frame(
        self, statement: str, schema: Schema, *params: Any, filled: Collection[str] = (), rare: Rare = NONE_RARE
    ) -> pl.DataFrame:
        """Run a statement and give its rows; `{mine}` comes first, before the other parameters.

        `filled`, `rare`: see `read`.
        """
        given = self._params * statement.count("{m")
        narrowed = statement.replace("{mine}", self._mine).replace("{me}", self._me)
        found = read(narrowed, schema, [*given, *params], many=self._many, filled=filled, rare=rare)
        if self._wanted is None or "customer_id" not in schema or found.is_empty():
            return found
        return found.join(self._wanted, on="customer_id", how="semi", maintain_order="left")


def _range_of(
    customers: pl.Series | Iterable[int] | None,
) -> tuple[range | list[int] | None, pl.DataFrame | None]:
    """Give what to ask for, and whom to keep of what comes, where more is asked for than is wanted."""
    if customers is None or (isinstance(customers, range) and customers.step == 1):
        return customers, None
    ids = customers if isinstance(customers, pl.Series) else pl.Series(list(customers), dtype=pl.Int64)
    ids = ids.unique().sort()
    if len(ids) < MANY or ids[-1] - ids[0] > DENSE * len(ids):
        return ids.to_list(), None
    whole = range(ids[0], ids[-1] + 1)
    return whole, None if len(whole) == len(ids) else ids.alias("customer_id").to_frame()


def _narrowed(column: str, company_id: int, customers: range | list[int] | None) -> tuple[str, list[Any]]:
    if customers is None:
        return "t.company_id = %s", [company_id]
    if isinstance(customers, range):
        return f"t.company_id = %s AND {column} >= %s AND {column} < %s", [company_id, customers.start, customers.stop]
    condition, param = among(column, customers)
    return f"t.company_id = %s AND {condition}", [company_id, param]


def among(column: str, ids: Sequence[int]) -> tuple[str, Any]:
    """Give a condition that a column is one of many ids, in one parameter, however many there are."""
    if connection.vendor == "postgresql":
        return column + " = ANY(%s::bigint[])", "{" + ",".join(
            map(str, ids)
        ) + "}"  # a list would take ten times as long
    return column + IN_JSON, json.dumps(list(ids))


def by_id() -> str:
    """Say behind a table's name that its rows are to be found by their ids: SQLite looks at all those of a range."""
    return " NOT INDEXED" if connection.vendor == "sqlite" else ""


def rows(statement: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a SELECT and give its rows, where a frame of them would serve nobody."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [plain(value) for value in params])
        return list(cursor.fetchall())


def read(
    statement: str,
    schema: Schema,
    params: Sequence[Any] = (),
    *,
    many: bool = False,
    filled: Collection[str] = (),
    rare: Rare = NONE_RARE,
) -> pl.DataFrame:
    """Run a SELECT and give its rows as a frame, column by column, in the types of the schema.

    `many`: thousands. `filled`: columns in which nothing is ever null. `rare`: columns of numbers or days in which
    nearly all rows have the same value, or none, each with that value; the first column then tells the rows apart.
    """
    if many:
        if connection.vendor == "postgresql":
            return columns_out(statement, schema, params, filled=filled, rare=rare)
        return arrays_out(statement, schema, [plain(value) for value in params])
    found = rows(statement, params)
    if not found:
        return _empty(tuple(schema.items()))
    if len(found) <= FEW and not _has_texts_for_dates(found, schema):
        return pl.DataFrame(found, schema=schema, orient="row")
    columns = zip(*found, strict=True)
    return pl.DataFrame(
        [_series(name, kind, values) for (name, kind), values in zip(schema.items(), columns, strict=True)]
    )


@lru_cache(maxsize=256)
def _empty(columns: tuple[tuple[str, Any], ...]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(columns))


def _has_texts_for_dates(found: Sequence[tuple[Any, ...]], schema: Schema) -> bool:
    dates = [place for place, kind in enumerate(schema.values()) if kind is pl.Date]
    return any(isinstance(row[place], str) for row in found for place in dates)


def _series(name: str, kind: Any, values: Sequence[Any]) -> pl.Series:
    """Make a column; SQLite gives dates that were computed as text, and truth as 0 and 1."""
    if kind == pl.Date and not isinstance(next((value for value in values if value is not None), None), date):
        return pl.Series(name, values, dtype=pl.String).str.to_date("%Y-%m-%d")
    if kind == pl.Boolean:
        return pl.Series(name, [None if value is None else bool(value) for value in values], dtype=kind)
    return pl.Series(name, values, dtype=kind)


def plain(value: Any) -> Any:
    """Give a parameter as the database takes it; SQLite keeps dates as text."""
    if isinstance(value, date) and connection.vendor == "sqlite":
        return value.isoformat()
    return value


def with_all(rows: pl.DataFrame, on: str, *tables: pl.DataFrame) -> pl.DataFrame:
    """Join tables on a key, where each may lack rows; those that are empty cost nothing."""
    absent = {}
    for table in tables:
        if table.is_empty():
            absent.update({name: pl.lit(None, dtype=kind) for name, kind in table.schema.items() if name != on})
        else:
            rows = rows.join(table, on=on, how="left")
    return rows.with_columns(**absent)
