"""What comes of the decisions of a run: messages in the outbox, calls and tasks. Knows no transport."""

import polars as pl

from dunwell.data.models import Call, Message, Task
from dunwell.data.plans.page import Page
from dunwell.data.plans.writing import append, insert
from dunwell.data.snapshot.customers import CHANNELS, newest_working, take_addresses
from dunwell.data.snapshot.reading import Reader


def write_outgoing(page: Page, decisions: pl.DataFrame) -> None:
    """Write a message, call or task for each decision of the run, and the tasks that events raised."""
    if not decisions.is_empty():
        rows, channel = decisions.rename({"id": "decision_id", "template": "task"}), pl.col("channel").cast(pl.String)
        _write_messages(page, rows.filter(channel.is_in(CHANNELS)))
        append(Call, rows.filter(channel == "call").select("decision_id", "customer_id"), **page.stamp)
        _write_step_tasks(page, rows.filter(channel == "task"))
    if not page.plan.tasks.is_empty():
        _write_event_tasks(page)


def _write_messages(page: Page, notices: pl.DataFrame) -> None:
    if notices.is_empty():
        return
    rows = notices.join(_addressed(page, notices), on=["customer_id", "channel"], how="left")
    rows = rows.join(page.customers, on="customer_id")
    # Messages leave in the order in which they were decided, so they are written in it: no database promises one.
    rows = rows.select("decision_id", "customer_id", "channel", "address_id", "language").sort("decision_id")
    outcome = (
        {"state": "delivered", "delivered_on": page.as_of, "delivered_seq": page.seq}
        if page.deliver
        else {"state": "planned"}
    )
    append(Message, rows, **outcome, **page.stamp)


def _addressed(page: Page, notices: pl.DataFrame) -> pl.DataFrame:
    """Find where to write."""
    return newest_working(_known(page, notices))


def _known(page: Page, some: pl.DataFrame) -> pl.DataFrame:
    """Give all addresses of the customers named in a frame."""
    if page.seen is None:
        return take_addresses(Reader(page.company.pk, some["customer_id"]))
    return page.seen.addresses.join(some, on="customer_id", how="semi")


def _write_step_tasks(page: Page, tasks: pl.DataFrame) -> None:
    if tasks.is_empty():
        return
    rows = tasks.join(page.steps.select("step_no", "role", "deadline_days"), on="step_no", how="left").select(
        "customer_id",
        "decision_id",
        "task",
        "role",
        key=pl.concat_str(pl.lit("step:"), "decision_id"),
        due_on=pl.lit(page.as_of) + pl.duration(days=pl.col("deadline_days")),
    )
    insert(Task, rows, run_id=page.run.pk, raised_on=page.as_of, **page.stamp)


def _write_event_tasks(page: Page) -> None:
    """Raise tasks once for their subject: the key says what that is."""
    rows = page.plan.tasks
    newest = _known(page, rows).group_by("customer_id", "channel").agg(newest=pl.col("address_id").max())
    rows = (
        rows.join(newest, left_on=["customer_id", "subject"], right_on=["customer_id", "channel"], how="left")
        .join(newest.group_by("customer_id").agg(any=pl.col("newest").max()), on="customer_id", how="left")
        .with_columns(pl.col("newest", "any").fill_null(0))
        .with_columns(key=_key(page))
        .join(_being_mended(page), on=["task", "subject"], how="anti")
    )
    insert(
        Task,
        rows.select("customer_id", "task", "subject", "key"),
        run_id=page.run.pk,
        raised_on=page.as_of,
        **page.stamp,
    )


def _key(page: Page) -> pl.Expr:
    """Make the key: addresses by the newest there is, templates by the day, the rest by what they are about."""
    colon, task = pl.lit(":"), pl.col("task")
    plain = pl.concat_str(task, colon, "subject")
    return (
        pl.when(task == "fix-contact")
        .then(pl.concat_str(plain, colon, "newest"))
        .when(task == "trace-address")
        .then(pl.concat_str(task, colon, "any"))
        .when(task == "mend-template")
        .then(pl.concat_str(plain, colon, pl.lit(page.as_of.isoformat())))
        .otherwise(plain)
    )


def _being_mended(page: Page) -> pl.DataFrame:
    """Name the templates that somebody was already asked to mend, for whichever customer."""
    asked = (
        Task.objects.all()
        .of(page.company)
        .filter(task="mend-template", state="open")
        .values_list("task", "subject")
        .distinct()
    )
    return pl.DataFrame(list(asked), schema={"task": pl.String, "subject": pl.String}, orient="row")
