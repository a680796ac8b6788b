"""What earlier runs left behind, as rows: runs, episodes, marks, and the last notices and calls. Knows no rule."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from dunwell.data.books import Books
from dunwell.data.models import Call, Company, Decision, Episode, Message, StageChange, StepMark
from dunwell.policy.facts import Facts
from dunwell.policy.file import Policy, steps_of

Tables = list[tuple[Any, pl.DataFrame]]
_KEY = ("customer_id", "episode_id", "item_id", "due_date", "opened")


def written_history(facts: Facts, policy: Policy, version_id: int, company: Company) -> Tables:
    """Lay out what runs wrote until the day before, by table; a run is recorded for each day of it."""
    standing = facts.customers.filter(pl.col("episode_id").is_not_null())
    decisions = _decisions(facts, policy)
    runs = _runs(company, decisions["as_of"].unique().sort().to_list(), facts.as_of - timedelta(days=1))
    decisions = decisions.join(runs, on="as_of")
    messages = decisions.filter(pl.col("channel") != "call").select(
        "customer_id",
        "channel",
        decision_id="id",
        language=pl.lit("en"),
        state=pl.lit("delivered"),
        delivered_on="as_of",
    )
    calls = decisions.filter(channel="call").select(
        "customer_id", decision_id="id", state=pl.lit("done"), done_on="as_of"
    )
    return [
        *_episodes(standing, version_id),
        (StepMark, facts.marks.select(*_KEY, "slot", "last_day")),
        (Decision, decisions),
        (Message, messages),
        (Call, calls),
    ]


def _episodes(standing: pl.DataFrame, version_id: int) -> Tables:
    # An oldest claim that was paid since is not in the facts any more: here nothing says which it was.
    known = pl.col("oldest_item_id") < 2**40
    rows = standing.select(
        "customer_id", "stage", "floor", "stage_since", "last_charge_on", id="episode_id", began_on="stage_since",
        policy_version_id=pl.lit(version_id),
        oldest_item_id=pl.when(known).then("oldest_item_id"), oldest_due=pl.when(known).then("oldest_due"),
    )  # fmt: skip
    changes = rows.select(
        "customer_id", "stage", "floor", "stage_since", "oldest_item_id", "oldest_due", episode_id="id",
        changed_on="stage_since",
    )  # fmt: skip
    return [(Episode, rows), (StageChange, changes)]


def _decisions(facts: Facts, policy: Policy) -> pl.DataFrame:
    """Lay out the newest notice and call of each customer, and the deliveries from which other steps count."""
    dates = {"email": "last_email_on", "letter": "last_letter_on", "call": "last_call_on"}
    found = []
    for channel, column in dates.items():
        last = facts.customers.filter(pl.col(column).is_not_null()).select("customer_id", as_of=column)
        slot = "call" if channel == "call" else "email"
        found.append(
            facts.marks.filter(slot=slot)
            .join(last, on="customer_id")
            .with_columns(days=(pl.col("as_of") - pl.col("due_date")).dt.total_days(), channel=pl.lit(channel))
            .join(_steps(policy).filter(slot=slot).drop("slot"), left_on="days", right_on="step_day", coalesce=False)
            .filter(pl.col("days") <= pl.col("last_day"))
        )
    reached = facts.marks.filter(slot="email").select("customer_id", "last_day")
    first = (
        facts.delivered.join(_steps(policy).unique("step_id", keep="first", maintain_order=True), on="step_id")
        .join(reached, on="customer_id")
        .filter(pl.col("step_day") <= pl.col("last_day"))
    )
    found.append(
        first.with_columns(
            as_of="first_on", channel=pl.lit("email"), days=(pl.col("first_on") - pl.col("due_date")).dt.total_days()
        )
    )
    columns = [*_KEY, "as_of", "days", "channel", "step_no", "step_id", "step_day", "stage", "template"]
    rows = pl.concat([each.select(columns) for each in found]).unique(
        [*_KEY, "step_id", "step_day"], maintain_order=True
    )
    return rows.sort("as_of", "customer_id").with_columns(
        id=pl.int_range(1, pl.len() + 1), episode_key="episode_id", group_no=pl.lit(0), state=pl.lit("carried_out")
    )


def _steps(policy: Policy) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (s.step_no, s.step_id, s.day, s.stage_rank, s.template, s.slot)
            for s in steps_of(policy)
            if not s.friendly and s.after_step_id is None
        ],
        schema={
            "step_no": pl.Int64,
            "step_id": pl.String,
            "step_day": pl.Int64,
            "stage": pl.Int64,
            "template": pl.String,
            "slot": pl.String,
        },
        orient="row",
    )


def _runs(company: Company, days: list[date], yesterday: date) -> pl.DataFrame:
    """Record a run for each day; the seq of their journal entries is that of the books' one entry."""
    books = Books(company)
    made = [
        (day, books.runs.create(as_of=day, state="done", approved_by="bench", applied_on=day, recorded_on=day).pk)
        for day in sorted({*days, yesterday})
    ]
    return pl.DataFrame(made, schema={"as_of": pl.Date, "run_id": pl.Int64}, orient="row")
