"""The customers of an invented portfolio: who they are, how late they pay, and where they stand on the ladder.

This module does not know what the ladder's steps did, but for the days of the last messages.
"""

from datetime import date

import polars as pl

from dunwell.policy.bench.behind import last_days
from dunwell.policy.bench.claims import CUSTOMER
from dunwell.policy.bench.dice import Dice
from dunwell.policy.file import Policy

# Of a thousand customers: how many are so late, from the first to the last day.
_LATENESS = ((460, -30, 0), (300, 1, 15), (110, 16, 30), (80, 31, 90), (30, 91, 120), (20, 121, 240))
_COUNTRIES = {"NL": 300, "DE": 250, "FR": 150, "RO": 100, "RS": 100, "BE": 100}
_LANGUAGES = {"NL": "nl", "DE": "de", "FR": "fr", "RO": "ro", "RS": "sr-Latn", "BE": "nl"}
_FIRST_EPISODE = 1_000


def people(dice: Dice, count: int, *, running: bool) -> pl.DataFrame:
    """Invent customers: country, currency, kind, late (days past due of the oldest), and late_yesterday if running."""
    bands = {place: share for place, (share, _, _) in enumerate(_LATENESS)}
    first = {place: first for place, (_, first, _) in enumerate(_LATENESS)}
    wide = {place: last - first + 1 for place, (_, first, last) in enumerate(_LATENESS)}
    thrown = pl.select(customer_id=pl.int_range(1, count + 1)).with_columns(
        country=dice.among("country", _COUNTRIES),
        currency=dice.among("currency", {"EUR": 750, "USD": 250}),
        kind=dice.among("customer kind", {"business": 900, "consumer": 70, "public": 30}),
        band=dice.among("band", bands),
    )
    band = pl.col("band")
    late = dice.throw("late", 2**31) % band.replace_strict(wide) + band.replace_strict(first)
    return thrown.with_columns(late=late).with_columns(
        late_yesterday=pl.when(pl.lit(running) & (pl.col("late") > 1)).then(pl.col("late") - 1)
    )


def customers(
    dice: Dice, people: pl.DataFrame, items: pl.DataFrame, policy: Policy, as_of: date, *, running: bool
) -> pl.DataFrame:
    """Put each customer on its rung, with the day of the last messages, as yesterday's run left it."""
    oldest = _oldest(items)
    known = people.join(oldest, on=CUSTOMER, how="left", maintain_order="left")
    known = known.with_columns(_who(dice, as_of), **_where(policy, as_of)).with_columns(
        oldest_item_id=pl.when(pl.col("stage").is_not_null() & dice.chance("paid", 980)).then("item_id")
        .when(pl.col("stage").is_not_null()).then(2**40 + pl.col(CUSTOMER)),
        oldest_due=pl.when(pl.col("stage").is_not_null()).then("due_date"),
    )  # fmt: skip
    return _with_last_messages(known, policy, as_of) if running else _never_written_to(known)


def _oldest(items: pl.DataFrame) -> pl.DataFrame:
    first = items.sort("due_date", "item_date", "item_id").unique(CUSTOMER, keep="first", maintain_order=True)
    return first.select(CUSTOMER, "item_id", "due_date", "opened")


def _who(dice: Dice, as_of: date) -> list[pl.Expr]:
    country = pl.col("country")
    paused = dice.chance("paused", 10)
    named = {
        "version": dice.between("version", 1, 50),
        "language": country.replace_strict(_LANGUAGES),
        "business_day": dice.chance("business day", 990),
        "charge_verdict": pl.when(country == "RS").then(pl.lit("doubtful")).otherwise(pl.lit("safe")),
        "reply_waiting": dice.chance("reply", 5),
        "paused": paused,
        "pause_ended_on": pl.when(dice.chance("pause over", 10)).then(
            pl.lit(as_of) - pl.duration(days=dice.throw("since", 90))
        ),
        "reach_email": dice.chance("email", 960),
        "reach_letter": dice.chance("letter", 980),
        "reach_sms": dice.chance("sms", 100),
        **{f"fix_asked_{channel}": dice.chance(f"fix {channel}", 900) for channel in ("email", "letter", "sms")},
    }
    return [made.alias(name) for name, made in named.items()]


def _where(policy: Policy, as_of: date) -> dict[str, pl.Expr]:
    late = pl.col("late_yesterday")
    stage = pl.sum_horizontal(late >= stage.from_day for stage in policy.ladder).cast(pl.Int64)
    stage = pl.when(late.is_not_null()).then(stage)
    since = {rank: stage.from_day for rank, stage in enumerate(policy.ladder, 1)}
    came = pl.lit(as_of) - pl.duration(days=pl.col("late") - stage.replace_strict(since, default=None))
    months = (late - since.get(policy.charge_rank or 0, 0)) // 30
    charged = (stage >= (policy.charge_rank or len(policy.ladder) + 1)) & (months >= 0)
    return {
        "episode_id": pl.when(late.is_not_null()).then(pl.col(CUSTOMER) + _FIRST_EPISODE),
        "stage": stage,
        "floor": pl.when(late.is_not_null()).then(pl.lit(1)),
        "stage_since": came,
        "placed_stage": pl.lit(None, dtype=pl.Int64),
        "told": (late - stage.replace_strict(since, default=None) > 2).fill_null(False),
        "handed_over": (late > 150).fill_null(False),
        "hold": (stage >= (policy.hold_rank or len(policy.ladder) + 1)).fill_null(False)
        | (pl.col("agreed") == "hold").fill_null(False),
        "trace_on": pl.lit(None, dtype=pl.Date),
        "last_charge_on": pl.when(charged).then(
            pl.lit(as_of) - pl.duration(days=1 + late - since.get(policy.charge_rank or 0, 0) - 30 * months)
        ),
    }


def _with_last_messages(known: pl.DataFrame, policy: Policy, as_of: date) -> pl.DataFrame:
    """Date the last message on each channel by the days of its newest step, whoever carried it in the end."""
    last = last_days(known.select(CUSTOMER, "late_yesterday"), policy)
    joined = known.join(last, on=CUSTOMER, how="left", maintain_order="left")
    on = {name: pl.col("due_date") + pl.duration(days=pl.col(f"last_{name}")) for name in ("email", "call")}
    by_mail = pl.col("reach_email")
    email, letter = pl.when(by_mail).then(on["email"]), pl.when(~by_mail & pl.col("reach_letter")).then(on["email"])
    nothing_sent = pl.lit(None, dtype=pl.Date)
    return joined.with_columns(
        last_email_on=email, last_letter_on=letter, last_sms_on=nothing_sent, last_overdue_email_on=email,
        last_overdue_letter_on=letter, last_overdue_sms_on=nothing_sent, last_call_on=on["call"],
        contacts=pl.col("contacts").fill_null(0),
    )  # fmt: skip


def _never_written_to(known: pl.DataFrame) -> pl.DataFrame:
    channels = ("email", "letter", "sms")
    days = [f"{fact}_{channel}_on" for fact in ("last", "last_overdue") for channel in channels]
    return known.with_columns(
        *(pl.lit(None, dtype=pl.Date).alias(name) for name in (*days, "last_call_on")), contacts=pl.lit(0)
    )
