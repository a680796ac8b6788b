"""Killed at some of its points, drawn by a seed, the story ends as if nobody had killed it.

`make soak` takes all points (tests/soak/test_killed.py), and writes what came of it into bench/KILLED.md.
"""

from random import Random

import pytest

from kill.harness import Harness

pytestmark = pytest.mark.database
POINTS, SEED = 20, 11
AT_LEAST = 200


def test_the_harness_finds_enough_points(harness: Harness) -> None:
    assert len({(point.scene, point.place) for point in harness.points}) >= AT_LEAST
    kinds = {point.label.partition(" ")[0] for point in harness.points}
    assert kinds == {"sql", "before", "after", "file"}


def test_the_undisturbed_story_does_what_it_is_about(harness: Harness) -> None:
    standing, mails = harness.undisturbed["standing"], harness.undisturbed["mails"]
    assert (harness.undisturbed["untrue"], harness.undisturbed["journal"]) == ([], True)
    assert (len(standing["shards"]), len(standing["charges"]), mails.total()) == (2, 4, 4)


@pytest.mark.parametrize("number", range(POINTS))
def test_a_story_that_was_killed_ends_as_if_it_had_not_been(harness: Harness, number: int) -> None:
    draw = Random(SEED)  # noqa: S311 - a choice of points, not a secret
    point = draw.sample(harness.points, POINTS)[number]
    outcome = harness.kill_at(point)
    assert outcome.wrong == [], point
