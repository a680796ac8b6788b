"""Whatever the facts, a day is told in one sentence that says the reason or the steps, and leaves nothing blank."""

from random import Random

import pytest

from dunwell.policy.explain import Names, explain
from dunwell.policy.reference import decide_by_the_book
from property.portfolios import portfolio


@pytest.mark.parametrize("seed", range(120))
def test_any_customer_of_any_portfolio_is_explained(seed: int) -> None:
    facts, policy = portfolio(Random(seed), 4)  # noqa: S311 - a seed names one portfolio for good
    plan = decide_by_the_book(facts, policy)
    for each in facts.by_customer():
        told = explain(facts, plan, policy, Names("Acme"), each.customer.customer_id)
        assert told.sentence.endswith(".")
        assert told.sentence.startswith("Nothing goes out to Acme on ") == (told.reason is not None)
        for blank in ("None", "  ", "()", " , ", ": ;", ": ."):
            assert blank not in told.sentence
        for held in told.held:
            assert "None" not in held["sentence"]
