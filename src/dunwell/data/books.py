"""The books of one company: every table, bound to it. Code outside `dunwell.data` reads and writes through here.

    books = Books(company)
    books.items.overdue(as_of).oldest_first()
    books.entries.create(customer=acme, kind="payment", …)

Knows no rule.
"""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar, cast

from dunwell.data import models as m
from dunwell.data.models import querysets as q

Rows = TypeVar("Rows", bound=q.OwnedQuerySet)


class _Table(Generic[Rows]):
    """A table as an attribute of the books: its rows that belong to the company."""

    def __init__(self, model: Any, kind: type[Rows]) -> None:
        self._model = model
        self._kind = kind

    def __get__(self, books: "Books", owner: type["Books"]) -> Rows:
        return cast("Rows", books.of(self._model))


class Books:
    """All rows of one company."""

    people = _Table(m.Person, q.OwnedQuerySet)
    personal_reads = _Table(m.PersonalRead, q.OwnedQuerySet)
    saved_views = _Table(m.SavedView, q.OwnedQuerySet)
    customers = _Table(m.Customer, q.CustomerQuerySet)
    contacts = _Table(m.Contact, q.LastingQuerySet)
    addresses = _Table(m.Address, q.AddressQuerySet)
    acceptances = _Table(m.Acceptance, q.OwnedQuerySet)

    items = _Table(m.Item, q.ItemQuerySet)
    due_date_changes = _Table(m.DueDateChange, q.OwnedQuerySet)
    reopenings = _Table(m.Reopening, q.OwnedQuerySet)
    entries = _Table(m.Entry, q.EntryQuerySet)
    allocations = _Table(m.Allocation, q.AllocationQuerySet)

    commitments = _Table(m.Commitment, q.CommitmentQuerySet)
    instalments = _Table(m.Instalment, q.OwnedQuerySet)
    covers = _Table(m.Cover, q.OwnedQuerySet)
    cover_uses = _Table(m.CoverUse, q.OwnedQuerySet)
    disputes = _Table(m.Dispute, q.DisputeQuerySet)
    under_way = _Table(m.UnderWay, q.LastingQuerySet)

    plan_offers = _Table(m.PlanOffer, q.LastingQuerySet)
    enclosures = _Table(m.Enclosure, q.OwnedQuerySet)
    heard = _Table(m.Heard, q.OwnedQuerySet)
    kind_findings = _Table(m.KindFinding, q.LastingQuerySet)
    rewards = _Table(m.Reward, q.LastingQuerySet)
    credit_figures = _Table(m.CreditFigure, q.LastingQuerySet)
    credit_reviews = _Table(m.CreditReview, q.OwnedQuerySet)
    credit_freezes = _Table(m.CreditFreeze, q.LastingQuerySet)
    orders_told = _Table(m.OrderTold, q.LastingQuerySet)
    hooks = _Table(m.Hook, q.LastingQuerySet)
    events = _Table(m.Event, q.OwnedQuerySet)
    event_deliveries = _Table(m.EventDelivery, q.OwnedQuerySet)
    reviews = _Table(m.Review, q.OwnedQuerySet)

    pauses = _Table(m.Pause, q.PauseQuerySet)
    holds = _Table(m.Hold, q.LastingQuerySet)
    hand_overs = _Table(m.HandOver, q.LastingQuerySet)
    replies = _Table(m.Reply, q.LastingQuerySet)
    approvals = _Table(m.Approval, q.OwnedQuerySet)
    placements = _Table(m.Placement, q.LastingQuerySet)

    episodes = _Table(m.Episode, q.LastingQuerySet)
    stage_changes = _Table(m.StageChange, q.OwnedQuerySet)
    step_marks = _Table(m.StepMark, q.LastingQuerySet)
    policy_versions = _Table(m.PolicyVersion, q.OwnedQuerySet)
    runs = _Table(m.Run, q.RunQuerySet)
    run_policies = _Table(m.RunPolicy, q.OwnedQuerySet)
    run_plans = _Table(m.RunPlan, q.OwnedQuerySet)
    run_shards = _Table(m.RunShard, q.OwnedQuerySet)
    schedules = _Table(m.Schedule, q.OwnedQuerySet)
    decisions = _Table(m.Decision, q.DecisionQuerySet)
    decision_items = _Table(m.DecisionItem, q.OwnedQuerySet)
    decision_totals = _Table(m.DecisionTotal, q.OwnedQuerySet)
    decisions_held = _Table(m.DecisionHeld, q.OwnedQuerySet)
    reason_changes = _Table(m.ReasonChange, q.OwnedQuerySet)

    messages = _Table(m.Message, q.MessageQuerySet)
    calls = _Table(m.Call, q.WorkQuerySet)
    tasks = _Table(m.Task, q.WorkQuerySet)
    charges = _Table(m.Charge, q.OwnedQuerySet)
    charge_parts = _Table(m.ChargePart, q.OwnedQuerySet)
    payment_references = _Table(m.PaymentReference, q.OwnedQuerySet)
    item_terms = _Table(m.ItemTerms, q.OwnedQuerySet)
    discounts_taken = _Table(m.DiscountTaken, q.LastingQuerySet)
    paper_settings = _Table(m.PaperSetting, q.LastingQuerySet)
    parts = _Table(m.Part, q.OwnedQuerySet)
    message_parts = _Table(m.MessagePart, q.OwnedQuerySet)
    channel_settings = _Table(m.ChannelSetting, q.LastingQuerySet)
    letterheads = _Table(m.Letterhead, q.LastingQuerySet)
    own_texts = _Table(m.OwnText, q.LastingQuerySet)
    digests = _Table(m.Digest, q.OwnedQuerySet)
    restorations = _Table(m.Restoration, q.LastingQuerySet)
    import_files = _Table(m.ImportFile, q.ImportFileQuerySet)
    import_mappings = _Table(m.ImportMapping, q.LastingQuerySet)
    documents = _Table(m.Document, q.OwnedQuerySet)
    identifiers = _Table(m.Identifier, q.OwnedQuerySet)
    work_rows = _Table(m.WorkRow, q.OwnedQuerySet)
    work_states = _Table(m.WorkState, q.OwnedQuerySet)
    figures = _Table(m.Figures, q.OwnedQuerySet)
    idempotency_keys = _Table(m.IdempotencyKey, q.OwnedQuerySet)

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
