"""Instalments are laid out by week or month, and met by money that comes in time."""

from datetime import date

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.instalments import CommitmentState, Instalment, Rhythm, first_unmet, schedule, state_on


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def laid_out(instalments: tuple[Instalment, ...]) -> str:
    return " ".join(f"{each.due_date:%m-%d}:{each.minor}" for each in instalments)


@pytest.mark.parametrize(
    ("count", "amount", "rhythm", "first", "owed", "result"),
    [
        (3, 400, "monthly", "01-31", None, "01-31:400 02-28:400 03-31:400"),
        (3, 400, "weekly", "01-31", None, "01-31:400 02-07:400 02-14:400"),
        (1, 400, "monthly", "01-15", None, "01-15:400"),
        (3, 334, "monthly", "01-15", 1000, "01-15:334 02-15:334 03-15:332"),
        (3, 500, "monthly", "01-15", 1000, "01-15:500 02-15:500"),
        (3, 300, "monthly", "01-15", 1000, "01-15:300 02-15:300 03-15:300"),
    ],
)
def test_a_schedule(count: int, amount: int, rhythm: str, first: str, owed: int | None, result: str) -> None:
    assert laid_out(schedule(count, amount, Rhythm(rhythm), day(first), owed_minor=owed)) == result


@pytest.mark.parametrize(("count", "amount", "owed"), [(0, 100, None), (3, 0, None), (3, -5, None), (3, 100, 0)])
def test_a_plan_of_nothing_is_refused(count: int, amount: int, owed: int | None) -> None:
    with pytest.raises(UserError) as caught:
        schedule(count, amount, Rhythm.WEEKLY, day("01-15"), owed_minor=owed)
    assert caught.value.code == "bad_plan"


PLAN = schedule(3, 100, Rhythm.WEEKLY, day("05-01"))  # 1, 8 and 15 May


@pytest.mark.parametrize(
    ("received", "unmet"),
    [
        ([], "05-01"),
        ([("04-20", 100)], "05-08"),
        ([("05-03", 100)], "05-08"),  # on the last day of grace
        ([("05-04", 100)], "05-01"),  # a day too late
        ([("05-01", 99)], "05-01"),
        ([("05-01", 60), ("05-02", 40)], "05-08"),
        ([("05-01", 250)], "05-15"),  # what is more counts for the next
        ([("05-01", 300)], None),
        ([("05-12", 100), ("05-01", 100), ("05-08", 100)], None),
        ([("05-01", 100), ("05-12", 200)], "05-08"),
    ],
)
def test_the_first_instalment_that_is_not_met(received: list[tuple[str, int]], unmet: str | None) -> None:
    found = first_unmet(PLAN, [(day(on), minor) for on, minor in received], grace_days=2)
    assert (found and found.due_date) == (unmet and day(unmet))


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("05-01", "open"), ("05-02", "open"), ("05-03", "open"), ("05-04", "broken"), ("06-01", "broken")],
)
def test_it_breaks_once_the_grace_is_over(as_of: str, state: str) -> None:
    assert state_on(day(as_of), PLAN[0], grace_days=2) == state
    assert PLAN[0].broken_on(2) == day("05-04")


def test_what_is_met_in_full_is_kept() -> None:
    assert state_on(day("06-01"), None, grace_days=2) is CommitmentState.KEPT
