"""The score of the worklist: its parts add up to it, and each makes a customer more or less urgent as it should."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.urgency import Urgency, score

URGENCIES = st.builds(
    Urgency,
    days=st.integers(-400, 4000),
    place=st.integers(0, 50),
    among=st.just(50),
    due=st.sampled_from(["", "email late-notice"]),
    waits=st.sampled_from(["", "1 reply"]),
    broken=st.booleans(),
    silent=st.sampled_from(["", "paused"]),
)


@given(URGENCIES)
def test_the_parts_that_are_told_add_up(urgency: Urgency) -> None:
    points, why = score(urgency)
    assert points == max(0, sum(map(int, re.findall(r" ([+-]\d+)(?:;|$)", why))))


@given(URGENCIES)
def test_who_owes_longer_or_more_or_broke_its_word_is_never_less_urgent(urgency: Urgency) -> None:
    more = (
        replace(urgency, days=urgency.days + 10),
        replace(urgency, place=50),
        replace(urgency, broken=True),
        replace(urgency, due="call"),
        replace(urgency, silent=""),
    )
    assert all(score(each)[0] >= score(urgency)[0] for each in more)


def test_nobody_past_due_has_no_place() -> None:
    assert score(Urgency(days=0, place=0, among=0)) == (0, "")
