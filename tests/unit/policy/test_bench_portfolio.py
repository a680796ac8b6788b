"""The portfolio to measure with: of the size asked for, the same for the same seed, and told true about its shape."""

from datetime import date

import polars as pl
import pytest

from dunwell.policy.bench import Portfolio, decide_alone, portfolio, review_alone
from dunwell.policy.decide import decide
from dunwell.policy.facts import TABLES
from dunwell.policy.file import default_policy
from dunwell.policy.reference import decide_by_the_book

POLICY = default_policy()
SEED = 5


def made(invoices: int = 2_000, customers: int = 400, *, seed: int = SEED, running: bool = True) -> Portfolio:
    return portfolio(POLICY, invoices=invoices, customers_count=customers, seed=seed, running=running)


def test_it_has_the_size_asked_for_and_everybody_owes() -> None:
    facts = made().facts
    assert (facts.items.height, facts.customers.height) == (2_000, 400)
    assert facts.items["customer_id"].n_unique() == 400
    assert facts.items["item_id"].n_unique() == 2_000


@pytest.mark.parametrize("name", TABLES)
def test_the_same_seed_gives_the_same_table(name: str) -> None:
    assert getattr(made().facts, name).equals(getattr(made().facts, name))


def test_another_seed_gives_another_portfolio() -> None:
    assert not made().facts.items.equals(made(seed=6).facts.items)


def test_a_seed_means_the_same_amounts_for_good() -> None:
    assert made(5, 3).facts.items["residual_minor"].to_list() == [208400, 56347, 10368, 137550, 353625]


@pytest.mark.parametrize("running", [True, False])
def test_both_engines_decide_it_alike(running: bool) -> None:
    facts = made(600, 120, running=running).facts
    assert decide(facts, POLICY).differences(decide_by_the_book(facts, POLICY)) == []


def test_rows_come_by_customer() -> None:
    facts = made().facts
    tables = (facts.customers, facts.items, facts.marks, facts.delivered, facts.unallocated, facts.commitments)
    assert [table["customer_id"].is_sorted() for table in tables] == [True] * len(tables)


def test_its_shape_is_as_told() -> None:
    facts = made(50_000, 10_000).facts
    oldest = facts.items.group_by("customer_id").agg(pl.col("due_date").min())["due_date"]
    days = oldest.to_frame().select((pl.lit(facts.as_of) - pl.col("due_date")).dt.total_days()).to_series()
    shares = [((days >= first) & (days <= last)).mean() for first, last in ((-30, 0), (1, 15), (16, 30), (31, 90))]
    assert shares == pytest.approx([0.46, 0.30, 0.11, 0.08], abs=0.02)
    assert (facts.items["disputed_minor"] > 0).mean() == pytest.approx(0.015, abs=0.003)
    assert facts.customers["episode_id"].is_not_null().mean() == pytest.approx(0.52, abs=0.02)


def test_in_a_new_company_nothing_was_done_yet() -> None:
    facts = made(running=False).facts
    assert facts.marks.is_empty()
    assert facts.delivered.is_empty()
    assert facts.customers["stage"].null_count() == facts.customers.height
    assert facts.items["friendly_day"].null_count() == facts.items.height


def test_there_are_not_more_customers_than_invoices() -> None:
    with pytest.raises(ValueError, match="each has one at least"):
        made(3, 4)


def test_each_part_is_measured_by_itself() -> None:
    assert decide_alone(200, 40, SEED) > 0
    assert review_alone(200, 40, SEED) > 0


def test_the_day_can_be_chosen() -> None:
    day = date(2027, 1, 4)
    facts = portfolio(POLICY, invoices=10, customers_count=2, seed=1, as_of=day).facts
    assert facts.as_of == day


def test_so_many_customers_have_an_agreement_more() -> None:
    plain, agreed = (
        portfolio(POLICY, invoices=10_000, customers_count=2_000, seed=1, agreements=percent).facts
        for percent in (0, 30)
    )
    counts = {kind: agreed.commitments.filter(kind=kind).height for kind in ("promise", "plan")}
    assert 250 <= counts["promise"] <= 350
    assert 130 <= counts["plan"] <= 200
    contested = [facts.items.filter(facts.items["disputed_minor"] > 0).height for facts in (plain, agreed)]
    assert contested[1] - contested[0] > 100
    held = [facts.customers.filter("hold").height for facts in (plain, agreed)]
    assert held[1] - held[0] > 40
