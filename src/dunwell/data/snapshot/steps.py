"""How far steps have gone, first deliveries, approvals, and matters that ask a person for work once."""

from collections.abc import Sequence

import polars as pl

from dunwell.data.snapshot.reading import Reader
from dunwell.data.snapshot.sent import Sent
from dunwell.policy.facts import ApprovalRow, DeliveredRow, MarkRow, MatterRow, schema

_OF_MARK = ("customer_id", "episode_id", "item_id", "due_date", "opened", "slot")
_OF_STEP = (*_OF_MARK[:-1], "step_id")


def take_marks(reader: Reader, sent: Sent) -> pl.DataFrame:
    """Gather how far the slots of running episodes have gone for each anchor."""
    marks = reader.frame(_MARKS, schema(MarkRow))
    if marks.is_empty():
        return marks
    running = marks.join(sent.episodes, on="episode_id", how="semi", maintain_order="left")
    return running.group_by(*_OF_MARK, maintain_order=True).agg(pl.col("last_day").max())


def take_delivered(reader: Reader, step_ids: Sequence[str], sent: Sent) -> pl.DataFrame:
    """Gather the first deliveries, in running episodes, of the steps from which others count."""
    if not step_ids:
        return pl.DataFrame(schema=schema(DeliveredRow))
    holes = ", ".join(["%s"] * len(step_ids))
    columns = {**schema(DeliveredRow), "decision_id": pl.Int64}
    del columns["first_on"]
    fired = reader.frame(_FIRED.replace("{steps}", holes), columns, *step_ids)
    if fired.is_empty():
        return pl.DataFrame(schema=schema(DeliveredRow))
    running = fired.join(sent.episodes, on="episode_id", how="semi", maintain_order="left")
    arrived = running.join(sent.deliveries.drop("customer_id"), on="decision_id", maintain_order="left")
    return arrived.group_by(*_OF_STEP, maintain_order=True).agg(first_on=pl.col("delivered_on").min())


def take_approvals(reader: Reader) -> pl.DataFrame:
    """Gather the steps that a person has approved, for an anchor and due date."""
    return reader.frame(_APPROVALS, schema(ApprovalRow))


def take_matters(reader: Reader) -> pl.DataFrame:
    """Gather entries to allocate and credit notes to write for which no task was raised yet."""
    return pl.concat([reader.frame(_ALLOCATE, schema(MatterRow)), reader.frame(_CREDIT_NOTE, schema(MatterRow))])


_MARKS = """
SELECT t.customer_id, t.episode_id, t.item_id, t.due_date, t.opened, t.slot, t.last_day FROM data_stepmark t
WHERE {mine} AND t.ended_on IS NULL AND t.episode_id IS NOT NULL
"""
_FIRED = """
SELECT t.customer_id, t.episode_id, t.item_id, t.due_date, t.opened, t.step_id, t.id FROM data_decision t
WHERE {mine} AND t.step_id IN ({steps})
"""
_APPROVALS = """
SELECT DISTINCT t.customer_id, t.step_id, t.item_id, t.due_date FROM data_approval t
WHERE {mine} AND t.state = 'approved' AND t.step_id <> '' AND t.item_id IS NOT NULL
"""
_ALLOCATE = """
SELECT t.customer_id, 'allocate', t.id FROM data_entry t
WHERE {mine} AND t.unallocated_minor > 0 AND t.kind IN ('payment', 'recovery') AND NOT EXISTS (
    SELECT 1 FROM data_task k WHERE k.company_id = t.company_id AND k.customer_id = t.customer_id
    AND k.key = 'allocate:' || t.id)
"""
_CREDIT_NOTE = """
SELECT t.customer_id, 'credit-note', t.id FROM data_dispute t
WHERE {mine} AND t.state = 'upheld' AND t.credited_minor < t.amount_minor AND NOT EXISTS (
    SELECT 1 FROM data_task k WHERE k.company_id = t.company_id AND k.customer_id = t.customer_id
    AND k.key = 'credit-note:' || t.id)
"""
