"""The ladder as a flat list: one instance for each step and day, in the order of days.

This is the view of a policy that both engines decide from. Does not decide anything.
"""

from dataclasses import dataclass

from dunwell.policy.file.model import NOTICE_CHANNELS, FriendlyStep, Policy, Step


@dataclass(frozen=True, slots=True)
class StepInstance:
    """A step on one of its days."""

    step_no: int  # from 1, rising with the day; the same for the same policy
    step_id: str
    template: str
    channel: str  # email, letter, sms, call, task
    fallback: str | None
    stage_rank: int | None  # 1 the lowest; none for a friendly step
    day: int  # of a step that counts from another: that step's first day plus its own days
    after_step_id: str | None
    after_days: int | None
    kinds: tuple[str, ...]  # empty: all kinds
    required_by_law: bool
    passes_limit: bool  # required by law, or named by the policy: the limit of contacts does not stop it
    approval: bool
    attach: tuple[str, ...]
    deadline_days: int | None
    event: str | None
    to_role: str | None

    @property
    def friendly(self) -> bool:
        """Tell whether it goes out before the due date."""
        return self.stage_rank is None

    @property
    def is_notice(self) -> bool:
        """Tell whether it is a message to the customer, not a call or a task."""
        return self.channel in NOTICE_CHANNELS

    @property
    def slot(self) -> str:
        """Give the slot whose mark it moves: the channel, or its own name for tasks and steps after another."""
        return self.step_id if self.channel == "task" or self.after_step_id else self.channel

    def applies_to(self, kind: str) -> bool:
        """Tell whether the step is for this kind of customer."""
        return not self.kinds or kind in self.kinds


def steps_of(policy: Policy) -> list[StepInstance]:
    """Unfold a policy into its step instances, numbered from 1 in the order of days, then of the file."""
    first_day = {step.step: min(step.days) for stage in policy.ladder for step in stage.steps}
    unfolded = [_friendly(step, day) for step in policy.before_due.steps for day in step.days]
    for rank, stage in enumerate(policy.ladder, 1):
        for step in stage.steps:
            start = first_day[step.after] if step.after else 0
            unfolded += [_overdue(step, rank, start + day) for day in step.days]
    unfolded.sort(key=lambda each: (each["stage_rank"] is not None, each["day"]))
    return [StepInstance(step_no=number, **each) for number, each in enumerate(unfolded, 1)]  # type: ignore[arg-type]


def _friendly(step: FriendlyStep, day: int) -> dict[str, object]:
    return {
        **_common(step, day),
        "fallback": None,
        "stage_rank": None,
        "after_step_id": None,
        "after_days": None,
        "required_by_law": False,
        "passes_limit": False,
        "approval": False,
        "deadline_days": None,
        "event": None,
        "to_role": None,
    }


def _overdue(step: Step, rank: int, day: int) -> dict[str, object]:
    return {
        **_common(step, day),
        "fallback": step.fallback,
        "stage_rank": rank,
        "after_step_id": step.after,
        "after_days": step.days[0] if step.after else None,
        "required_by_law": step.required_by_law,
        "passes_limit": step.passes_limit or step.required_by_law,
        "approval": step.approval,
        "deadline_days": step.deadline_days,
        "event": step.event,
        "to_role": step.to_role,
    }


def _common(step: FriendlyStep | Step, day: int) -> dict[str, object]:
    return {
        "step_id": step.step,
        "template": step.template or step.step,
        "channel": step.channel,
        "day": day,
        "kinds": step.kinds,
        "attach": step.attach,
    }
