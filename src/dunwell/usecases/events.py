"""Events for other systems: raised once, and put on their way to each address that wants them. Sends nothing itself.

A step's event (`service.suspend`, `service.cancel`) is raised when the run makes its task; `service.resume` once the
hold of a customer whose services are suspended is released, by payment or by somebody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max

from dunwell.data.models import Customer, Event, EventDelivery, Run
from dunwell.policy.file import steps_of
from dunwell.usecases.ledger.policies import thawed
from dunwell.usecases.work import Work

SUSPEND, CANCEL, RESUME = "service.suspend", "service.cancel", "service.resume"
NAMES = (SUSPEND, CANCEL, RESUME)
MANY = 500


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that other systems are told: what, of whom, under which key, with which facts."""

    name: str
    customer: Customer
    key: str
    on: date
    facts: dict[str, Any] = field(default_factory=dict)


def step_events(work: Work, run: Run) -> int:
    """Raise the events of the tasks that a run has made; count them."""
    told = _events_of_steps(work, run)
    if not told:
        return 0
    tasks = work.books.tasks.filter(run=run, decision__step_id__in=list(told)).select_related("customer", "decision")
    happened = [
        Happened(
            told[task.decision.step_id],
            task.customer,
            f"task:{task.pk}",
            run.as_of,
            {"due_on": task.due_on.isoformat() if task.due_on else None, "task": task.pk},
        )
        for task in tasks
    ]
    return raise_events(work, happened, run)


def resume_services(work: Work, run: Run | None = None, customer: Customer | None = None) -> int:
    """Tell that services may go on of customers (all, or one) that were suspended and are on hold no more; count them.

    What was cancelled is not taken up again by itself.
    """
    services = work.books.events.filter(name__in=NAMES)
    services = services.filter(customer=customer) if customer else services.filter(customer__isnull=False)
    newest = services.values("customer_id").annotate(newest=Max("id")).values("newest")
    held = work.books.holds.standing().values("customer_id")
    rows = work.books.events.filter(pk__in=newest, name=SUSPEND).exclude(customer__in=held).select_related("customer")
    on = run.as_of if run else work.today
    happened = [Happened(RESUME, row.customer, f"resume:{row.pk}", on, {"suspended": row.ref}) for row in rows]
    return raise_events(work, happened, run)


def raise_events(work: Work, happened: Iterable[Happened], run: Run | None = None) -> int:
    """Put events on record, each once, and a delivery to each address that wants it; count the events."""
    wanted = {each.key: each for each in happened}
    hooks, keys, count = list(work.books.hooks.standing()), sorted(wanted), 0
    for start in range(0, len(keys), MANY):
        some = keys[start : start + MANY]
        known = set(work.books.events.filter(key__in=some).values_list("key", flat=True))
        new = [key for key in some if key not in known]
        work.books.events.bulk_create([_event(work, wanted[key], run) for key in new])
        deliveries = [
            EventDelivery(event=row, hook=hook, **work.stamp)
            for row in work.books.events.filter(key__in=new)
            for hook in hooks
            if not hook.events or row.name in hook.events
        ]
        work.books.event_deliveries.bulk_create(deliveries, batch_size=MANY)
        count += len(new)
    return count


def _event(work: Work, each: Happened, run: Run | None) -> Event:
    facts = {"customer": each.customer.ref, "on": each.on.isoformat(), **each.facts}
    return Event(
        customer=each.customer,
        run=run,
        name=each.name,
        key=each.key,
        ref=f"evt_{work.company.slug}_{each.key.replace(':', '_')}",
        happened_on=each.on,
        facts=facts,
        **work.stamp,
    )


def _events_of_steps(work: Work, run: Run) -> dict[str, str]:
    """Give the events of steps by the steps' names, for the policies that decided a run."""
    versions = work.books.policy_versions.filter(
        pk__in=work.books.run_policies.filter(run=run).values("policy_version_id")
    )
    return {step.step_id: step.event for each in versions for step in steps_of(thawed(each.text)) if step.event}
