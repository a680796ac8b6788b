"""The ladder as a picture: rungs along the days, a row for each channel, a mark for each step. Knows no page."""

from typing import Any

from dunwell.policy.file import Policy, steps_of

ROWS = ("email", "letter", "sms", "call", "task")
WIDTH, LEFT, RIGHT, TOP, ROW, BAND = 960, 64, 16, 44, 26, 30


def ladder_picture(policy: Policy) -> dict[str, Any]:
    """Give the places of all parts in a drawing of `width` by `height`: bands of rungs, marks of steps, days."""
    steps = steps_of(policy)
    first = min([step.day for step in steps] + [0]) - 3
    last = max([step.day for step in steps] + [policy.ladder[-1].from_day]) + 10
    across = (WIDTH - LEFT - RIGHT) / (last - first)

    def x(day: int) -> float:
        return round(LEFT + (day - first) * across, 1)

    used = [row for row in ROWS if any(step.channel == row for step in steps)]
    places = {row: TOP + BAND + 14 + number * ROW for number, row in enumerate(used)}
    ends = [*(rung.from_day for rung in policy.ladder[1:]), last]
    return {
        "width": WIDTH,
        "height": TOP + BAND + 14 + len(used) * ROW + 6,
        "bands": [
            {
                "stage": rung.stage,
                "x": x(rung.from_day),
                "width": round(x(end) - x(rung.from_day), 1),
                "hold": rung.hold,
            }
            for rung, end in zip(policy.ladder, ends, strict=True)
        ],
        "rows": [{"channel": row, "y": place} for row, place in places.items()],
        "marks": [
            {
                "x": x(step.day),
                "y": places[step.channel],
                "step": step.step_id,
                "day": step.day,
                "friendly": step.friendly,
                "approval": step.approval,
            }
            for step in steps
        ],
        "lines": [{"x": x(day), "day": day} for day in (0, 30, 60, 90, 120, 150) if first < day < last],
    }
