"""The shipped policy says what docs/deciding.md's table says, day by day."""

from collections import defaultdict

from dunwell.policy.file import default_policy, policy_schema, shipped_text, show_policy, steps_of

TABLE = """
-7   email upcoming
-2   email due-soon
1    email just-overdue
15   email polite-inquiry
22   email late-notice
28   call ask-when
29   email late-notice
91   email on-hold
93   call demand-payment
98   email on-hold
100  call demand-payment
100  task suspend-services
105  email on-hold
107  call demand-payment
112  email on-hold
114  call demand-payment
119  email on-hold
122  email final-warning
122  call final-call
132  task hand-over
132  task cancel-services
"""
EMAILS_OF_DELINQUENT = [32, 35, 39, 42, 46, 49, 53, 56, 60, 63, 67, 70, 74, 77, 81, 84, 88]
CALLS_OF_DELINQUENT = [33, 40, 47, 54, 61, 68, 75, 82, 89]


def test_every_step_stands_on_its_day() -> None:
    expected = [tuple(line.split()) for line in TABLE.strip().splitlines()]
    expected += [(str(day), "email", "delinquent") for day in EMAILS_OF_DELINQUENT]
    expected += [(str(day), "call", "ask-for-payment") for day in CALLS_OF_DELINQUENT]
    got = [(str(step.day), step.channel, step.step_id) for step in steps_of(default_policy())]
    assert sorted(got) == sorted(expected)


def test_stages_begin_on_their_days() -> None:
    starts = [(stage.stage, stage.from_day, stage.banner, stage.hold) for stage in default_policy().ladder]
    assert starts == [
        ("past-due", 1, None, False),
        ("late", 16, None, False),
        ("delinquent", 31, "PAST DUE ACCOUNT", False),
        ("account-hold", 91, "ACCOUNT ON HOLD", True),
        ("litigation", 121, None, False),
    ]


def test_every_overdue_email_falls_back_to_a_letter_and_no_friendly_one_does() -> None:
    fallbacks = defaultdict(set)
    for step in steps_of(default_policy()):
        fallbacks[step.channel, step.friendly].add(step.fallback)
    assert fallbacks == {
        ("email", True): {None},
        ("email", False): {"letter"},
        ("call", False): {None},
        ("task", False): {None},
    }


def test_steps_are_numbered_from_one_in_the_order_of_days() -> None:
    steps = steps_of(default_policy())
    assert [step.step_no for step in steps] == list(range(1, len(steps) + 1))
    assert [step.day for step in steps] == sorted(step.day for step in steps)


def test_tasks_count_from_the_notice_before_them() -> None:
    counted = {
        s.step_id: (s.after_step_id, s.after_days, s.day, s.stage_rank)
        for s in steps_of(default_policy())
        if s.after_days
    }
    assert counted == {
        "suspend-services": ("on-hold", 9, 100, 4),
        "hand-over": ("final-warning", 10, 132, 5),
        "cancel-services": ("final-warning", 10, 132, 5),
    }


def test_only_the_final_warning_passes_the_limit_of_contacts() -> None:
    assert {step.step_id for step in steps_of(default_policy()) if step.passes_limit} == {"final-warning"}


def test_numbers_are_those_of_the_rules() -> None:
    policy = default_policy()
    guards, climb = policy.guards, policy.climb
    assert (guards.min_gap_days, guards.max_contacts, guards.window_days) == (3, 16, 30)
    assert (guards.minimum_minor, guards.tolerance_minor, guards.stale_cash_business_days) == ({}, {}, 3)
    assert (guards.business_days_only, guards.opens_hour, guards.closes_hour) == (True, 8, 18)
    assert (climb.min_days_in_stage, climb.trace_wait_days) == (7, 14)
    assert (policy.highest_untold_rank, policy.highest_fees_only_rank, policy.friendly_until_rank) == (4, 2, 3)
    assert (policy.hold_rank, policy.hold.release, policy.charge_rank) == (4, "all_settled", 4)
    assert (policy.late_charges.ratio, policy.late_charges.min_days_past_due) == ((2, 100), 30)
    assert (policy.promises.promise_grace_days, policy.before_due.staff_digest_days) == (2, -7)


def test_the_banner_of_the_hold_stands_as_long_as_the_hold() -> None:
    policy = default_policy()
    assert policy.banner_for(1, on_hold=True) == "ACCOUNT ON HOLD"
    assert policy.banner_for(5, on_hold=True) == "ACCOUNT ON HOLD"
    assert policy.banner_for(3, on_hold=False) == "PAST DUE ACCOUNT"
    assert policy.banner_for(4, on_hold=False) is None
    assert policy.banner_for(None, on_hold=False) is None


def test_the_target_is_the_highest_stage_reached() -> None:
    policy = default_policy()
    days = [0, 1, 15, 16, 30, 31, 90, 91, 120, 121, 999]
    assert [policy.target_rank(day) for day in days] == [None, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_the_shipped_schema_is_the_one_of_the_models() -> None:
    assert shipped_text("policy.schema.json") == policy_schema()


def test_it_reads_as_plain_sentences() -> None:
    told = "\n".join(show_policy(default_policy()))
    assert "Stage 4, account-hold: days 91 to 120 past due" in told
    assert "9 days after on-hold" in told
    assert "From stage account-hold: 2 % a month of invoices at least 30 days past due." in told
