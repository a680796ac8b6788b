"""Policies put in force, episodes moved, customers placed: where a person puts them, and what follows."""

from typing import Any

import pytest

from dunwell.policy.file import PolicyErrors, shipped_text
from dunwell.usecases.activate_policy import activate_policy
from dunwell.usecases.move_episode import move_episode
from dunwell.usecases.place_customer import place_customer
from integration.usecases.desk import Desk, day

SHIPPED = shipped_text("default.yaml")
CALMER = SHIPPED.replace("min_gap_days: 3 ", "min_gap_days: 5 ")


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def standing(desk: Desk) -> tuple[int, int, Any]:
    episode = desk.books.episodes.standing().get()
    return episode.stage, episode.floor, episode.stage_since


def test_the_same_policy_again_changes_nothing_however_it_is_written(desk: Desk) -> None:
    version = desk.books.policy_versions.get()
    answer = desk.do(activate_policy, day(1), text="# the same\n" + SHIPPED)
    assert (answer["version"], answer["activated"]) == (version.pk, False)


def test_a_policy_that_comes_back_is_in_force_again(desk: Desk) -> None:
    first = desk.books.policy_versions.get()
    assert desk.do(activate_policy, day(1), text=CALMER)["activated"] is True
    back = desk.do(activate_policy, day(1), text=SHIPPED)
    assert (back["activated"], back["digest"], back["version"] == first.pk) == (True, first.digest, False)


def test_a_policy_with_mistakes_is_not_put_in_force(desk: Desk) -> None:
    with pytest.raises(PolicyErrors) as mistakes:
        desk.do(activate_policy, day(1), text=SHIPPED.replace("from_day: 16", "from_day: x"), path="ours.yaml")
    assert mistakes.value.errors[0].file == "ours.yaml"
    assert desk.books.policy_versions.count() == 1


def test_not_everybody_may(desk: Desk) -> None:
    assert desk.by("collections").refused(activate_policy, day(1), text=CALMER) == "not_allowed"


def test_a_running_episode_keeps_its_version_until_it_is_moved(desk: Desk) -> None:
    desk.run(day(1))
    before = desk.books.episodes.get().policy_version_id
    newest = desk.do(activate_policy, day(1), text=CALMER)["version"]
    desk.run(day(2))
    assert desk.books.episodes.get().policy_version_id == before
    answer = desk.do(move_episode, day(2), customer="ACME")
    assert (answer["version"], answer["moved"], answer["stage"]) == (newest, True, "past-due")
    assert standing(desk) == (1, 1, day(1))
    assert desk.do(move_episode, day(3), customer="ACME")["moved"] is False


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("a stage of the same name keeps its day", (1, 1, day(1))),
        ("another name begins today", (1, 1, day(2))),
        ("another rank under the same name", (2, 2, day(1))),
    ],
)
def test_where_a_moved_episode_stands(desk: Desk, name: str, place: tuple[int, int, Any]) -> None:
    desk.run(day(1))
    stages = {
        "a stage of the same name keeps its day": "past-due",
        "another name begins today": "first",
        "another rank under the same name": "first, past-due",
    }[name].split(", ")
    rungs = "\n".join(f"  - {{stage: {stage}, from_day: {at}}}" for at, stage in enumerate(stages, 1))
    desk.do(activate_policy, day(1), text=f"name: default\nladder:\n{rungs}\n")
    desk.do(move_episode, day(2), customer="ACME")
    assert standing(desk) == place


def test_without_an_episode_nothing_is_moved(desk: Desk) -> None:
    assert desk.refused(move_episode, day(-1), customer="ACME") == "no_episode"
    desk.run(day(1))
    assert desk.refused(move_episode, day(1), customer="ACME", policy="other") == "unknown_policy"


def test_placed_beforehand_the_next_episode_begins_there(desk: Desk) -> None:
    desk.do(place_customer, day(-9), customer="ACME", stage="litigation")
    answer = desk.do(place_customer, day(-8), customer="ACME", stage="late", reason="knows the way")
    assert answer == {"customer": "ACME", "stage": "late", "running": False}
    desk.run(day(1))
    assert standing(desk) == (2, 2, day(1))
    assert not desk.books.placements.standing().exists()


def test_placed_in_a_running_episode_it_stands_there_from_today(desk: Desk) -> None:
    desk.run(day(1))
    assert desk.do(place_customer, day(5), customer="ACME", stage="delinquent", reason="told us so")["running"] is True
    assert standing(desk) == (3, 3, day(5))
    assert desk.books.stage_changes.latest("id").stage == 3
    assert not desk.books.holds.exists()


def test_placed_on_the_rung_of_the_hold_the_hold_stands(desk: Desk) -> None:
    desk.run(day(1))
    desk.do(place_customer, day(5), customer="ACME", stage="account-hold")
    assert desk.books.holds.standing().get().placed_by == "ann"
    desk.do(place_customer, day(6), customer="ACME", stage="litigation")
    assert desk.books.holds.count() == 1


def test_a_stage_that_the_policy_does_not_have(desk: Desk) -> None:
    assert desk.refused(place_customer, day(1), customer="ACME", stage="doom") == "unknown_stage"
