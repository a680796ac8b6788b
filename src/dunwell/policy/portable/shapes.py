"""Many tables as one and back: rows of all tables side by side, told apart by a column, so that they travel together.

A shard of customers is then one frame, whatever machine it lands on. Columns of the same name have the same type in
all tables; that is checked when this module is read. Knows no rule.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dunwell.policy import facts, plan
from dunwell.policy.decide import decide
from dunwell.policy.facts import Facts, schema
from dunwell.policy.file import Policy

TABLE = "table"
Schemas = dict[str, dict[str, Any]]

FACTS: Schemas = {name: schema(rows) for name, rows in facts.TABLES.items() if name != "bad_templates"}
"""The tables of facts that speak of customers, with their columns."""

PLANS: Schemas = {
    **{name: schema(rows) for name, rows in plan.TABLES.items()},
    "versions": {"customer_id": pl.Int64, "version": pl.Int64, "episode_id": pl.Int64},
}
"""The tables of a plan, with the versions of the customers that it was made from."""


def columns_of(schemas: Schemas) -> dict[str, Any]:
    """Give the columns of all tables side by side, with the one that tells them apart. Raises TypeError on a clash."""
    found: dict[str, Any] = {TABLE: pl.String}
    for table, columns in schemas.items():
        for name, kind in columns.items():
            if found.setdefault(name, kind) != kind:
                raise TypeError(f"{name} of {table} has another type than elsewhere")
    return found


_SIDE_BY_SIDE = {id(schemas): columns_of(schemas) for schemas in (FACTS, PLANS)}


def together(tables: Mapping[str, pl.DataFrame], schemas: Schemas) -> pl.DataFrame:
    """Lay tables over each other: one frame with the columns of all, and the name of each row's table."""
    rows = [
        tables[name].select(list(columns)).with_columns(pl.lit(name).alias(TABLE)) for name, columns in schemas.items()
    ]
    laid = pl.concat(rows, how="diagonal") if rows else pl.DataFrame()
    return laid.select(list(_SIDE_BY_SIDE[id(schemas)]))


def apart(rows: pl.DataFrame, schemas: Schemas) -> dict[str, pl.DataFrame]:
    """Take a frame of many tables apart again."""
    return {
        name: rows.filter(pl.col(TABLE) == name).select(list(columns)).cast(pl.Schema(columns))
        for name, columns in schemas.items()
    }


def outcome_of(facts: Facts, policy: Policy) -> dict[str, pl.DataFrame]:
    """Decide a shard, and give the tables of its plan (see PLANS)."""
    made = decide(facts, policy)
    versions = facts.customers.select(list(PLANS["versions"]))
    return {**{name: getattr(made, name) for name in plan.TABLES}, "versions": versions}
