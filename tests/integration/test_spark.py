"""A day decided by Spark on a cluster with executors of their own, compared with the day decided here."""

import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import polars as pl
import psycopg
import pytest
from polars.testing import assert_frame_equal

import postgres
from dunwell import wiring
from dunwell.adapters.exchange import Exchange
from dunwell.domain.errors import UserError
from dunwell.policy.decide import decide
from dunwell.policy.file import policy_text
from dunwell.policy.plan import TABLES, Plan
from dunwell.policy.portable import (
    FACTS,
    PLANS,
    Header,
    Version,
    outcome_of,
    plan_tables,
    together,
    write_facts,
    write_header,
    write_plan,
)
from dunwell.policy.portable.folders import read_header
from property.portfolios import portfolio

CLUSTER = "local-cluster[2,1,1024]"
DECIDES = """
import sys
from functools import partial
from pathlib import Path
from dunwell import wiring
from dunwell.adapters import spark
from pyspark import SparkContext
started = []
born = SparkContext.__init__
def noted(self, *args, **kwargs):
    born(self, *args, **kwargs)
    started.append(self.applicationId)
SparkContext.__init__ = noted
spark.decide_on_spark = partial(spark.decide_on_spark, shards=5)
facts, plan, master, *through = sys.argv[1:]
shards = wiring.spark(*through)(Path(facts), Path(plan), master)
print(started[0], shards)
"""


def exported(folder: Path, seed: int, customers: int) -> Plan:
    """Write the facts of invented customers as files, in two stretches, and give the plan decided here."""
    facts, policy = portfolio(random.Random(seed), customers)  # noqa: S311 - it draws examples
    version = Version(17, policy_text(policy), facts.cash_fresh)
    broken = tuple(facts.bad_templates.iter_rows())
    write_header(folder, Header("ours", facts.as_of, (version,), broken))
    half = pl.col("customer_id") <= customers // 2
    tables = [name for name in type(facts).__dataclass_fields__ if name not in ("as_of", "cash_fresh", "bad_templates")]
    for part, kept in enumerate((half, ~half), start=1):
        some = {name: getattr(facts, name).filter(kept) for name in tables}
        write_facts(folder, 17, part, Header("ours", facts.as_of, (version,), broken).facts(version, some))
    return decide(facts, policy)


def read_back(folder: Path, as_of: date) -> Plan:
    tables = plan_tables(folder, 17)
    return Plan.of_frames(as_of, **{name: tables[name] for name in TABLES})


@pytest.mark.parametrize("seed", range(5))
def test_a_plan_comes_back_from_files_as_it_was(tmp_path: Path, seed: int) -> None:
    facts, policy = portfolio(random.Random(seed), 30)  # noqa: S311 - it draws examples
    write_plan(tmp_path, 17, 1, outcome_of(facts, policy))
    assert read_back(tmp_path, facts.as_of).differences(decide(facts, policy)) == []


@pytest.fixture
def cluster(tmp_path: Path) -> Callable[..., None]:
    """Give what lets a cluster of two executors decide the facts of a folder."""
    if shutil.which("java") is None:
        pytest.skip("there is no Java on this machine (Debian: openjdk-17-jre-headless)")
    pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'dunwell[spark]'")
    work = Path(pyspark.__file__).parent / "work"

    def decide(*words: str) -> None:
        ran = subprocess.run(
            [sys.executable, "-c", DECIDES, str(tmp_path / "facts"), str(tmp_path / "plan"), CLUSTER, *words],
            env={**os.environ, "SPARK_LOCAL_DIRS": str(tmp_path / "spark")},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr[-3000:]
        assert ran.stdout.split()[-1] == "5"
        # Spark gives each executor, a process of its own, a folder beside its libraries.
        executors = {path.name for path in (work / ran.stdout.split()[-2]).iterdir() if path.is_dir()}
        shutil.rmtree(work, ignore_errors=True)
        assert executors == {"0", "1"}

    return decide


def _as_here(plan: Path, here: Plan) -> None:
    there = read_back(plan, read_header(plan).as_of)
    assert there.actions.height >= 30
    assert there.differences(here) == []
    assert plan_tables(plan, 17)["versions"].height == 600


@pytest.mark.slow
def test_a_cluster_decides_as_this_machine_does(tmp_path: Path, cluster: Callable[..., None]) -> None:
    here = exported(tmp_path / "facts", 7, 600)
    cluster()
    _as_here(tmp_path / "plan", here)


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the URL of a PostgreSQL that can be reached over the network of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    over_tcp = ("listen_addresses=127.0.0.1", f"port={port}")
    monkeypatch.setattr(postgres, "OPTIONS", (*postgres.OPTIONS, *over_tcp))
    server = postgres.Server()
    yield f"postgresql://{postgres.OWNER}@127.0.0.1:{port}/postgres"
    server.stop()


def test_facts_and_plans_pass_a_database_unchanged(tmp_path: Path, exchange: str) -> None:
    here = exported(tmp_path / "facts", 3, 40)
    header, between = read_header(tmp_path / "facts"), Exchange(exchange)
    facts, policy = portfolio(random.Random(3), 40)  # noqa: S311 - it draws examples
    assert between.lay_out(tmp_path / "facts", header) == sum(getattr(facts, name).height for name in FACTS)
    with psycopg.connect(exchange) as database:
        for name in FACTS:
            rows = database.execute(f"SELECT * FROM {between.facts_table(17, name)}").fetchall()  # noqa: S608
            kept = pl.DataFrame(rows, schema=FACTS[name], orient="row").sort(pl.all())
            assert_frame_equal(kept, getattr(facts, name).select(list(FACTS[name])).sort(pl.all()))
        made = together(outcome_of(facts, policy), PLANS)
        kinds = {pl.Int64: "bigint", pl.String: "text", pl.Boolean: "boolean", pl.Date: "date"}
        columns = ", ".join(f'"{name}" {kinds[kind.base_type()]}' for name, kind in made.schema.items())
        database.execute(f"CREATE TABLE {between.plan_table(17)} ({columns})")
        holes = ", ".join(["%s"] * made.width)
        database.cursor().executemany(f"INSERT INTO {between.plan_table(17)} VALUES ({holes})", made.rows())  # noqa: S608
    assert between.fetch(tmp_path / "plan", header) == made.height
    assert read_back(tmp_path / "plan", header.as_of).differences(here) == []
    with psycopg.connect(exchange) as database:
        assert database.execute("SELECT 1 FROM pg_tables WHERE tablename LIKE 'dunwell%'").fetchall() == []


@pytest.mark.slow
def test_a_cluster_that_shares_no_folder_decides_by_jdbc(
    tmp_path: Path, cluster: Callable[..., None], exchange: str
) -> None:
    if not wiring.JDBC_DRIVER.exists():
        pytest.skip("there is no JDBC driver of PostgreSQL on this machine (Debian: libpostgresql-jdbc-java)")
    here = exported(tmp_path / "facts", 7, 600)
    cluster(exchange)
    _as_here(tmp_path / "plan", here)


def test_who_has_no_driver_is_told_where_to_get_it(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'dunwell[spark]'")
    with pytest.raises(UserError, match="no JDBC driver") as refused:
        wiring.spark("postgresql://db/exchange", tmp_path / "none.jar")
    assert refused.value.code == "spark_missing"


def test_a_database_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    exported(tmp_path / "facts", 3, 4)
    away = Exchange("postgresql://me:secret@127.0.0.1:1/none")
    with pytest.raises(UserError) as refused:
        away.lay_out(tmp_path / "facts", read_header(tmp_path / "facts"))
    assert refused.value.code == "exchange_unreachable"
    assert "secret" not in str(refused.value)
    assert away.jdbc == {"url": "jdbc:postgresql://127.0.0.1:1/none", "user": "me", "password": "secret"}
