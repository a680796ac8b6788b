"""The decision of a day, and the look ahead that follows it, each measured by itself on one portfolio.

Measured is CPU time of this process, so that a busy machine changes little. For one core, start the process with
POLARS_MAX_THREADS=1. This module does not know where the numbers go.
"""

from time import process_time

from dunwell.policy.bench.portfolio import portfolio
from dunwell.policy.decide import decide, decide_day
from dunwell.policy.file import Policy, default_policy
from dunwell.policy.review import next_reviews


def decide_alone(
    invoices: int, customers: int, seed: int, *, running: bool = True, policy: Policy | None = None
) -> float:
    """Measure the decision of a day: CPU seconds from facts in memory to the plan, with the portfolio made before."""
    chosen = policy or default_policy()
    facts = portfolio(chosen, invoices=invoices, customers_count=customers, seed=seed, running=running).facts
    began = process_time()
    decide(facts, chosen)
    return process_time() - began


def review_alone(
    invoices: int, customers: int, seed: int, *, running: bool = True, policy: Policy | None = None
) -> float:
    """Measure the look ahead: CPU seconds from a decided day to the days on which those at rest come again."""
    chosen = policy or default_policy()
    facts = portfolio(chosen, invoices=invoices, customers_count=customers, seed=seed, running=running).facts
    decided = decide_day(facts, chosen)
    began = process_time()
    next_reviews(decided)
    return process_time() - began
