"""What runs on an executor: one shard of customers, all tables in one stream of Arrow batches, decided and sent back.

Knows no Spark; it is handed to `mapInArrow`, which pickles it by name, so that executors import Dunwell themselves.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import polars as pl
import pyarrow as pa

from dunwell.policy.file import Policy, thaw_policy
from dunwell.policy.portable import FACTS, PLANS, Header, Version, apart, columns_of, outcome_of, together

_ARROW = {pl.Int64: pa.int64(), pl.String: pa.string(), pl.Boolean: pa.bool_(), pl.Date: pa.date32()}
PLAN_SCHEMA = pa.schema([(name, _ARROW[kind]) for name, kind in columns_of(PLANS).items()])
_SQL = {pl.Int64: "bigint", pl.String: "string", pl.Boolean: "boolean", pl.Date: "date"}
PLAN_COLUMNS = ", ".join(f"`{name}` {_SQL[kind]}" for name, kind in columns_of(PLANS).items())
"""The columns that come back, as Spark writes a schema."""


def decide_shard(batches: Iterable[pa.RecordBatch], header: Header, version: Version) -> Iterator[pa.RecordBatch]:
    """Decide the customers whose facts come in, all rows of each among them; a shard without rows gives none."""
    gathered = [batch for batch in batches if batch.num_rows]
    if not gathered:
        return
    rows = pl.from_arrow(pa.Table.from_batches(gathered))
    assert isinstance(rows, pl.DataFrame)  # noqa: S101 - a table of Arrow never comes back as a single column
    facts = header.facts(version, apart(rows, FACTS))
    outcome = together(outcome_of(facts, _policy(version.text)), PLANS)
    yield from outcome.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(PLAN_SCHEMA).to_batches()


@lru_cache(maxsize=8)
def _policy(text: str) -> Policy:
    return thaw_policy(text)
