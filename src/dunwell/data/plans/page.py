"""What all parts of an application share: the run, its version and policy, the day and the journal entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from dunwell.data.models import Company, Run
from dunwell.data.snapshot import Seen
from dunwell.data.snapshot.reading import Reader, Schema
from dunwell.policy.file import Policy, steps_of
from dunwell.policy.plan import TABLES, Plan


@dataclass(frozen=True)
class Page:
    """One application of a plan to the books.

    version_id: the PolicyVersion that decided. on, seq: date of record and journal entry of what is written. deliver:
    messages count as delivered at once (a book, or channels that a person serves). customers: those concerned, as they
    are now (customer_id, version, reason, next_review_on, language). seen: what else is known of them, where
    their versions are those that were planned from; none: it is read.
    """

    run: Run
    version_id: int
    policy: Policy
    plan: Plan
    on: date
    seq: int | None
    deliver: bool
    customers: pl.DataFrame
    seen: Seen | None = None

    @property
    def company(self) -> Company:
        """Give the company whose books these are."""
        return self.run.company

    @property
    def as_of(self) -> date:
        """Give the day that was decided."""
        return self.plan.as_of

    @property
    def stamp(self) -> dict[str, Any]:
        """Give the columns that every recorded row has."""
        return {"company_id": self.company.pk, "recorded_on": self.on, "recorded_seq": self.seq}

    @cached_property
    def steps(self) -> pl.DataFrame:
        """Give the policy's steps by step_no: rung (0 for friendly ones), name, role and days to act."""
        return pl.DataFrame(
            [
                (s.step_no, s.step_id, s.stage_rank or 0, s.to_role or "", s.deadline_days)
                for s in steps_of(self.policy)
            ],
            schema={
                "step_no": pl.Int64,
                "step_id": pl.String,
                "stage": pl.Int64,
                "role": pl.String,
                "deadline_days": pl.Int64,
            },
            orient="row",
        )

    def read(self, statement: str, schema: Schema, *params: Any) -> pl.DataFrame:
        """Read rows of the customers concerned; see snapshot.reading.Reader."""
        return self._reader.frame(statement, schema, *params)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.company.pk, self.customers["customer_id"])

    def read_of(self, some: pl.DataFrame, statement: str, schema: Schema, *params: Any) -> pl.DataFrame:
        """Read rows of the customers named in a frame."""
        return Reader(self.company.pk, some["customer_id"]).frame(statement, schema, *params)


def only(plan: Plan, ids: Iterable[int]) -> Plan:
    """Keep what a plan says of some customers."""
    wanted = pl.DataFrame({"customer_id": list(ids)}, schema={"customer_id": pl.Int64})
    kept = {name: getattr(plan, name).join(wanted, on="customer_id", how="semi") for name in TABLES}
    return Plan.of_frames(plan.as_of, **kept)
