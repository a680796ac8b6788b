"""Run the days ahead twice, by the policy in force and by another, and tell what each would do. Writes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from dunwell.data.apart import books_apart
from dunwell.data.books import Books
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role, Verb
from dunwell.policy.file import Policy, load_policy, policy_hash, policy_text
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.run_collections import run_with
from dunwell.usecases.running import decide_and_review
from dunwell.usecases.trying.paying import pay_as_before, usual_delays
from dunwell.usecases.trying.telling import told
from dunwell.usecases.work import Answer, Caller, Work, find_company

MOST_DAYS = 366
PAYING = ("nobody", "past")
MORNING = time(9)
NOT_PLAYED = ("invoices", "answers", "work", "bounces", "yes")
"""What does not happen while the days go by: see `docs/policy.md`."""


def simulate(caller: Caller, *, text: str, path: str = "policy", days: int = 90, paying: str = "nobody") -> Answer:
    """Try a policy for so many days from tomorrow: what it would do, beside the policies in force.

    `paying`: nobody pays, or (`past`) each customer pays what falls due as late as it has on average in the last
    year; what is later than that already is not paid. All that a run brings is played: the ladder, late charges, what
    the law gives, messages about plans, duties; `not_played` names what people would do besides. Raises PolicyErrors
    with all mistakes of the text, UserError `bad_days`.
    """
    if not 1 <= days <= MOST_DAYS or paying not in PAYING:
        raise UserError(
            "bad_days",
            f"{days} days with {paying} paying cannot be tried",
            f"Give 1 to {MOST_DAYS} days, and nobody or past",
            field="days",
            value=days,
        )
    policy = load_policy(text, path)
    first = _first_day(caller)
    with books_apart():
        with _undone():
            now = _played(caller, None, first, days, paying)
        with _undone():
            new = _played(caller, policy, first, days, paying)
    return {
        "policy": policy.name,
        "digest": policy_hash(policy),
        "from": first.isoformat(),
        "to": (first + timedelta(days=days - 1)).isoformat(),
        "paying": paying,
        "in_force": now,
        "tried": new,
        "not_played": list(NOT_PLAYED),
    }


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _first_day(caller: Caller) -> date:
    """Give tomorrow, or the day after the last run where that lies ahead."""
    books = Books(find_company(caller.company))
    last = books.runs.carried_out().order_by("-as_of").values_list("as_of", flat=True).first()
    after: date = max(caller.today, last or caller.today) + timedelta(days=1)
    return after


def _played(caller: Caller, policy: Policy | None, first: date, days: int, paying: str) -> dict[str, Any]:
    work = _morning(caller, first)
    if policy is not None:
        _put_in_force(work, policy)
    delays = usual_delays(work, first) if paying == "past" else {}
    runs: list[int] = []
    paid: dict[str, int] = {}
    for number in range(days):
        on = first + timedelta(days=number)
        if delays:
            for currency, minor in pay_as_before(_morning(caller, on), delays, on).items():
                paid[currency] = paid.get(currency, 0) + minor
        answer = run_with(
            decide_and_review,
            _morning(caller, on),
            as_of=on,
            allow_stale=True,
            approved=True,
            delivered=True,
            full=False,
        )
        runs.append(answer["run"])
    return {**told(work.books, runs, first), "paid_minor": paid}


def _morning(caller: Caller, on: date) -> Work:
    """Give work in the morning of a day; a trial is nobody's own deed, and looking is open to every role."""
    at = datetime.combine(on, MORNING, UTC)
    return Work(replace(caller, today=on, at=at, role=Role.OWNER, key=None, dry=False), Verb.RUN)


def _put_in_force(work: Work, policy: Policy) -> None:
    """Let all customers follow a policy, running episodes too: on the stage of the same name, else of the same rank."""
    work.note({"policy": policy.name, "tried": True})
    version = work.books.policy_versions.create(
        name=policy.name,
        digest=policy_hash(policy),
        text=policy_text(policy),
        activated_on=work.today,
        **work.stamp,
    )
    running = work.books.episodes.standing()
    for before in work.books.policy_versions.filter(pk__in=running.values("policy_version_id")):
        _move(running.filter(policy_version=before), thawed(before.text), policy)
    running.update(policy_version=version)
    work.books.customers.exclude(policy_name="").update(policy_name="")
    work.company.policy_name = policy.name
    work.company.save(update_fields=["policy_name"])
    work.books.customers.review_all()


def _move(episodes: Any, before: Policy, after: Policy) -> None:
    names = {stage.stage: rank for rank, stage in enumerate(after.ladder, 1)}
    top = len(after.ladder)
    ranks = {rank: names.get(stage.stage, min(rank, top)) for rank, stage in enumerate(before.ladder, 1)}
    # Those whose rank changes are named first, so that none is moved twice.
    groups = {rank: list(episodes.filter(stage=rank).values_list("pk", flat=True)) for rank in ranks}
    for rank, members in groups.items():
        if ranks[rank] != rank and members:
            episodes.filter(pk__in=members).update(stage=ranks[rank], floor=1)
