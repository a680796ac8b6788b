"""The books of one company: every table, bound to it. Code outside `dunwell.data` reads and writes through here.

    books = Books(company)
    books.items.overdue(as_of).oldest_first()
    books.entries.create(customer=acme, kind="payment", …)

Knows no rule.
"""

from collections.abc import Iterable
from typing import Any

from dunwell.data import models as m
from dunwell.data.models import querysets as q


class Books:
    """All rows of one company."""

    def __init__(self, company: m.Company) -> None:
        self.company = company

    def of(self, model: Any) -> Any:
        """Give the rows of a table (a class of dunwell.data.models) that belong to the company."""
        return model.objects.all().of(self.company)

    def locked(self, ids: Iterable[int]) -> list[m.Customer]:
        """Lock these customers until the transaction ends, in the order of their ids, and read them.

        Whatever writes to a customer locks it first, so that a run and a payment never interleave.
        """
        return list(self.customers.filter(id__in=list(ids)).order_by("id").select_for_update())

    @property
    def people(self) -> q.OwnedQuerySet:
        """People who work for the company."""
        return self.of(m.Person)

    @property
    def customers(self) -> q.CustomerQuerySet:
        """Customers."""
        return self.of(m.Customer)

    @property
    def contacts(self) -> q.LastingQuerySet:
        """People at customers."""
        return self.of(m.Contact)

    @property
    def addresses(self) -> q.AddressQuerySet:
        """Email addresses, telephone numbers and postal addresses."""
        return self.of(m.Address)

    @property
    def items(self) -> q.ItemQuerySet:
        """Claims."""
        return self.of(m.Item)

    @property
    def due_date_changes(self) -> q.OwnedQuerySet:
        """Extensions."""
        return self.of(m.DueDateChange)

    @property
    def reopenings(self) -> q.OwnedQuerySet:
        """Items opened again."""
        return self.of(m.Reopening)

    @property
    def entries(self) -> q.EntryQuerySet:
        """Payments, credits and the rest."""
        return self.of(m.Entry)

    @property
    def allocations(self) -> q.AllocationQuerySet:
        """What settled what."""
        return self.of(m.Allocation)

    @property
    def commitments(self) -> q.CommitmentQuerySet:
        """Promises and plans."""
        return self.of(m.Commitment)

    @property
    def instalments(self) -> q.OwnedQuerySet:
        """Dates and amounts of plans."""
        return self.of(m.Instalment)

    @property
    def covers(self) -> q.OwnedQuerySet:
        """What promises and plans cover."""
        return self.of(m.Cover)

    @property
    def cover_uses(self) -> q.OwnedQuerySet:
        """Covers lowered."""
        return self.of(m.CoverUse)

    @property
    def disputes(self) -> q.DisputeQuerySet:
        """Disputes."""
        return self.of(m.Dispute)

    @property
    def pauses(self) -> q.PauseQuerySet:
        """Pauses."""
        return self.of(m.Pause)

    @property
    def holds(self) -> q.LastingQuerySet:
        """Account holds."""
        return self.of(m.Hold)

    @property
    def under_way(self) -> q.LastingQuerySet:
        """Money announced."""
        return self.of(m.UnderWay)

    @property
    def hand_overs(self) -> q.LastingQuerySet:
        """Debts with an agency or with counsel."""
        return self.of(m.HandOver)

    @property
    def replies(self) -> q.LastingQuerySet:
        """What customers wrote."""
        return self.of(m.Reply)

    @property
    def acceptances(self) -> q.OwnedQuerySet:
        """Policies accepted."""
        return self.of(m.Acceptance)

    @property
    def approvals(self) -> q.OwnedQuerySet:
        """What was asked of a second person."""
        return self.of(m.Approval)

    @property
    def placements(self) -> q.LastingQuerySet:
        """Stages on which a person wants an episode to begin."""
        return self.of(m.Placement)

    @property
    def episodes(self) -> q.LastingQuerySet:
        """Episodes."""
        return self.of(m.Episode)

    @property
    def stage_changes(self) -> q.OwnedQuerySet:
        """Where episodes stood."""
        return self.of(m.StageChange)

    @property
    def step_marks(self) -> q.OwnedQuerySet:
        """How far steps have gone."""
        return self.of(m.StepMark)

    @property
    def policy_versions(self) -> q.OwnedQuerySet:
        """Policies, frozen."""
        return self.of(m.PolicyVersion)

    @property
    def runs(self) -> q.RunQuerySet:
        """Runs."""
        return self.of(m.Run)

    @property
    def run_policies(self) -> q.OwnedQuerySet:
        """Policy versions that decided runs."""
        return self.of(m.RunPolicy)

    @property
    def run_plans(self) -> q.OwnedQuerySet:
        """Plans of runs that wait."""
        return self.of(m.RunPlan)

    @property
    def decisions(self) -> q.DecisionQuerySet:
        """Steps that fire."""
        return self.of(m.Decision)

    @property
    def decision_items(self) -> q.OwnedQuerySet:
        """What was asked of items."""
        return self.of(m.DecisionItem)

    @property
    def decision_totals(self) -> q.OwnedQuerySet:
        """What was asked in currencies."""
        return self.of(m.DecisionTotal)

    @property
    def decisions_held(self) -> q.OwnedQuerySet:
        """Due steps that a guard held."""
        return self.of(m.DecisionHeld)

    @property
    def reason_changes(self) -> q.OwnedQuerySet:
        """Why customers got nothing, from when on."""
        return self.of(m.ReasonChange)

    @property
    def messages(self) -> q.MessageQuerySet:
        """Notices on their way and delivered."""
        return self.of(m.Message)

    @property
    def calls(self) -> q.WorkQuerySet:
        """Calls to make."""
        return self.of(m.Call)

    @property
    def tasks(self) -> q.WorkQuerySet:
        """Work for people."""
        return self.of(m.Task)

    @property
    def charges(self) -> q.OwnedQuerySet:
        """Late charges posted."""
        return self.of(m.Charge)

    @property
    def import_files(self) -> q.OwnedQuerySet:
        """Files taken in."""
        return self.of(m.ImportFile)

    @property
    def idempotency_keys(self) -> q.OwnedQuerySet:
        """Writes that are done already."""
        return self.of(m.IdempotencyKey)
