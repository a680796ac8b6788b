"""How far steps have gone, first deliveries, approvals, and matters that ask a person for work once."""

from collections.abc import Sequence

import polars as pl

from dunwell.data.snapshot.reading import Reader
from dunwell.policy.facts import ApprovalRow, DeliveredRow, MarkRow, MatterRow, schema


def take_marks(reader: Reader) -> pl.DataFrame:
    """Gather how far the slots of running episodes have gone for each anchor."""
    return reader.frame(_MARKS, schema(MarkRow))


def take_delivered(reader: Reader, step_ids: Sequence[str]) -> pl.DataFrame:
    """Gather the first deliveries, in running episodes, of the steps from which others count."""
    if not step_ids:
        return pl.DataFrame(schema=schema(DeliveredRow))
    holes = ", ".join(["%s"] * len(step_ids))
    return reader.frame(_DELIVERED.replace("{steps}", holes), schema(DeliveredRow), *step_ids)


def take_approvals(reader: Reader) -> pl.DataFrame:
    """Gather the steps that a person has approved, for an anchor and due date."""
    return reader.frame(_APPROVALS, schema(ApprovalRow))


def take_matters(reader: Reader) -> pl.DataFrame:
    """Gather entries to allocate and credit notes to write for which no task was raised yet."""
    return pl.concat([reader.frame(_ALLOCATE, schema(MatterRow)), reader.frame(_CREDIT_NOTE, schema(MatterRow))])


_MARKS = """
SELECT t.customer_id, t.episode_id, t.item_id, t.due_date, t.opened, t.slot, MAX(t.last_day) FROM data_stepmark t
JOIN data_episode e ON e.company_id = t.company_id AND e.id = t.episode_id AND e.ended_on IS NULL
WHERE {mine} AND t.ended_on IS NULL
GROUP BY t.customer_id, t.episode_id, t.item_id, t.due_date, t.opened, t.slot
"""
_DELIVERED = """
SELECT t.customer_id, t.episode_id, t.item_id, t.due_date, t.opened, t.step_id, MIN(m.delivered_on)
FROM data_decision t
JOIN data_episode e ON e.company_id = t.company_id AND e.id = t.episode_id AND e.ended_on IS NULL
JOIN data_message m ON m.company_id = t.company_id AND m.decision_id = t.id AND m.state = 'delivered'
WHERE {mine} AND t.step_id IN ({steps})
GROUP BY t.customer_id, t.episode_id, t.item_id, t.due_date, t.opened, t.step_id
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
