"""A day decided by Spark on a cluster with executors of their own, compared with the day decided here."""

import os
import random
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dunwell.policy.decide import decide
from dunwell.policy.file import policy_text
from dunwell.policy.plan import TABLES, Plan
from dunwell.policy.portable import Header, Version, outcome_of, plan_tables, write_facts, write_header, write_plan
from dunwell.policy.portable.folders import read_header
from property.portfolios import portfolio

CLUSTER = "local-cluster[2,1,1024]"
DECIDES = """
import sys
from pathlib import Path
from dunwell.adapters.spark import decide_on_spark
from pyspark import SparkContext
started = []
born = SparkContext.__init__
def noted(self, *args, **kwargs):
    born(self, *args, **kwargs)
    started.append(self.applicationId)
SparkContext.__init__ = noted
shards = decide_on_spark(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], shards=5)
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


@pytest.mark.slow
def test_a_cluster_decides_as_this_machine_does(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("there is no Java on this machine (Debian: openjdk-17-jre-headless)")
    pyspark = pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'dunwell[spark]'")
    work = Path(pyspark.__file__).parent / "work"
    facts, plan = tmp_path / "facts", tmp_path / "plan"
    here = exported(facts, 7, 600)
    ran = subprocess.run(
        [sys.executable, "-c", DECIDES, str(facts), str(plan), CLUSTER],
        env={**os.environ, "SPARK_LOCAL_DIRS": str(tmp_path / "spark")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert ran.stdout.split()[-1] == "5"
    header = read_header(plan)
    there = read_back(plan, header.as_of)
    assert there.actions.height >= 30
    assert there.differences(here) == []
    assert plan_tables(plan, 17)["versions"].height == 600
    # Spark gives each executor, a process of its own, a folder beside its libraries.
    executors = {path.name for path in (work / ran.stdout.split()[-2]).iterdir() if path.is_dir()}
    shutil.rmtree(work, ignore_errors=True)
    assert executors == {"0", "1"}
