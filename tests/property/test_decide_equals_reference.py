"""The fast engine and its readable twin decide alike, whatever the portfolio, the order of rows and the threads."""

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dunwell.policy.decide import decide
from dunwell.policy.facts import TABLES, Facts, schema
from dunwell.policy.plan import TABLES as PLANNED
from dunwell.policy.plan import Plan
from dunwell.policy.reference import decide_by_the_book
from property.portfolios import POLICIES, portfolio, portfolios

SEEDS = st.integers(0, 2**32)
TESTS = Path(__file__).parents[1]


@settings(max_examples=2_000)
@given(SEEDS, st.integers(1, 8))
def test_decide_equals_reference(seed: int, customers: int) -> None:
    facts, policy = portfolio(_random(seed), customers)
    assert decide(facts, policy).differences(decide_by_the_book(facts, policy)) == []


@settings(max_examples=50)
@given(portfolios(customers=2))
def test_decide_equals_reference_on_portfolios_that_shrink(drawn: tuple[Facts, object]) -> None:
    facts, policy = drawn
    assert decide(facts, policy).differences(decide_by_the_book(facts, policy)) == []  # type: ignore[arg-type]


@settings(max_examples=150)
@given(SEEDS)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    facts, policy = portfolio(_random(seed), 6)
    shuffled = {name: getattr(facts, name).sample(fraction=1, shuffle=True, seed=seed) for name in TABLES}
    assert _digest(decide(replace(facts, **shuffled), policy)) == _digest(decide(facts, policy))


@settings(max_examples=150)
@given(SEEDS)
def test_what_has_fired_does_not_fire_again(seed: int) -> None:
    facts, policy = portfolio(_random(seed), 6)
    first = decide(facts, policy)
    second = decide(_carried_out(facts, first), policy)
    assert set(first.actions.rows()).isdisjoint(second.actions.rows())


@pytest.mark.slow
def test_one_thread_and_two_decide_alike() -> None:
    digests = {threads: _digest_with(threads) for threads in (1, 2)}
    assert digests[1] == digests[2]


def test_a_large_portfolio_is_decided_like_a_small_one() -> None:
    facts, policy = portfolio(_random(11), 2_000, policy_number=5)
    assert decide(facts, policy).differences(decide_by_the_book(facts, policy)) == []


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - nothing here is a secret


def _digest(plan: Plan) -> str:
    """Sum up a plan, row order included."""
    return sha256(repr([getattr(plan, name).rows() for name in PLANNED]).encode()).hexdigest()


def _digest_with(threads: int) -> str:
    """Sum up the plans of large portfolios, made and decided by a process with so many threads."""
    told = subprocess.run(
        [sys.executable, __file__],
        env={**os.environ, "POLARS_MAX_THREADS": str(threads), "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=True,
    )
    pool, digest = told.stdout.split()
    assert pool == str(threads)
    return digest


def _carried_out(facts: Facts, plan: Plan) -> Facts:
    """Give the facts as they stand once a plan is written down: episodes, marks and friendly days."""
    standings = plan.standings.filter(pl.col("stage").is_not_null()).drop("begins", "ends", "hold")
    episode = pl.when(pl.col("stage").is_not_null()).then(pl.coalesce("episode_id", pl.lit(1_000)))
    moved = facts.customers.drop(standings.columns[1:]).join(standings, on="customer_id", how="left")
    customers = moved.with_columns(episode_id=episode).select(list(schema(TABLES["customers"])))
    marked = plan.marked.join(customers.select("customer_id", "episode_id"), on="customer_id")
    friendly = facts.items.drop("friendly_day").join(plan.friendly_marked, on=("customer_id", "item_id"), how="left")
    fired = pl.coalesce(friendly["friendly_day"], facts.items["friendly_day"])
    return replace(
        facts,
        customers=customers,
        marks=pl.concat([facts.marks, marked.select(facts.marks.columns)]),
        items=friendly.with_columns(friendly_day=fired).select(facts.items.columns),
    )


if __name__ == "__main__":
    plans = [decide(*portfolio(_random(number), 1_500, policy_number=number)) for number in range(0, POLICIES, 15)]
    sys.stdout.write(f"{pl.thread_pool_size()} {sha256(''.join(map(_digest, plans)).encode()).hexdigest()}\n")
