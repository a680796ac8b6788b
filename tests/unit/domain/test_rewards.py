"""What is earned, and by whom it is not."""

import pytest

from dunwell.domain.credit import Behaviour
from dunwell.domain.rewards import Offers, earned

OFFERS = Offers(3, 95, 80, "net 45", "2/10 net 30", thanks=True)


@pytest.mark.parametrize(
    ("behaviour", "terms", "kind"),
    [
        (Behaviour(settled=3, on_time=3, early=3), "net 30", "discount"),
        (Behaviour(settled=3, on_time=3, early=3), "2/10 net 30", "terms"),
        (Behaviour(settled=3, on_time=3), "net 30", "terms"),
        (Behaviour(settled=3, on_time=3), "net 45", "thanks"),
        (Behaviour(settled=2, on_time=2, early=2), "net 30", None),
        (Behaviour(settled=3, on_time=2), "net 30", None),
        (Behaviour(settled=9, on_time=9, days_over=1), "net 30", None),
        (Behaviour(settled=9, on_time=9, broken=1), "net 30", None),
        (Behaviour(settled=9, on_time=9, given_up=1), "net 30", None),
    ],
)
def test_earned(behaviour: Behaviour, terms: str, kind: str | None) -> None:
    found = earned(behaviour, OFFERS, terms)
    assert (found.kind if found else None) == kind
    assert found is None or found.evidence
