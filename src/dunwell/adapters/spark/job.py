"""One day decided by Spark: facts read, cut into shards by customer, decided, the plan written back.

From and to Parquet in folders that all see, or by JDBC from and to a database. Knows neither the ledger nor a rule.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from typing import Any

import polars as pl

from dunwell.domain.errors import UserError
from dunwell.policy.portable import FACTS, Header, read_header, write_header

# One thread a task: Spark has its own, and two on one core only wait for each other.
_EXECUTOR = {"POLARS_MAX_THREADS": "1", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
ROWS_A_SHARD = 500_000


@dataclass(frozen=True, slots=True)
class Jdbc:
    """A database as executors reach it: url, user, password; the driver's file; how its tables are named.

    `facts_table` names the table of a version and a kind of facts, `plan_table` that of a version's plan.
    """

    place: Mapping[str, str]
    driver: Path
    facts_table: Callable[[int, str], str]
    plan_table: Callable[[int], str]


def decide_on_spark(
    facts: Path, plan: Path, master: str = "local[*]", shards: int | None = None, jdbc: Jdbc | None = None
) -> int:
    """Decide the facts of a folder on a cluster, and write the plan into another; give the number of shards.

    `master`: as Spark names it; executors must have this Python environment and see both folders, or with `jdbc` the
    database in which the facts lie: then the plan is written there. Raises UserError `spark_missing`,
    `facts_unreadable`.
    """
    header = read_header(facts)
    with _session(master, jdbc) as spark:
        made = [_decide(spark, header, version, (facts, plan), shards, jdbc) for version in header.versions]
    write_header(plan, header)
    return sum(made)


def _decide(
    spark: Any, header: Header, version: Any, folders: tuple[Path, Path], shards: int | None, jdbc: Jdbc | None
) -> int:
    from dunwell.adapters.spark.shards import PLAN_COLUMNS, decide_shard

    facts, plan = (folder / str(version.id) for folder in folders)
    number = shards or max(spark.sparkContext.defaultParallelism, 1 + _count(facts) // ROWS_A_SHARD)
    rows = _read(spark, facts) if jdbc is None else _read_tables(spark, jdbc, version.id, number, _ids(facts))
    decided = rows.repartition(number, "customer_id").mapInArrow(
        partial(decide_shard, header=header, version=version), PLAN_COLUMNS
    )
    if jdbc is None:
        decided.write.mode("overwrite").partitionBy("table").parquet(plan.as_uri())
    else:
        # Each task writes in one transaction, so that one that is tried again writes nothing twice.
        _by(decided.write.mode("overwrite"), jdbc, jdbc.plan_table(version.id)).save()
    return number


def _count(folder: Path) -> int:
    """Count the rows of all tables by what the files say of themselves, without a job of the cluster."""
    tables = (pl.scan_parquet(folder / name / "*.parquet").select(pl.len()) for name in FACTS)
    return sum(int(each.collect().item()) for each in tables)


def _ids(folder: Path) -> tuple[int, int]:
    """Give the lowest and the highest id of the customers."""
    ids = pl.scan_parquet(folder / "customers" / "*.parquet").select("customer_id")
    low, high = ids.select(low=pl.col("customer_id").min(), high=pl.col("customer_id").max()).collect().row(0)
    return int(low or 0), int(high or 0)


def _read(spark: Any, folder: Path) -> Any:
    """Read all tables of facts as one, told apart by the column `table`."""
    return _together({name: spark.read.parquet((folder / name).as_uri()) for name in FACTS})


def _read_tables(spark: Any, jdbc: Jdbc, version: int, number: int, ids: tuple[int, int]) -> Any:
    """Read them from the database, each in stretches of customers by as many connections as there are shards."""
    tables = {}
    for name in FACTS:
        reader = _by(spark.read, jdbc, jdbc.facts_table(version, name))
        stretches = {"partitionColumn": "customer_id", "lowerBound": ids[0], "upperBound": ids[1] + 1}
        tables[name] = reader.options(**stretches, numPartitions=number).load()
    return _together(tables)


def _by(reads_or_writes: Any, jdbc: Jdbc, table: str) -> Any:
    asked = {**jdbc.place, "driver": "org.postgresql.Driver", "dbtable": table, "fetchsize": "50000"}
    return reads_or_writes.format("jdbc").options(**asked)


def _together(tables: Mapping[str, Any]) -> Any:
    from pyspark.sql.functions import lit

    named = [rows.withColumn("table", lit(name)) for name, rows in tables.items()]
    return reduce(lambda rows, more: rows.unionByName(more, allowMissingColumns=True), named)


@contextmanager
def _session(master: str, jdbc: Jdbc | None) -> Iterator[Any]:
    """Give a session on a cluster, and stop it. Raises UserError `spark_missing`."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise _missing("Spark is not installed", "pip install 'dunwell[spark]'") from missing
    builder = SparkSession.builder.master(master).appName("dunwell").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000")
    if jdbc is not None:
        builder = builder.config("spark.jars", str(jdbc.driver))
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
