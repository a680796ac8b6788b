"""The policy as a form: its ladder and its numbers in fields, each named by its place in the file. Knows no page.

What the form does not show stays in the file as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dunwell.faces.workbench.fields import LATIN
from dunwell.faces.workbench.step_cells import Cell, fault_of, more_of, read_cell, said
from dunwell.policy.file import Policy, default_policy
from dunwell.policy.file.changing import changed_file, plain_values, value_at

CHANNELS = ("email", "letter", "sms", "call", "task")
NOTICES = CHANNELS[:3]
RELEASES = {
    "all_settled": _("when nothing is past due"),
    "with_fees": _("when charges are paid, too"),
    "below_rung": _("when the customer stands below"),
    "approval": _("by a person alone"),
}
NUMBERS: tuple[tuple[str, Any, str], ...] = (
    ("guards.min_gap_days", _("Days between two messages by one way"), "number"),
    ("guards.max_contacts", _("Contacts at most"), "number"),
    ("guards.window_days", _("within so many days"), "number"),
    ("guards.stale_cash_business_days", _("Business days that cash may be old"), "number"),
    ("guards.hours", _("Hours of sending, where the customer is"), "text"),
    ("climb.min_days_in_stage", _("Days on a rung at least"), "number"),
    ("promises.promise_grace_days", _("Days that money may come later than promised"), "number"),
    ("late_charges.percent", _("Late charge, percent a month"), "text"),
    ("late_charges.min_days_past_due", _("charged from so many days past due"), "number"),
    ("hold.release", _("A hold ends"), "choice"),
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with its fields: by which way, on which days, whether a person must agree, whether it goes."""

    step: str
    template: str
    place: str
    days: Cell
    channels: tuple[str, ...]
    channel: str
    after: str
    approval: bool | None
    more: tuple[Cell, ...]  # what few steps have: behind a fold that says what stands in it

    @property
    def amiss(self) -> bool:
        """Tell whether something behind the fold is wrong."""
        return any(cell.fault for cell in self.more)


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung with its fields and steps; the first one stands for what comes before the due date."""

    stage: str
    place: str
    from_day: Cell | None
    banner: Cell | None
    hold: Cell | None
    steps: list[StepRow]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderForm:
    """The policy as fields."""

    rungs: list[Rung]
    numbers: list[Cell]


def form_of(text: str, faults: Mapping[str, str]) -> LadderForm | None:
    """Lay a file out as fields, each with its fault by its place; none where it is nothing that can be laid out."""
    facts = plain_values(text)
    if not isinstance(facts, dict) or not isinstance(facts.get("ladder"), list):
        return None
    return LadderForm(list(_rungs(facts, faults)), list(_numbers(facts, faults)))


def file_of(text: str, typed: QueryDict) -> str:
    """Write the file with what was typed into the form. A text that cannot be laid out stays as it is."""
    form = form_of(text, {})
    if form is None:
        return text
    # What goes without saying is shown, and stays unsaid until another value is typed.
    numbers = {cell.name: (_read(typed, cell.name), cell.value) for cell in form.numbers if cell.name in typed}
    changes: dict[str, Any] = {place: value for place, (value, shown) in numbers.items() if value != shown}
    added, dropped = [], []
    for rung in form.rungs:
        for cell in (rung.from_day, rung.banner):
            if cell is not None and cell.name in typed:
                changes[cell.name] = _read(typed, cell.name)
        if rung.hold is not None and f"{rung.place}.more" in typed:
            changes[rung.hold.name] = read_cell(rung.hold, typed)
        for row in rung.steps:
            changes |= _of_step(row, typed)
            if f"{row.place}.drop" in typed:
                dropped.append(row.place)
        if typed.get(f"{rung.place}.new.template"):
            added.append((f"{rung.place}.steps", _new_step(rung, form, typed)))
    facts = plain_values(text)
    changes = {place: value for place, value in changes.items() if said(value_at(facts, place)) != said(value)}
    if not (changes or added or dropped):
        return text
    return changed_file(text, changes, added=added, dropped=dropped)


def _rungs(facts: dict[str, Any], faults: Mapping[str, str]) -> Iterator[Rung]:
    before = facts.get("before_due") if isinstance(facts.get("before_due"), dict) else {}
    yield Rung("", "before_due", None, None, None, list(_steps(before, "before_due", faults)), NOTICES)
    for number, rung in enumerate(facts["ladder"]):
        if not isinstance(rung, dict):
            continue
        name = str(rung.get("stage") or f"[{number}]")
        place = f"ladder.{name}"
        day = Cell(
            f"{place}.from_day", _("From day"), "number", rung.get("from_day", ""), fault_of(faults, place, "from_day")
        )
        banner = Cell(
            f"{place}.banner", _("Banner"), "text", rung.get("banner") or "", fault_of(faults, place, "banner")
        )
        hold = Cell(f"{place}.hold", _("The account hold begins here"), "yes", rung.get("hold") is True)
        hold = replace(hold, fault=fault_of(faults, place, "hold"))
        yield Rung(name, place, day, banner, hold, list(_steps(rung, place, faults)), CHANNELS)


def _steps(holder: Any, place: str, faults: Mapping[str, str]) -> Iterator[StepRow]:
    for number, step in enumerate((holder or {}).get("steps") or []):
        if not isinstance(step, dict):
            continue
        here = f"{place}.steps[{number}]"
        days = Cell(f"{here}.days", _("Days"), "days", said(step.get("days", "")), fault_of(faults, here, "days"))
        yield StepRow(
            step=str(step.get("step", "")),
            template=str(step.get("template") or step.get("step", "")),
            place=here,
            days=days,
            channels=NOTICES if place == "before_due" else CHANNELS,
            channel=str(step.get("channel", "")),
            after=str(step.get("after") or ""),
            approval=None if place == "before_due" else step.get("approval") is True,
            more=tuple(more_of(step, here, faults, friendly=place == "before_due")),
        )


def _numbers(facts: dict[str, Any], faults: Mapping[str, str]) -> Iterator[Cell]:
    usual = Policy(name="usual", ladder=default_policy().ladder).model_dump(mode="json")
    for place, label, kind in NUMBERS:
        held = value_at(facts, place)
        value = value_at(usual, place) if held is None else held
        choices = tuple(RELEASES.items()) if kind == "choice" else ()
        yield Cell(place, label, kind, said(value), faults.get(place, ""), choices)


def _of_step(row: StepRow, typed: QueryDict) -> dict[str, Any]:
    if row.days.name not in typed:
        return {}
    told: dict[str, Any] = {
        row.days.name: _days(typed.get(row.days.name, "")),
        f"{row.place}.channel": typed.get(f"{row.place}.channel", row.channel),
    }
    if row.approval is not None:
        told[f"{row.place}.approval"] = True if f"{row.place}.approval" in typed else None
    if f"{row.place}.more" in typed:
        told |= {cell.name: read_cell(cell, typed) for cell in row.more}
    return told


def _new_step(rung: Rung, form: LadderForm, typed: QueryDict) -> dict[str, Any]:
    """Make a step of a template; its name is the template's, with a number where that is taken."""
    template = typed[f"{rung.place}.new.template"]
    taken = {row.step for each in form.rungs for row in each.steps}
    name = next(each for each in (template, *(f"{template}-{number}" for number in range(2, 100))) if each not in taken)
    step = {
        "step": name,
        "template": template if name != template else None,
        "channel": typed.get(f"{rung.place}.new.channel", "email"),
        "days": _days(typed.get(f"{rung.place}.new.days", "")),
    }
    return {key: value for key, value in step.items() if value not in (None, "")}


def _days(text: str) -> Any:
    """Read days with commas or blanks between; one alone stands by itself."""
    days = text.translate(LATIN).replace(",", " ").replace("،", " ").split()
    return days[0] if len(days) == 1 else days or ""


def _read(typed: QueryDict, name: str) -> str:
    text = typed.get(name, "").strip()
    return text if name.endswith(".banner") else text.translate(LATIN)
