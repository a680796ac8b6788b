"""Dates that lie too far apart to be packed into one number are decided like all others."""

import pytest

from dunwell.policy.bench import portfolio
from dunwell.policy.decide import anchors, decide
from dunwell.policy.file import default_policy


def test_the_oldest_is_found_by_rank_as_it_is_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = default_policy()
    facts = portfolio(policy, invoices=1_000, customers_count=150, seed=3).facts
    by_number = decide(facts, policy)
    monkeypatch.setattr(anchors, "packed", lambda *_: None)
    assert decide(facts, policy).differences(by_number) == []
