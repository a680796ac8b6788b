"""How the fields of a policy must agree with one another.

Each rule is a small generator of problems with the place of the field, so that all are told at once. Does not know
lines or files.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from dunwell.domain.errors import UserError
from dunwell.domain.money import parse_amount
from dunwell.domain.roles import Role, askable_names
from dunwell.policy.file.model import NOTICE_CHANNELS, Policy, Stage, Step
from dunwell.policy.file.positions import Loc


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, and the way out."""

    loc: Loc
    value: object
    message: str
    way_out: str


def problems_of(policy: Policy) -> list[Problem]:
    """List everything in which the fields of a policy do not agree."""
    return [
        *_stages_rise(policy),
        *_names_once(policy),
        *_stages_known(policy),
        *_friendly_before_due(policy),
        *_steps_fit(policy),
        *_hours_open(policy),
        *_amounts_fit(policy),
        *_approvals_known(policy),
    ]


def _stages_rise(policy: Policy) -> Iterator[Problem]:
    for index, (lower, upper) in enumerate(zip(policy.ladder, policy.ladder[1:], strict=False), 1):
        if upper.from_day <= lower.from_day:
            yield Problem(
                ("ladder", index, "from_day"),
                upper.from_day,
                f"stage {upper.stage} does not begin after {lower.stage}, which begins on day {lower.from_day}",
                f"Give it a day after {lower.from_day}, or put the stages in the order of their days.",
            )
    holding = [index for index, stage in enumerate(policy.ladder) if stage.hold]
    for index in holding[1:]:
        yield Problem(
            ("ladder", index, "hold"),
            True,
            f"stage {policy.ladder[holding[0]].stage} places the account hold already",
            "Keep `hold: true` on one stage.",
        )


def _names_once(policy: Policy) -> Iterator[Problem]:
    places: list[tuple[Loc, str]] = [(("ladder", at, "stage"), stage.stage) for at, stage in enumerate(policy.ladder)]
    yield from _twice(places, "stage")
    steps: list[tuple[Loc, str]] = [
        (("before_due", "steps", at, "step"), step.step) for at, step in enumerate(policy.before_due.steps)
    ]
    steps += [((*loc, "step"), step.step) for loc, _, step in _ladder_steps(policy)]
    yield from _twice(steps, "step")
    verbs: list[tuple[Loc, str]] = [
        (("approvals", "verbs", at, "verb"), each.verb) for at, each in enumerate(policy.approvals.verbs)
    ]
    yield from _twice(verbs, "verb")


def _twice(places: list[tuple[Loc, str]], what: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for loc, name in places:
        if name in seen:
            yield Problem(loc, name, f"the name {name} stands for another {what} already", "Give it another name.")
        seen.add(name)


def _stages_known(policy: Policy) -> Iterator[Problem]:
    named: list[tuple[Loc, str | None]] = [
        (("before_due", "not_from_stage"), policy.before_due.not_from_stage),
        (("climb", "highest_untold_stage"), policy.climb.highest_untold_stage),
        (("climb", "highest_fees_only_stage"), policy.climb.highest_fees_only_stage),
        (("late_charges", "from_stage"), policy.late_charges.from_stage),
        (("selling", "prepay_from_stage"), policy.selling.prepay_from_stage),
    ]
    stages = [stage.stage for stage in policy.ladder]
    for loc, stage in named:
        if stage is not None and stage not in stages:
            yield Problem(loc, stage, f"the ladder has no stage {stage}", choose(stage, stages))


def _friendly_before_due(policy: Policy) -> Iterator[Problem]:
    for at, step in enumerate(policy.before_due.steps):
        loc: Loc = ("before_due", "steps", at, "days")
        yield from _rising(loc, step.days)
        for day in step.days:
            if day >= 0:
                yield Problem(
                    loc,
                    day,
                    f"day {day} is not before the due date",
                    "Write days before the due date as negative numbers, or move the step to the ladder.",
                )


def _steps_fit(policy: Policy) -> Iterator[Problem]:
    starts = [stage.from_day for stage in policy.ladder]
    for loc, rank, step in _ladder_steps(policy):
        yield from _rising((*loc, "days"), step.days)
        if step.after is None and starts == sorted(set(starts)):
            yield from _inside(loc, step, policy.ladder[rank - 1], starts[rank] if rank < len(starts) else None)
        elif step.after is not None:
            yield from _after(loc, rank, step, policy)
        yield from _fields_suit_channel(loc, step)


def _inside(loc: Loc, step: Step, stage: Stage, next_day: int | None) -> Iterator[Problem]:
    for day in step.days:
        if day < stage.from_day or (next_day is not None and day >= next_day):
            span = f"from day {stage.from_day}" + ("" if next_day is None else f" to {next_day - 1}")
            yield Problem(
                (*loc, "days"),
                day,
                f"day {day} is outside stage {stage.stage}, which is {span}",
                "Move the day into the stage, or the step to the stage of that day.",
            )


def _after(loc: Loc, rank: int, step: Step, policy: Policy) -> Iterator[Problem]:
    fixed = {
        each.step: at for _, at, each in _ladder_steps(policy) if each.after is None and each.channel in NOTICE_CHANNELS
    }
    known = [name for name, at in fixed.items() if at <= rank]
    if step.after not in known:
        yield Problem(
            (*loc, "after"),
            step.after,
            f"{step.after!r} is no notice on fixed days of this stage or one below it",
            choose(str(step.after), known),
        )
    if len(step.days) > 1 or step.days[0] < 1:
        yield Problem(
            (*loc, "days"),
            list(step.days),
            f"a step after {step.after} needs one number of days, 1 or more",
            "Write for example `days: 10`.",
        )


def _fields_suit_channel(loc: Loc, step: Step) -> Iterator[Problem]:
    notice = step.channel in NOTICE_CHANNELS
    given: list[tuple[str, object, bool, str]] = [
        (
            "fallback",
            step.fallback,
            notice and step.fallback != step.channel,
            "a notice, and another channel than its own",
        ),
        ("attach", list(step.attach), notice, "a notice"),
        ("required_by_law", step.required_by_law, notice, "a notice"),
        ("event", step.event, step.channel == "task", "a task"),
        ("to_role", step.to_role, not notice, "a call or a task"),
    ]
    for field, value, suits, needs in given:
        if value and not suits:
            yield Problem(
                (*loc, field),
                value,
                f"this is for {needs}, and the step's channel is {step.channel}",
                f"Leave out {field}.",
            )


def _rising(loc: Loc, days: tuple[int, ...]) -> Iterator[Problem]:
    if list(days) != sorted(set(days)):
        yield Problem(loc, list(days), "the days do not rise one after another", "Sort them, and name each day once.")


def _hours_open(policy: Policy) -> Iterator[Problem]:
    if policy.guards.opens_hour >= policy.guards.closes_hour:
        yield Problem(
            ("guards", "hours"), policy.guards.hours, "sending ends before it begins", "Write for example 8-18."
        )


def _amounts_fit(policy: Policy) -> Iterator[Problem]:
    guards = policy.guards
    given: list[tuple[Loc, dict[str, Decimal]]] = [
        (("guards", "minimum"), guards.minimum),
        (("guards", "tolerance"), guards.tolerance),
        (("plans", "smallest"), policy.plans.smallest),
        (("credit", "raise_alone_up_to"), policy.credit.raise_alone_up_to),
    ]
    given += [(("approvals", "verbs", at, "above"), each.above) for at, each in enumerate(policy.approvals.verbs)]
    for loc, amounts in given:
        for currency, amount in amounts.items():
            try:
                parse_amount(format(amount, "f"), currency)
            except UserError as error:
                yield Problem((*loc, currency), amount, error.message, error.way_out)


def _approvals_known(policy: Policy) -> Iterator[Problem]:
    """A yes that nobody would ever be asked for is a mistake, not a wish that may be passed over."""
    names, roles = askable_names(), [role.value for role in Role]
    for at, each in enumerate(policy.approvals.verbs):
        loc: Loc = ("approvals", "verbs", at)
        if each.verb not in names:
            yield Problem((*loc, "verb"), each.verb, f"no yes can be asked for {each.verb}", choose(each.verb, names))
        if each.role not in roles:
            yield Problem((*loc, "role"), each.role, f"there is no role {each.role}", choose(each.role, roles))


def _ladder_steps(policy: Policy) -> Iterator[tuple[Loc, int, Step]]:
    for at, stage in enumerate(policy.ladder):
        for number, step in enumerate(stage.steps):
            yield ("ladder", at, "steps", number), at + 1, step


def choose(wrong: str, known: list[str]) -> str:
    """Suggest the nearest of the known words, or list them."""
    near = get_close_matches(wrong, known, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Choose one of: {', '.join(known)}." if known else "There is none to choose from yet."
