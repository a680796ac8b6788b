"""Truths about rows that runs write by the thousand: what they refer to is their company's (docs/decisions/0013)."""

from dunwell.data.models import Call, Decision, DecisionHeld, Episode, Message, ReasonChange, StageChange, StepMark
from dunwell.data.models.base import Own
from dunwell.invariants.truth import QueriedTruth, Truth


def _truth(model: type) -> Truth:
    table = model._meta.db_table  # type: ignore[attr-defined]
    references = [field for field in model._meta.concrete_fields if isinstance(field, Own)]  # type: ignore[attr-defined]
    name = table.removeprefix("data_")
    exceptions = " UNION ".join(
        f"SELECT t.id FROM {table} t "  # noqa: S608 - names of ours
        f"LEFT JOIN {field.remote_field.model._meta.db_table} r "
        f"ON r.company_id = t.company_id AND r.id = t.{field.column} "
        f"WHERE t.{field.column} IS NOT NULL AND r.id IS NULL"
        for field in references
    )
    return QueriedTruth(f"{name}_owned", f"Every row of {name} refers to rows of its own company.", name, exceptions)


TABLES = (Decision, DecisionHeld, Message, Call, Episode, StepMark, StageChange, ReasonChange)
OWNERS: tuple[Truth, ...] = tuple(map(_truth, TABLES))
