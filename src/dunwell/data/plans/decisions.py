"""Decisions as rows: steps that fire, what they ask for, due steps held, marks. Knows no rule."""

import polars as pl

from dunwell.data.models import Decision, DecisionHeld, DecisionItem, DecisionTotal, Item, StepMark
from dunwell.data.plans.page import Page
from dunwell.data.plans.writing import insert, update
from dunwell.policy.plan import OVERDUE

LATE_CHARGE = "late-charge"  # the name under which a charge that is not lawful stands among what was held


def write_decisions(page: Page, episodes: pl.DataFrame, state: str) -> None:
    """Write the steps that fire, with what they ask for, and those held.

    `episodes`: the running episode of each customer (customer_id, episode_id). A decision whose key is there already
    adds nothing.
    """
    run = {"run_id": page.run.pk}
    insert(DecisionHeld, _held(page), as_of=page.as_of, **run, **page.stamp)
    if page.plan.actions.is_empty():
        return
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
    insert(Decision, actions, state=state, as_of=page.as_of, **run, **page.stamp)
    groups = actions.select("customer_id", "group_no").unique()
    for model, table in ((DecisionItem, plan.asked), (DecisionTotal, plan.totals)):
        wanted = table.rename({"group": "group_no"}).join(groups, on=["customer_id", "group_no"], how="semi")
        insert(model, wanted, company_id=page.company.pk, **run)


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
        insert(StepMark, page.plan.marked.join(episodes, on="customer_id"), **page.stamp)
    friendly = page.plan.friendly_marked
    if friendly.is_empty():
        return
    items = page.read(
        "SELECT t.id, t.due_date, t.opened FROM data_item t WHERE {mine} AND t.residual_minor > 0",
        {"item_id": pl.Int64, "due_date": pl.Date, "opened": pl.Int64},
    )
    update(Item, friendly.select("friendly_day", id="item_id"))
    reminded = friendly.join(items, on="item_id").rename({"friendly_day": "last_day"})
    insert(StepMark, reminded.with_columns(episode_id=pl.lit(None, dtype=pl.Int64)), slot="friendly", **page.stamp)
