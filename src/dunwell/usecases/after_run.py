"""What follows a run once it is carried out, whatever it decided: duties. Knows no rule of the ladder."""

from collections.abc import Iterable

from dunwell.data.models import Run, Task
from dunwell.domain.duties import Duty
from dunwell.queries.duties import duties_of_day
from dunwell.usecases.approvals import lapse_requests
from dunwell.usecases.charge_by_law import charge_by_law
from dunwell.usecases.events import resume_services, step_events
from dunwell.usecases.plan_days import accelerate_plans, lapse_offers
from dunwell.usecases.rewarding import propose_rewards
from dunwell.usecases.sending.lawful import cancel_unlawful_calls
from dunwell.usecases.sending.telling import tell_of_agreements
from dunwell.usecases.superseding import supersede_older
from dunwell.usecases.work import Work

FEW = 500  # so many keys are asked for in one statement


def follow_up(work: Work, run: Run) -> dict[str, int]:
    """Raise the duties of the day, each once; count what was done, leaving out what was not."""
    told = tell_of_agreements(work, run)
    counts = {
        "superseded": supersede_older(work, run),
        "unlawful_calls": cancel_unlawful_calls(work, run),
        "charges_by_law": charge_by_law(work, run),
        "accelerated": accelerate_plans(work, run.as_of),
        "lapsed": lapse_offers(work, run.as_of) + lapse_requests(work, run.as_of),
        "events": step_events(work, run) + resume_services(work, run),
        "duties": raise_duties(work, run, [*duties_of_day(work.books, run.as_of), *propose_rewards(work, run)]),
    }
    return {name: number for name, number in counts.items() if number} | told


def raise_duties(work: Work, run: Run | None, duties: Iterable[Duty]) -> int:
    """Raise those of these duties that nobody was asked to do before, and count them."""
    wanted = {(duty.customer_id, duty.key): duty for duty in duties}
    if not wanted:
        return 0
    keys = sorted({key for _, key in wanted})
    for start in range(0, len(keys), FEW):
        asked = work.books.tasks.filter(key__in=keys[start : start + FEW]).values_list("customer_id", "key")
        for known in asked:
            wanted.pop(known, None)
    rows = [_task(work, run, duty) for duty in wanted.values()]
    work.books.tasks.bulk_create(rows, batch_size=FEW)
    return len(rows)


def _task(work: Work, run: Run | None, duty: Duty) -> Task:
    return Task(
        customer_id=duty.customer_id,
        run=run,
        task=duty.name.value,
        subject=duty.subject[:100],
        key=duty.key,
        role=str(duty.role),
        raised_on=run.as_of if run else work.today,
        due_on=duty.due_on,
        **work.stamp,
    )
