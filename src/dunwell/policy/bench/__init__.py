"""Portfolios of any size to measure with, and the decision of a day measured by itself.

The portfolio is invented but not arbitrary: its shape is told in `dunwell.policy.bench.portfolio`. The same seed gives
the same portfolio on every machine. Knows no database; who measures a whole run fills one from the same frames.
"""

from dunwell.policy.bench.alone import decide_alone, review_alone
from dunwell.policy.bench.portfolio import Portfolio, portfolio

__all__ = ["Portfolio", "decide_alone", "portfolio", "review_alone"]
