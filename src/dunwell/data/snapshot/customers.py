"""The customers of a snapshot: where each stands, how it is reached, what stops us, what it got lately."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import polars as pl

from dunwell.data.models import Company
from dunwell.data.snapshot.places import with_places
from dunwell.data.snapshot.reading import Reader, with_all
from dunwell.data.snapshot.scope import decided_by
from dunwell.data.snapshot.sent import Sent
from dunwell.policy.facts import CustomerRow, schema
from dunwell.policy.file import Policy

CHANNELS = ("email", "letter", "sms")


def take_customers(
    reader: Reader, company: Company, as_of: date, version_id: int, policy: Policy, sent: Sent, addresses: pl.DataFrame
) -> tuple[pl.DataFrame, bool]:
    """Gather the customers for whom a policy version decides, one row each, and tell whether it does for all.

    `addresses`: all that are known of them, as `take_addresses` gives them.
    """
    rows = with_all(reader.frame(_CUSTOMERS, _CUSTOMER_COLUMNS, filled=_CUSTOMER_COLUMNS), "customer_id", sent.episodes)
    ours = rows.filter(decided_by(company, version_id))
    whole = ours.height == rows.height
    rows = with_places(ours, company, as_of)
    rows = with_all(
        rows,
        "customer_id",
        _standing(reader),
        sent.told().with_columns(told=True),
        _pauses(reader, as_of),
        addresses.group_by("customer_id").agg(_by_channel()),
        _last_contacts(sent, as_of, policy),
    )
    tasks = reader.frame(_ASKED, {"customer_id": pl.Int64, "key": pl.String, "raised_on": pl.Date})
    rows = _unasked(rows) if tasks.is_empty() else _asked(rows, tasks)
    return rows.select(_row()), whole


def _unasked(rows: pl.DataFrame) -> pl.DataFrame:
    """Say that nobody was asked for anything yet."""
    nothing = {f"fix_asked_{channel}": pl.lit(value=False) for channel in CHANNELS}
    return rows.with_columns(trace_on=pl.lit(None, dtype=pl.Date), **nothing)


@cache
def _row() -> list[pl.Expr]:
    return [_filled(name, kind) for name, kind in schema(CustomerRow).items()]


def _filled(name: str, kind: Any) -> pl.Expr:
    """Say no, or none, where nothing was found."""
    if kind == pl.Boolean:
        return pl.col(name).fill_null(value=False)
    return pl.col(name).fill_null(0) if name == "contacts" else pl.col(name)


def _standing(reader: Reader) -> pl.DataFrame:
    """Tell of whom a hand-over, a reply, a hold or a placement stands."""
    found = reader.frame(_STANDING, {"customer_id": pl.Int64, "what": pl.String, "stage": pl.Int64})
    return found.group_by("customer_id").agg(_flags())


@cache
def _flags() -> list[pl.Expr]:
    what = pl.col("what")
    flags = [(what == name).any().alias(name) for name in ("handed_over", "reply_waiting", "hold")]
    return [*flags, pl.col("stage").max().alias("placed_stage")]


def _pauses(reader: Reader, as_of: date) -> pl.DataFrame:
    """Tell who is paused, and the first day after the newest pause that has ended."""
    rows = reader.frame(
        "SELECT t.customer_id, t.begun_on, t.until, t.ended_on FROM data_pause t WHERE {mine}",
        {"customer_id": pl.Int64, "begun_on": pl.Date, "until": pl.Date, "ended_on": pl.Date},
    )
    rows = rows if rows.is_empty() else rows.filter(pl.col("begun_on") <= as_of)
    rows = rows.with_columns(over=pl.min_horizontal(pl.col("until") + timedelta(days=1), "ended_on"))
    over = pl.col("over")
    # Where a new pause begins on the day on which the old one is over, no pause has ended: it was replaced.
    replaced = over.is_in(pl.col("begun_on").filter(over > pl.col("begun_on")).implode())
    return rows.group_by("customer_id").agg(
        paused=(over > as_of).any(), pause_ended_on=over.filter(over <= as_of, ~replaced).max()
    )


def take_addresses(reader: Reader) -> pl.DataFrame:
    """Gather all addresses (customer_id, channel, address_id, rank), working or not.

    rank: whom to write to first: whoever pays the bills, else the customer in general, else anybody; `BROKEN`: nobody
    can be reached there.
    """
    return reader.frame(_ADDRESSES, _ADDRESS_COLUMNS, filled=_ADDRESS_COLUMNS)


def newest_working(addresses: pl.DataFrame) -> pl.DataFrame:
    """Keep by customer and channel the address to write to: the first in rank that works, the newest of these."""
    working = addresses.filter(pl.col("rank") < BROKEN)
    first = working.sort("customer_id", "channel", "rank", "address_id", descending=[False, False, False, True])
    return first.unique(["customer_id", "channel"], keep="first", maintain_order=True).drop("rank")


@cache
def _by_channel() -> list[pl.Expr]:
    """Tell by channel whether an address works, and which is the newest, working or not."""
    one = {channel: pl.col("channel") == channel for channel in CHANNELS}
    works, newest = pl.col("rank") < BROKEN, pl.col("address_id")
    return [
        *((works & here).any().alias(f"reach_{channel}") for channel, here in one.items()),
        *(newest.filter(here).max().alias(f"newest_{channel}") for channel, here in one.items()),
        newest.max().alias("newest_any"),
    ]


def window_start(as_of: date, policy: Policy) -> date:
    """Name the day after which contacts count: what lies before both the window and the gap can decide nothing."""
    guards = policy.guards
    return as_of - timedelta(days=max(guards.window_days, guards.min_gap_days))


def _last_contacts(sent: Sent, as_of: date, policy: Policy) -> pl.DataFrame:
    """Tell the last notice, overdue notice and call by channel, and the contacts in the window."""
    rows = sent.contacts(window_start(as_of, policy), as_of)
    in_window = pl.col("as_of") > as_of - timedelta(days=policy.guards.window_days)
    return rows.group_by("customer_id").agg(*_newest_days(), contacts=in_window.sum().cast(pl.Int64))


@cache
def _newest_days() -> list[pl.Expr]:
    day, overdue = pl.col("as_of"), pl.col("overdue")
    one = {channel: pl.col("channel") == channel for channel in (*CHANNELS, "call")}
    return [
        *(day.filter(here).max().alias(f"last_{channel}_on") for channel, here in one.items()),
        *(day.filter(one[c] & overdue).max().alias(f"last_overdue_{c}_on") for c in CHANNELS),
    ]


def _asked(rows: pl.DataFrame, tasks: pl.DataFrame) -> pl.DataFrame:
    """Add fix_asked_* and trace_on: a task stands for the newest address there was when it was raised."""
    newest = [pl.col(f"newest_{channel}").fill_null(0) for channel in CHANNELS]
    rows = rows.with_columns(
        *(
            pl.concat_str(pl.lit(f"fix-contact:{c}:"), n).alias(f"fix_{c}")
            for c, n in zip(CHANNELS, newest, strict=True)
        ),
        pl.concat_str(pl.lit("trace-address:"), pl.col("newest_any").fill_null(0)).alias("trace_key"),
    )
    for channel in CHANNELS:
        asked = tasks.select("customer_id", pl.col("key").alias(f"fix_{channel}"), pl.lit(value=True).alias("asked"))
        rows = rows.join(asked, on=["customer_id", f"fix_{channel}"], how="left").rename(
            {"asked": f"fix_asked_{channel}"}
        )
    traced = tasks.select("customer_id", pl.col("key").alias("trace_key"), pl.col("raised_on").alias("trace_on"))
    # Whether anything works is the decision's to see: a number for texts is nothing where the policy sends none.
    return rows.join(traced, on=["customer_id", "trace_key"], how="left")


_CUSTOMER_COLUMNS = {
    "customer_id": pl.Int64,
    "version": pl.Int64,
    "kind": pl.String,
    "language": pl.String,
    "country": pl.String,
    "region": pl.String,
    "law": pl.String,
    "policy_name": pl.String,
}
_CUSTOMERS = """
SELECT t.id, t.version, t.kind, t.language, t.country, t.region, t.law, t.policy_name
FROM data_customer t WHERE {me} ORDER BY t.id
"""
_STANDING = """
SELECT t.customer_id, 'handed_over', CAST(NULL AS integer) FROM data_handover t WHERE {mine} AND t.ended_on IS NULL
UNION ALL
SELECT t.customer_id, 'reply_waiting', NULL FROM data_reply t WHERE {mine} AND t.ended_on IS NULL
UNION ALL
SELECT t.customer_id, 'hold', NULL FROM data_hold t WHERE {mine} AND t.ended_on IS NULL
UNION ALL
SELECT t.customer_id, 'placed', t.stage FROM data_placement t WHERE {mine} AND t.ended_on IS NULL
"""
BROKEN = 3
_ADDRESS_COLUMNS = {"customer_id": pl.Int64, "channel": pl.String, "address_id": pl.Int64, "rank": pl.Int64}
_ADDRESSES = f"""
SELECT t.customer_id, t.channel, t.id,
       CASE WHEN t.ended_on IS NOT NULL OR t.bounced_on IS NOT NULL THEN {BROKEN}
            WHEN t.contact_id IS NULL THEN 1 WHEN c.role = 'payables' THEN 0 ELSE 2 END
FROM data_address t LEFT JOIN data_contact c ON c.company_id = t.company_id AND c.id = t.contact_id
WHERE {{mine}}
"""  # noqa: S608 - a number of ours
_ASKED = """
SELECT t.customer_id, t.key, t.raised_on FROM data_task t WHERE {mine} AND t.task IN ('fix-contact', 'trace-address')
"""
