"""Many rows found by one key: what a write of a million rows needs first.

`dunwell.data.plans.writing` gives out ids and writes them. Knows no table.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from dunwell.data.plans.writing import append as append
from dunwell.data.plans.writing import new_ids as new_ids
from dunwell.data.plans.writing import update as update


def look_up(
    model: type[models.Model],
    company: Any,
    column: str,
    values: Iterable[str],
    columns: tuple[str, ...],
    *,
    lock: bool = False,
) -> list[tuple[Any, ...]]:
    """Read columns of a company's rows that have one of many texts in a column, in the order of their ids.

    `lock`: hold the rows until the transaction ends.
    """
    wanted = list(values)
    if not wanted:
        return []
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    head = f"SELECT {names} FROM {quote(model._meta.db_table)} WHERE company_id = %s AND {quote(column)}"  # noqa: S608
    if connection.vendor == "postgresql":
        statement = f"{head} = ANY(%s) ORDER BY id{' FOR UPDATE' if lock else ''}"
        given: Any = wanted
    else:
        statement, given = f"{head} IN (SELECT value FROM json_each(%s)) ORDER BY id", json.dumps(wanted)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [company.pk, given])
        return list(cursor.fetchall())
