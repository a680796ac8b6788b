"""Policies made by chance, all of which `policy check` accepts, with short ladders so that much falls due."""

from functools import cache
from random import Random
from typing import Any

from dunwell.policy.file import Policy, default_policy
from dunwell.policy.file.rules import problems_of

NOTICES = ("email", "letter", "sms")
KINDS = ("business", "consumer", "public")
LENGTH = 24  # days of the short ladders


@cache
def random_policy(number: int) -> Policy:
    """Make policy number so and so: 0 is the shipped one, the others are drawn with the number as seed."""
    if number == 0:
        return default_policy()
    draw = Random(number)  # noqa: S311 - nothing here is a secret
    stages = [f"stage-{rank}" for rank in range(1, draw.randint(1, 5) + 1)]
    starts = sorted(draw.sample(range(1, LENGTH), len(stages)))
    policy = Policy.model_validate(
        {
            "name": f"policy-{number}",
            "before_due": _before_due(draw, stages),
            "ladder": _ladder(draw, stages, starts),
            "climb": {
                "min_days_in_stage": draw.choice([0, 1, 3]),
                "trace_wait_days": draw.choice([0, 4]),
                "highest_untold_stage": draw.choice([None, *stages]),
                "highest_fees_only_stage": draw.choice([None, *stages]),
            },
            "guards": {
                "min_gap_days": draw.choice([0, 0, 2]),
                "max_contacts": draw.choice([1, 2, 3, 16, 16]),
                "minimum": draw.choice([{}, {}, {"EUR": "3", "JPY": "200"}]),
                "tolerance": draw.choice([{}, {}, {"EUR": "1", "KWD": "0.1", "USD": "5"}]),
                "business_days_only": draw.random() < 0.8,
            },
            "hold": {"release": draw.choice(["all_settled", "with_fees", "below_rung", "approval"])},
            "late_charges": {
                "from_stage": draw.choice([None, *stages]),
                "percent": draw.choice(["2", "1.25", "0", "33.333"]),
                "min_days_past_due": draw.choice([0, 3, 10]),
            },
        }
    )
    problems = problems_of(policy)
    assert not problems, problems
    return policy


def _before_due(draw: Random, stages: list[str]) -> dict[str, Any]:
    steps = [
        {
            "step": f"friendly-{number}",
            "channel": draw.choice(["email", "email", "sms"]),
            "days": sorted(draw.sample(range(-9, 0), draw.choice([1, 1, 2]))),
            "kinds": _kinds(draw),
        }
        for number in range(draw.choice([0, 1, 2, 3, 4]))
    ]
    return {"not_from_stage": draw.choice([None, *stages]), "steps": steps}


def _ladder(draw: Random, stages: list[str], starts: list[int]) -> list[dict[str, Any]]:
    ends = [*starts[1:], LENGTH + 1]
    holding = draw.choice([None, *stages])
    ladder: list[dict[str, Any]] = []
    known: list[str] = []
    for stage, start, end in zip(stages, starts, ends, strict=True):
        steps = [_fixed(draw, f"{stage}-{number}", range(start, end)) for number in range(draw.randint(0, 4))]
        known += [step["step"] for step in steps if step["channel"] in NOTICES]
        steps += [
            _after(draw, f"{stage}-after-{number}", known) for number in range(draw.randint(0, 2) if known else 0)
        ]
        ladder.append({"stage": stage, "from_day": start, "hold": stage == holding, "steps": steps})
    return ladder


def _fixed(draw: Random, name: str, days: range) -> dict[str, Any]:
    count = min(len(days), draw.choice([1, 1, 2, 4]))
    return {**_step(draw, name), "days": sorted(draw.sample(days, count))}


def _after(draw: Random, name: str, known: list[str]) -> dict[str, Any]:
    return {**_step(draw, name), "after": draw.choice(known), "days": draw.randint(1, 6)}


def _step(draw: Random, name: str) -> dict[str, Any]:
    channel = draw.choice(["email", "email", "email", "letter", "sms", "call", "task"])
    others = [None, *(notice for notice in NOTICES if notice != channel)]
    return {
        "step": name,
        "template": draw.choice([None, "template-a", "template-b"]),
        "channel": channel,
        "fallback": draw.choice(others) if channel in NOTICES else None,
        "kinds": _kinds(draw),
        "required_by_law": channel in NOTICES and draw.random() < 0.1,
        "passes_limit": draw.random() < 0.1,
        "approval": draw.random() < 0.2,
    }


def _kinds(draw: Random) -> list[str]:
    return [] if draw.random() < 0.7 else draw.sample(KINDS, draw.choice([1, 2]))
