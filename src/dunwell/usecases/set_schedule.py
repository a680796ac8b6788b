"""Say at which hour a job of a company is done by the worker, or that it is not. Does no job."""

from zoneinfo import ZoneInfo

from dunwell.data.models import Schedule
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.domain.schedule import due_day
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.SCHEDULE)
def set_schedule(
    work: Work,
    *,
    job: str,
    hour: int | None = None,
    weekday: int | None = None,
    daily: bool = False,
    active: bool | None = None,
) -> Answer:
    """Set the hour of a job (0 to 23 where the company is), its weekday (0 is Monday; `daily`: none), or switch it off.

    What is not given stays. An hour that has passed today is not made up. Raises Refused `unknown_job`, UserError
    `bad_hour`.
    """
    row: Schedule | None = work.books.schedules.select_for_update().filter(job=job).first()
    if row is None:
        raise Refused(
            RefusalCode.UNKNOWN_JOB,
            f"There is no job {job} on the schedule",
            "`dunwell schedule` lists the jobs",
            field="job",
            value=job,
        )
    if hour is not None and not 0 <= hour <= 23:
        raise UserError("bad_hour", f"There is no hour {hour}", "Give an hour from 0 to 23", field="hour", value=hour)
    row.hour = row.hour if hour is None else hour
    row.weekday = None if daily else row.weekday if weekday is None else weekday
    row.active = row.active if active is None else active
    local = work.caller.at.astimezone(ZoneInfo(work.company.zone)).replace(tzinfo=None)
    due = due_day(local, row.hour, row.weekday)
    row.done_for = max(row.done_for, due) if row.done_for else due
    facts = {"job": job, "hour": row.hour, "weekday": row.weekday, "active": row.active}
    work.note(facts)
    row.save(update_fields=["hour", "weekday", "active", "done_for"])
    return facts
