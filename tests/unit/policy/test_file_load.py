"""A policy file is read whole, or every mistake in it is named with its line, field and way out."""

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.roles import askable_names
from dunwell.policy.file import PolicyErrors, load_policy, shipped_text

SMALL = """\
name: small
ladder:
  - stage: early
    from_day: 1
    steps:
      - step: nudge
        channel: email
        days: [1, 8]
  - stage: late
    from_day: 16
    steps:
      - step: ask
        channel: call
        days: 20
      - step: tell-sales
        channel: task
        after: nudge
        days: 30
guards:
  minimum: {EUR: 5.00, JPY: 500}
late_charges: {from_stage: late, percent: 1.5}
"""


def errors_of(text: str) -> list[UserError]:
    with pytest.raises(PolicyErrors) as raised:
        load_policy(text, "my.yaml")
    return raised.value.errors


def test_amounts_become_minor_units_of_their_currency() -> None:
    policy = load_policy(SMALL, "small.yaml")
    assert policy.guards.minimum_minor == {"EUR": 500, "JPY": 500}
    assert policy.late_charges.ratio == (3, 200)


def test_what_is_left_out_is_as_shipped() -> None:
    assert load_policy(SMALL, "small.yaml").guards.max_contacts == 16


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message", "way_out"),
    [
        (
            "channel: call",
            "chanel: call",
            13,
            "ladder.late.steps[0].chanel",
            "no field chanel",
            "Did you mean channel?",
        ),
        (
            "channel: call",
            "channel: cal",
            13,
            "ladder.late.steps[0].channel",
            "'cal' does not fit",
            "Did you mean call?",
        ),
        ("days: 20", "days: 9", 14, "ladder.late.steps[0].days", "Day 9 is outside stage late", "Move the day"),
        ("days: [1, 8]", "days: [8, 1]", 8, "ladder.early.steps[0].days", "do not rise", "Sort them"),
        ("days: [1, 8]", "days: soon", 8, "ladder.early.steps[0].days", "neither a number nor a list", "days: 15"),
        ("from_day: 16", "from_day: 1", 10, "ladder.late.from_day", "does not begin after early", "after 1"),
        ("after: nudge", "after: nugde", 17, "ladder.late.steps[1].after", "no notice", "Did you mean nudge?"),
        ("after: nudge", "after: ask", 17, "ladder.late.steps[1].after", "'ask' is no notice", "nudge"),
        ("days: 30", "days: [3, 9]", 18, "ladder.late.steps[1].days", "needs one number", "days: 10"),
        ("step: ask", "step: nudge", 12, "ladder.late.steps[0].step", "another step already", "another name"),
        ("stage: late\n", "stage: early\n", 9, "ladder.early.stage", "another stage already", "another name"),
        ("EUR: 5.00", "EUR: 5.001", 20, "guards.minimum.EUR", "more decimals", "2 decimals"),
        ("EUR: 5.00", "ZZZ: 5", 20, "guards.minimum.ZZZ", "not a currency code", "ISO 4217"),
        ("EUR: 5.00", "EUR: -5", 20, "guards.minimum.EUR", "-5 is below 0", "0 or more"),
        ("from_stage: late", "from_stage: latest", 21, "late_charges.from_stage", "no stage latest", "late?"),
        ("percent: 1.5", "percent: much", 21, "late_charges.percent", "not a number", "1.50"),
        ("name: small", "name: small\nname: big", 2, "name", "stands twice, first on line 1", "Keep one"),
        ("name: small", "name: &n small", 1, "name", "reference &n", "Write it out"),
        ("name: small", "nam: small", 1, "nam", "no field nam", "Did you mean name?"),
        (
            "days: 20",
            "days: 20\n        attach: [statement]",
            15,
            "ladder.late.steps[0].attach",
            "a notice",
            "Leave out",
        ),
        (
            "days: 20",
            "days: 20\n        fallback: letter",
            15,
            "ladder.late.steps[0].fallback",
            "a notice",
            "Leave out",
        ),
        ("percent: 1.5}", "percent: 1}\nguards2: {}", 22, "guards2", "no field guards2", "Did you mean guards?"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, line: int, field: str, message: str, way_out: str) -> None:
    found = [error for error in errors_of(SMALL.replace(old, new, 1)) if error.field == field]
    assert [(error.file, error.line) for error in found] == [("my.yaml", line)]
    assert message in found[0].message
    assert way_out in found[0].way_out


def test_all_mistakes_are_told_at_once_in_the_order_of_lines() -> None:
    text = SMALL.replace("days: 20", "days: twenty").replace("channel: email", "channel: mail").replace("EUR", "eur")
    assert [error.line for error in errors_of(text)] == [7, 14, 20]


def test_a_friendly_step_stands_before_the_due_date() -> None:
    text = SMALL + "before_due:\n  steps:\n    - {step: soon, channel: email, days: 3}\n"
    [error] = errors_of(text)
    assert (error.line, error.field) == (24, "before_due.steps[0].days")


def test_only_one_stage_places_the_hold() -> None:
    text = SMALL.replace("from_day: 1\n", "from_day: 1\n    hold: true\n").replace(
        "from_day: 16", "from_day: 16\n    hold: true"
    )
    assert [error.field for error in errors_of(text)] == ["ladder.late.hold"]


@pytest.mark.parametrize(
    ("rule", "field", "value", "message", "way_out"),
    [
        (
            "{verb: refund, role: owner}",
            "verb",
            "refund",
            "no yes can be asked for refund",
            "Choose one of: hand-over,",
        ),
        ("{verb: release, role: owner}", "verb", "release", "no yes can be asked", "Did you mean release-hold?"),
        ("{verb: writeoff, role: owner}", "verb", "writeoff", "no yes can be asked", "Did you mean write-off?"),
        ("{verb: waive, role: boss}", "role", "boss", "no role boss", "owner, finance"),
    ],
)
def test_a_yes_that_is_never_asked_for_is_a_mistake(
    rule: str, field: str, value: str, message: str, way_out: str
) -> None:
    text = SMALL + f"approvals:\n  verbs:\n    - {{verb: limit, role: owner}}\n    - {rule}\n"
    [error] = errors_of(text)
    assert (error.file, error.line, error.field, error.value) == ("my.yaml", 25, f"approvals.verbs[1].{field}", value)
    assert message in error.message.lower()
    assert way_out in error.way_out


@pytest.mark.parametrize("verb", askable_names())
def test_each_yes_that_can_be_asked_for_is_read(verb: str) -> None:
    policy = load_policy(SMALL + f"approvals: {{verbs: [{{verb: {verb}, role: finance}}]}}\n", "my.yaml")
    assert [each.verb for each in policy.approvals.verbs] == [verb]


def test_hours_open_before_they_close() -> None:
    text = SMALL.replace("guards:", "guards:\n  hours: 18-8")
    assert [(error.line, error.field) for error in errors_of(text)] == [(20, "guards.hours")]


@pytest.mark.parametrize(("text", "line"), [("name: [", 1), ("name: x\nladder:\n\t- a", 3), ("- a list", 1), ("", 1)])
def test_what_is_no_policy_at_all_is_refused(text: str, line: int) -> None:
    assert line in {error.line for error in errors_of(text)}


def test_the_words_of_other_countries_stay_words() -> None:
    assert load_policy(SMALL.replace("name: small", "name: no"), "my.yaml").name == "no"


def test_the_shipped_file_names_itself() -> None:
    assert load_policy(shipped_text("default.yaml"), "default.yaml").name == "default"
