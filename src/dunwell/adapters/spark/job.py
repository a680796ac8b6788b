"""One day decided by Spark: facts read from Parquet, cut into shards by customer, decided, the plan written as Parquet.

Knows neither the ledger nor a rule.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial, reduce
from pathlib import Path
from typing import Any

import polars as pl

from dunwell.domain.errors import UserError
from dunwell.policy.portable import FACTS, Header, read_header, write_header

# One thread a task: Spark has its own, and two on one core only wait for each other.
_EXECUTOR = {"POLARS_MAX_THREADS": "1", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
ROWS_A_SHARD = 500_000


def decide_on_spark(facts: Path, plan: Path, master: str = "local[*]", shards: int | None = None) -> int:
    """Decide the facts of a folder on a cluster, and write the plan into another; give the number of shards.

    `master`: as Spark names it; executors must have this Python environment and see both folders. Raises UserError
    `spark_missing`, `facts_unreadable`.
    """
    header = read_header(facts)
    with _session(master) as spark:
        made = [_decide(spark, header, version, facts, plan, shards) for version in header.versions]
    write_header(plan, header)
    return sum(made)


def _decide(spark: Any, header: Header, version: Any, facts: Path, plan: Path, shards: int | None) -> int:
    from dunwell.adapters.spark.shards import PLAN_COLUMNS, decide_shard

    folder = facts / str(version.id)
    rows = _read(spark, folder)
    number = shards or max(spark.sparkContext.defaultParallelism, 1 + _count(folder) // ROWS_A_SHARD)
    decided = rows.repartition(number, "customer_id").mapInArrow(
        partial(decide_shard, header=header, version=version), PLAN_COLUMNS
    )
    decided.write.mode("overwrite").partitionBy("table").parquet((plan / str(version.id)).as_uri())
    return number


def _count(folder: Path) -> int:
    """Count the rows of all tables by what the files say of themselves, without a job of the cluster."""
    tables = (pl.scan_parquet(folder / name / "*.parquet").select(pl.len()) for name in FACTS)
    return sum(int(each.collect().item()) for each in tables)


def _read(spark: Any, folder: Path) -> Any:
    """Read all tables of facts as one, told apart by the column `table`."""
    from pyspark.sql.functions import lit

    tables = [spark.read.parquet((folder / name).as_uri()).withColumn("table", lit(name)) for name in FACTS]
    return reduce(lambda rows, more: rows.unionByName(more, allowMissingColumns=True), tables)


@contextmanager
def _session(master: str) -> Iterator[Any]:
    """Give a session on a cluster, and stop it. Raises UserError `spark_missing`."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise _missing("Spark is not installed", "pip install 'dunwell[spark]'") from missing
    builder = SparkSession.builder.master(master).appName("dunwell").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000")
    for name, value in _EXECUTOR.items():
        builder = builder.config(f"spark.executorEnv.{name}", value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError, OSError) as fault:
        raise _missing(
            f"Spark does not start: {fault}", "Install Java 17 or later, and see that it is found"
        ) from fault
    # Executors run the same Python as we do, wherever they are.
    session.sparkContext.pythonExec = sys.executable
    try:
        yield session
    finally:
        session.stop()


def _missing(message: str, way_out: str) -> UserError:
    return UserError("spark_missing", message, way_out)
