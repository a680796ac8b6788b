"""Versions of a policy are frozen by content and compared by name."""

from dunwell.policy.file import (
    default_policy,
    diff_policies,
    load_policy,
    policy_hash,
    policy_text,
    shipped_text,
    thaw_policy,
)


def changed(old: str, new: str) -> list[str]:
    text = shipped_text("default.yaml")
    assert old in text
    return [
        str(change) for change in diff_policies(default_policy(), load_policy(text.replace(old, new, 1), "new.yaml"))
    ]


def test_comments_and_layout_do_not_make_a_version() -> None:
    text = "# mine\n" + shipped_text("default.yaml").replace("percent: 2 ", "percent: 2.00 ")
    assert policy_hash(load_policy(text, "mine.yaml")) == policy_hash(default_policy())


def test_any_number_makes_a_version() -> None:
    text = shipped_text("default.yaml").replace("min_gap_days: 3", "min_gap_days: 4")
    assert policy_hash(load_policy(text, "mine.yaml")) != policy_hash(default_policy())


def test_a_frozen_version_thaws_to_itself() -> None:
    text = shipped_text("default.yaml").replace("minimum: {}", "minimum: {EUR: 5.00}")
    policy = load_policy(text, "mine.yaml")
    assert thaw_policy(policy_text(policy)) == policy
    assert policy_hash(thaw_policy(policy_text(policy))) == policy_hash(policy)


def test_a_changed_field_is_told_with_both_values() -> None:
    assert changed("min_gap_days: 3", "min_gap_days: 5") == ["guards.min_gap_days: 3 → 5"]
    assert changed("days: [22, 29]", "days: [20, 27]") == ["ladder.late.steps.late-notice.days: 22, 29 → 20, 27"]


def test_a_new_step_is_one_change() -> None:
    assert changed(
        "    steps:\n      - step: late-notice",
        "    steps:\n      - {step: nudge, channel: sms, days: 20}\n      - step: late-notice",
    ) == ["ladder.late.steps.nudge: added step nudge; channel sms; days 20"]


def test_nothing_differs_from_itself() -> None:
    assert diff_policies(default_policy(), default_policy()) == []
