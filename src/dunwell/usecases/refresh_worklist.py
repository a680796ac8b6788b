"""Make the rows of the worklist anew, for whom anything was written about, and for all when a day begins.

What it writes is derived and thrown away at will, so that it is in no journal. Set-based: a handful of statements for
any number of customers. Knows no page.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from secrets import randbits
from time import sleep
from typing import Any

import polars as pl
from django.db import connection, transaction

from dunwell.data.books import Books
from dunwell.data.journal import newest_id, subjects_between
from dunwell.data.models import Company, WorkRow
from dunwell.data.plans.writing import append
from dunwell.data.snapshot.reading import Reader
from dunwell.domain.urgency import (
    AGE_MOST,
    AMOUNT_MOST,
    BROKEN,
    BROKEN_DAYS,
    DAYS_A_POINT,
    DUE,
    NOTHING_TO_DO,
    WAITS,
    stopping,
)
from dunwell.queries.policy_in_force import policy_in

FEW = 2_000
"""So many customers are made anew by their ids; of more, all are."""
PIECE = 1_000
"""Customers whose rows are written at a time where one writes at a time: some hundredths of a second."""
GAP = timedelta(milliseconds=50)
"""Between two pieces, in which others who wait to write get their turn."""


def refresh_worklist(company: Company, today: date) -> bool:
    """Bring the rows up to date, and tell whether anything was made anew.

    Whoever only looks pays one short statement: the newest journal entry is compared with the one seen last.
    """
    newest, states = newest_id(company), Books(company).work_states
    state = states.first()
    if state is not None and state.seen_seq == newest and state.scored_on == today:
        return False
    if connection.vendor == "sqlite" and is_far_behind(company, today):
        return _make_all_by_pieces(company, today)
    with transaction.atomic():
        if state is None:
            states.create()
        state = states.select_for_update().get()
        newest = newest_id(company)
        changed = _changed(company, state.seen_seq, newest) if state.scored_on == today else None
        if changed is None:
            rows, state.thresholds = _all(company, today)
            Books(company).work_rows.delete()
            append(WorkRow, rows, company_id=company.pk)
        elif changed:
            _replace(company, changed, _scored(_rows(company, today, changed), state.thresholds))
        state.seen_seq, state.scored_on = newest, today
        state.save()
    return True


def is_far_behind(company: Company, today: date) -> bool:
    """Tell whether all rows have to be made anew, which over large books takes longer than a page may."""
    state, newest = Books(company).work_states.first(), newest_id(company)
    if state is None or state.scored_on != today:
        return True
    return state.seen_seq != newest and _changed(company, state.seen_seq, newest) is None


def _changed(company: Company, seen: int, newest: int) -> list[int] | None:
    """Name the customers written to since an entry; none where that is everybody, or cannot be told."""
    subjects = subjects_between(company, seen, newest, limit=FEW + 1)
    if None in subjects or len(subjects) > FEW:
        return None
    return sorted(subject for subject in subjects if subject is not None)


def _all(company: Company, today: date) -> tuple[pl.DataFrame, dict[str, list[int]]]:
    """Make the rows of everybody, and the amounts at which claims gain points."""
    rows = _rows(company, today, None)
    thresholds = {
        str(currency): _steps(amounts["overdue_minor"])
        for (currency,), amounts in rows.filter(pl.col("overdue_minor") > 0).group_by("currency")
    }
    return _scored(rows, thresholds), thresholds


def _make_all_by_pieces(company: Company, today: date) -> bool:
    """Make all rows anew where one writes at a time, and hold nobody up: work out first, then write piece by piece.

    Only what is not as it stands is written. Who begins after us takes over, and we leave the rest to them.
    """
    states, mine = Books(company).work_states, -1 - randbits(62)  # no entry is called so: nobody takes it for fresh
    with transaction.atomic():
        states.get_or_create()
        states.update(seen_seq=mine, scored_on=None)
    newest = newest_id(company)
    rows, thresholds = _all(company, today)
    customers = _to_replace(company, rows)
    for begin in range(0, len(customers), PIECE):
        piece = customers[begin : begin + PIECE]
        with transaction.atomic():
            if not states.filter(seen_seq=mine).exists():
                return True
            _replace(company, piece.to_list(), rows.filter(pl.col("customer_id").is_in(piece.implode())))
        if begin + PIECE < len(customers):
            sleep(GAP.total_seconds())
    states.filter(seen_seq=mine).update(seen_seq=newest, scored_on=today, thresholds=thresholds)
    return True


def _to_replace(company: Company, rows: pl.DataFrame) -> pl.Series:
    """Name the customers whose rows are not, all and in all, as they stand."""
    stands = Reader(company.pk).frame(_STANDS, _STANDS_COLUMNS)
    by, made = list(_STANDS_COLUMNS), rows.select(pl.col(name).cast(kind) for name, kind in _STANDS_COLUMNS.items())
    apart = [one.join(other, on=by, how="anti", nulls_equal=True) for one, other in ((stands, made), (made, stands))]
    return pl.concat(apart)["customer_id"].unique().sort()


def _replace(company: Company, customers: list[int], rows: pl.DataFrame) -> None:
    Books(company).work_rows.filter(customer__in=customers).delete()
    append(WorkRow, rows, company_id=company.pk)


def _steps(amounts: pl.Series) -> list[int]:
    """Give the amounts at which a claim gains a point: each step holds as many customers as the others."""
    ordered = amounts.sort()
    return [int(ordered[min(len(ordered) - 1, len(ordered) * step // AMOUNT_MOST)]) for step in range(AMOUNT_MOST)]


def _rows(company: Company, today: date, customers: Iterable[int] | None) -> pl.DataFrame:
    """Gather one row for each customer and currency with anything open."""
    read = Reader(company.pk, customers).frame
    sums = read(_SUMS, _SUM_COLUMNS)
    past = read(_PAST, {"customer_id": pl.Int64, "currency": pl.String, "past_minor": pl.Int64}, today)
    by = ["customer_id", "currency"]
    money = {"customer_id": pl.Int64, "currency": pl.String, "minor": pl.Int64}
    rows = sums.join(past, on=by, how="left").with_columns(overdue_minor=pl.col("past_minor").fill_null(0))
    promised = read(_PROMISED, {**money, "promised_on": pl.Date})
    for name, table in (
        ("promised_minor", promised),
        ("disputed_minor", read(_DISPUTED, money)),
        ("credit_minor", read(_CREDIT, money)),
    ):
        rows = rows.join(table.rename({"minor": name}), on=by, how="left").with_columns(pl.col(name).fill_null(0))
    broken = read(_BROKEN, {"customer_id": pl.Int64, "currency": pl.String}, today - timedelta(days=BROKEN_DAYS))
    rows = rows.join(broken.unique().with_columns(broken=pl.lit(True)), on=by, how="left")
    who = read(_WHO, _WHO_COLUMNS)
    one = {"customer_id": pl.Int64}
    waits = pl.concat([read(each, {**one, "number": pl.Int64}) for each in _WAITING]).group_by("customer_id").sum()
    contact = pl.concat([read(each, {**one, "last_contact_on": pl.Date}) for each in _CONTACTS])
    steps = read(_STEPS, {**one, "channel": pl.String, "template": pl.String, "as_of": pl.Date})
    step = (
        steps.sort("as_of")
        .unique("customer_id", keep="last")
        .select("customer_id", step=pl.concat_str(["channel", "template"], separator=":"), step_on="as_of")
    )
    rows = (
        rows.join(who, on="customer_id")
        .join(_stages(company), on=["version_id", "rank"], how="left")
        .join(waits.rename({"number": "waits"}), on="customer_id", how="left")
        .join(contact.group_by("customer_id").max(), on="customer_id", how="left")
        .join(step, on="customer_id", how="left")
    )
    return rows.with_columns(
        days=(pl.lit(today) - pl.col("oldest_due")).dt.total_days(),
        waits=pl.col("waits").fill_null(0).cast(pl.Int64),
        stage=pl.col("stage").fill_null(""),
        step=pl.col("step").fill_null(""),
        due=pl.col("step_on") == pl.lit(today),
    )


def _stages(company: Company) -> pl.DataFrame:
    """Name the rungs of each policy version in use: version_id, rank, stage."""
    versions = Books(company).policy_versions.filter(
        pk__in=Books(company).episodes.standing().order_by().values("policy_version_id").distinct()
    )
    named = [
        (version.pk, rank, rung.stage)
        for version in versions
        for rank, rung in enumerate(policy_in(version).ladder, start=1)
    ]
    return pl.DataFrame(named, schema={"version_id": pl.Int64, "rank": pl.Int64, "stage": pl.String}, orient="row")


def _scored(rows: pl.DataFrame, thresholds: dict[str, list[int]]) -> pl.DataFrame:
    """Give each row its points, and what they are made of: pairs of a code and points (dunwell.domain.urgency)."""
    place: pl.Expr = pl.lit(0)
    for currency, steps in thresholds.items():
        passed = partial(_passed, pl.Series(steps, dtype=pl.Int64))
        here = pl.col("overdue_minor").map_batches(passed, return_dtype=pl.UInt32)
        place = pl.when((pl.col("currency") == currency) & (pl.col("overdue_minor") > 0)).then(here).otherwise(place)
    parts = {
        "age": pl.min_horizontal(pl.lit(AGE_MOST), pl.max_horizontal(pl.lit(0), pl.col("days")) // DAYS_A_POINT),
        "amount": place.cast(pl.Int64),
        "due": pl.when(pl.col("due").fill_null(False)).then(DUE).otherwise(0),
        "waits": pl.when(pl.col("waits") > 0).then(WAITS).otherwise(0),
        "broken": pl.when(pl.col("broken").fill_null(False)).then(BROKEN).otherwise(0),
        "stopped": pl.when(pl.col("reason").is_in(stopping())).then(NOTHING_TO_DO).otherwise(0),
    }
    scored = rows.with_columns(**{f"_{name}": part.cast(pl.Int64) for name, part in parts.items()})
    told = pl.concat_str(
        [
            pl.when(pl.col(f"_{name}") != 0)
            .then(pl.concat_str([pl.lit(f'["{name}", '), pl.col(f"_{name}"), pl.lit("], ")]))
            .otherwise(pl.lit(""))
            for name in parts
        ]
    )
    return scored.with_columns(
        score=pl.max_horizontal(pl.lit(0), pl.sum_horizontal(*(f"_{name}" for name in parts))),
        why=pl.concat_str([pl.lit("["), told.str.strip_suffix(", "), pl.lit("]")]),
    ).select(_COLUMNS)


def _passed(steps: pl.Series, amounts: pl.Series) -> pl.Series:
    """Count the steps that each amount has passed."""
    return steps.search_sorted(amounts, side="right")


_COLUMNS = [
    *("customer_id", "ref", "name", "currency", "open_minor", "overdue_minor", "oldest_due", "promised_minor"),
    *("promised_on", "disputed_minor", "credit_minor", "last_contact_on", "stage", "step", "reason"),
    *("next_review_on", "waits", "owner", "score", "why"),
]
_STANDS_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(_COLUMNS, pl.String),
    **dict.fromkeys(("oldest_due", "promised_on", "last_contact_on", "next_review_on"), pl.Date),
    **dict.fromkeys(("customer_id", "open_minor", "overdue_minor", "promised_minor", "disputed_minor"), pl.Int64),
    **dict.fromkeys(("credit_minor", "waits", "score"), pl.Int64),
}
_STANDS = f"SELECT {', '.join(f't.{name}' for name in _COLUMNS)} FROM data_workrow t WHERE {{mine}}"  # noqa: S608
_SUM_COLUMNS: dict[str, Any] = {
    "customer_id": pl.Int64,
    "currency": pl.String,
    "open_minor": pl.Int64,
    "oldest_due": pl.Date,
}
_SUMS = """
SELECT t.customer_id, t.currency, CAST(SUM(t.residual_minor) AS bigint), MIN(t.due_date)
FROM data_item t WHERE {mine} AND t.residual_minor > 0 GROUP BY t.customer_id, t.currency
"""
_PAST = """
SELECT t.customer_id, t.currency, CAST(SUM(t.residual_minor) AS bigint)
FROM data_item t WHERE {mine} AND t.residual_minor > 0 AND t.due_date < %s GROUP BY t.customer_id, t.currency
"""
_PROMISED = """
SELECT t.customer_id, t.currency, CAST(SUM(t.amount_minor - t.counted_minor) AS bigint), MIN(t.on_date)
FROM data_commitment t WHERE {mine} AND t.state = 'open' GROUP BY t.customer_id, t.currency
"""
_BROKEN = """
SELECT t.customer_id, t.currency FROM data_commitment t WHERE {mine} AND t.state = 'broken' AND t.ended_on > %s
"""
_DISPUTED = """
SELECT t.customer_id, i.currency, CAST(SUM(t.amount_minor - t.credited_minor) AS bigint)
FROM data_dispute t JOIN data_item i ON i.company_id = t.company_id AND i.id = t.item_id
WHERE {mine} AND (t.state = 'open' OR (t.state = 'upheld' AND t.credited_minor < t.amount_minor))
GROUP BY t.customer_id, i.currency
"""
_CREDIT = """
SELECT t.customer_id, t.currency, CAST(SUM(t.unallocated_minor) AS bigint)
FROM data_entry t WHERE {mine} AND t.unallocated_minor > 0 GROUP BY t.customer_id, t.currency
"""
_WHO_COLUMNS: dict[str, Any] = {
    "customer_id": pl.Int64,
    "ref": pl.String,
    "name": pl.String,
    "reason": pl.String,
    "next_review_on": pl.Date,
    "version_id": pl.Int64,
    "rank": pl.Int64,
    "owner": pl.String,
}
_WHO = """
SELECT t.id, t.ref, t.name, t.reason, t.next_review_on, e.policy_version_id, e.stage, t.in_charge
FROM data_customer t
LEFT JOIN data_episode e ON e.company_id = t.company_id AND e.customer_id = t.id AND e.ended_on IS NULL
WHERE {me}
"""
_WAITING = (
    "SELECT t.customer_id, COUNT(*) FROM data_task t WHERE {mine} AND t.state = 'open' GROUP BY t.customer_id",
    "SELECT t.customer_id, COUNT(*) FROM data_call t WHERE {mine} AND t.state = 'open' GROUP BY t.customer_id",
    "SELECT t.customer_id, COUNT(*) FROM data_reply t WHERE {mine} AND t.ended_on IS NULL GROUP BY t.customer_id",
)
_CONTACTS = (
    "SELECT t.customer_id, MAX(t.delivered_on) FROM data_message t "
    "WHERE {mine} AND t.state = 'delivered' GROUP BY t.customer_id",
    "SELECT t.customer_id, MAX(t.done_on) FROM data_call t "
    "WHERE {mine} AND t.done_on IS NOT NULL GROUP BY t.customer_id",
)
_STEPS = """
SELECT t.customer_id, t.channel, t.template, t.as_of FROM data_decision t
WHERE {mine} AND t.state <> 'cancelled' AND t.channel <> 'task'
AND t.run_id = (SELECT MAX(r.id) FROM data_run r WHERE r.company_id = t.company_id AND r.state <> 'cancelled')
"""
