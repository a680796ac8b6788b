"""Decisions as rows: steps that fire, what they ask for, due steps held, marks. Knows no rule."""

from typing import Any

import polars as pl
from django.db import IntegrityError, transaction

from dunwell.data.models import Decision, DecisionHeld, Item, StepMark
from dunwell.data.plans.page import Page
from dunwell.data.plans.writing import append, change_and_note, insert, new_ids
from dunwell.policy.plan import OVERDUE, Plan

LATE_CHARGE = "late-charge"  # the name under which a charge that is not lawful stands among what was held


def write_decisions(page: Page, episodes: pl.DataFrame, state: str) -> pl.DataFrame:
    """Write the steps that fire, with what they ask for, and those held, and give the former as rows.

    `episodes`: the running episode of each customer (customer_id, episode_id).
    """
    run = {"run_id": page.run.pk}
    insert(DecisionHeld, _held(page), as_of=page.as_of, **run, **page.stamp)
    if page.plan.actions.is_empty():
        return page.plan.actions
    plan = page.plan
    overdue = pl.when(pl.col("group_no") == OVERDUE)
    actions = (
        plan.actions.rename({"group": "group_no"})
        .join(page.steps.select("step_no", "stage"), on="step_no", how="left")
        .join(episodes, on="customer_id", how="left")
        .with_columns(
            episode_id=overdue.then("episode_id"), episode_key=overdue.then("episode_id").otherwise(0).fill_null(0)
        )
    )
    rows = _with_asked(actions, plan).with_columns(new_ids(Decision, actions.height))
    return _new(page, rows, {"state": state, "as_of": page.as_of, **run, **page.stamp})


def _new(page: Page, rows: pl.DataFrame, same: dict[str, Any]) -> pl.DataFrame:
    """Write decisions and give those that are new: where a key is there already nothing goes out a second time."""
    try:
        with transaction.atomic():
            append(Decision, rows, **same)
    except IntegrityError:
        insert(Decision, rows, **same)
        there = page.read(
            "SELECT t.id, t.customer_id FROM data_decision t WHERE {mine} AND t.run_id = %s",
            {"id": pl.Int64, "customer_id": pl.Int64},
            page.run.pk,
        )
        return rows.join(there, on="id", how="semi", maintain_order="left")
    return rows


def _with_asked(actions: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Pack what a group asks for on its first decision."""
    group = ["customer_id", "group_no"]
    asked = _packed(plan.asked, "asked", ["item_id", "currency", "asked_minor"])
    totals = _packed(plan.totals, "totals", ["currency", "asked_minor", "credit_minor", "total_minor"])
    lists = asked.join(totals, on=group, how="full", coalesce=True)
    first = pl.struct(group).is_first_distinct()
    return actions.join(lists, on=group, how="left", maintain_order="left").with_columns(
        pl.when(first).then(pl.col("asked", "totals")).fill_null("")
    )


def _packed(table: pl.DataFrame, name: str, columns: list[str]) -> pl.DataFrame:
    """Give the rows of each group as one list of lists in JSON; a currency is three letters, the rest are numbers."""
    values = [pl.lit('"') + pl.col(each) + pl.lit('"') if each == "currency" else pl.col(each) for each in columns]
    row = pl.concat_str(pl.lit("["), pl.concat_str(*values, separator=","), pl.lit("]"))
    rows = table.select("customer_id", "group", row=row).group_by("customer_id", "group", maintain_order=True)
    joined = rows.agg(pl.col("row").str.join(","))
    return joined.select("customer_id", pl.concat_str(pl.lit("["), "row", pl.lit("]")).alias(name), group_no="group")


def _held(page: Page) -> pl.DataFrame:
    if page.plan.held.is_empty() and page.plan.notes.is_empty():
        return page.plan.held
    held = page.plan.held.join(page.steps.select("step_no", "step_id"), on="step_no", how="left")
    notes = page.plan.notes.select(
        "customer_id",
        pl.lit(0, dtype=pl.Int64).alias("step_no"),
        pl.col("reason").alias("guard"),
        pl.lit(LATE_CHARGE).alias("step_id"),
    )
    return pl.concat([held.select(notes.columns), notes])


def write_marks(page: Page, episodes: pl.DataFrame) -> None:
    """Note how far the steps have gone, so that none fires twice."""
    if not page.plan.marked.is_empty():
        append(StepMark, page.plan.marked.join(episodes, on="customer_id"), **page.stamp)
    friendly = page.plan.friendly_marked
    if friendly.is_empty():
        return
    noted = {"item_id": "id", "last_day": "friendly_day"}
    repeated = {name: name for name in ("customer_id", "due_date", "opened")}
    items = friendly.select("friendly_day", id="item_id")
    change_and_note(Item, items, StepMark, noted | repeated, slot="friendly", **page.stamp)
