"""Take a complete list of open items into the books: what it leaves out has been settled.

What the list says of each item is settled in `importing.open_list`, and written in `importing.list_writing`.
"""

from datetime import date

from dunwell.data.models import ImportFile
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.ids import stable_key
from dunwell.domain.roles import Verb
from dunwell.ports import FileReading, ItemRows, RowProblem
from dunwell.usecases.importing.files import is_whole, keep_file, known_file, newest_list
from dunwell.usecases.importing.items import Intake, sort_rows
from dunwell.usecases.importing.list_writing import SORTS, Written, write_list
from dunwell.usecases.importing.open_list import ListPlan, compare_list
from dunwell.usecases.importing.posting import PaidPart, digest_of_items, write_intake
from dunwell.usecases.importing.told import row_problem, told
from dunwell.usecases.importing.unaccepted import flag_unaccepted
from dunwell.usecases.work import Answer, Caller, Work, use_case

WHAT = "open_items"


def import_open_items(caller: Caller, *, reading: FileReading, as_of: date, confirm: bool = False) -> Answer:
    """Take in the list of all that is open at the end of a day.

    An item that it leaves out is settled by list on that day, one with a smaller open amount part-settled, one with a
    larger one, or one that comes back, opened again; all are in the answer under `changes`. Charges that Dunwell
    posted, and items dated after the list, are not settled by absence. Where rows could not be read the list is not
    complete: what it says of an item counts, what it leaves out does not.
    Raises Refused `list_too_old` where a list of a later day is in the books, and `much_vanishes` where more than a
    fifth of what is open would be settled, unless `confirm`; UserError `list_in_future` or `no_list`.
    """
    content = stable_key(reading.digest, digest_of_items(ItemRows.of(reading.rows).frame).hex())
    return _take_in(caller, reading, content=content, as_of=as_of, confirm=confirm)


@use_case(Verb.IMPORT)
def _take_in(work: Work, reading: FileReading, *, content: str, as_of: date, confirm: bool) -> Answer:
    _check(work, reading, as_of)
    whole = reading.rows_refused == 0
    complete_on = as_of if whole else None
    known = known_file(work, WHAT, reading.digest, complete_on)
    if reading.is_refused or (known is not None and is_whole(work, known, content)):
        return _told(reading, Intake(), ListPlan(), Written(), kept=known, already=known is not None)
    intake = sort_rows(work, reading, complete=True)
    flagged = flag_unaccepted(work, reading.file, intake)
    plan = compare_list(work, intake, as_of, whole=whole)
    if known is not None and intake.is_empty and plan.is_empty:
        return _told(reading, intake, plan, Written(), kept=known, already=True)
    _check_vanishing(work, plan, confirm)
    moved = [f"{change.item.pk}:{change.to_minor}" for change in (*plan.lowered, *plan.raised)]
    facts = {"file": reading.digest, "complete_on": complete_on, "vanishing": plan.vanishing, **intake.counts}
    facts |= {"without_acceptance": flagged} if flagged else {}
    work.note(facts, rows=intake.new.height + len(moved), digest=digest_of_items(intake.new, moved))
    write_intake(work, reading, intake, PaidPart("by_list", as_of))
    written = write_list(work, reading.file, plan, as_of)
    counts = {**intake.counts, **_counts(written), "content": content, "refused": intake.refused}
    kept = keep_file(work, known, reading, WHAT, counts, complete_on=complete_on)
    return _told(reading, intake, plan, written, kept=kept)


def _check(work: Work, reading: FileReading, as_of: date) -> None:
    if reading.what in ("payments", "customers", "e_invoice") or reading.payments:
        raise UserError(
            "no_list",
            f"{reading.file} is {reading.taken_for.kind}, not a list of open items",
            "Give the complete list of open items, or leave out --open-items-of",
            file=reading.file,
        )
    if as_of > work.today:
        raise UserError(
            "list_in_future",
            f"The list is of {as_of}, and today is {work.today}",
            "Give the day at whose end the list was right",
            field="as_of",
            value=as_of,
        )
    newest = newest_list(work)
    if newest is not None and newest.complete_on is not None and newest.complete_on > as_of:
        raise Refused(
            RefusalCode.LIST_TOO_OLD,
            f"The list of {newest.complete_on} is in the books already, and this one is of {as_of}",
            "Give a newer list, or take that one back with `dunwell import --undo`",
            field="as_of",
            value=as_of,
        )


def _check_vanishing(work: Work, plan: ListPlan, confirm: bool) -> None:
    """Refuse to settle much unasked; a dry run shows it instead."""
    much = plan.much()
    if much and not confirm and not work.caller.dry:
        raise Refused(
            RefusalCode.MUCH_VANISHES,
            f"The list would settle {', '.join(much)}: more than a fifth of what is open",
            "Look with --dry-run whether the list is complete and of the right company; if it is, add --confirm",
            field="open",
        )


def _counts(written: Written) -> dict[str, int]:
    return {f"by_list_{sort}" if sort == "settled" else sort: written.count(sort) for sort in SORTS}


def _told(
    reading: FileReading,
    intake: Intake,
    plan: ListPlan,
    written: Written,
    *,
    kept: ImportFile | None,
    already: bool = False,
) -> Answer:
    problems = (*intake.problems, *written.problems, *_incomplete(reading))
    answer = told(
        reading,
        WHAT,
        counts={**intake.counts, **_counts(written)},
        problems=problems,
        refused=intake.refused,
        already=already,
        kept=kept,
    )
    return answer | {
        "complete": reading.rows_refused == 0 and not reading.is_refused,
        "needs_confirm": bool(plan.much()),
        "vanishing_minor": plan.vanishing,
        "changes": written.changes,
    }


def _incomplete(reading: FileReading) -> list[RowProblem]:
    if not reading.rows_refused or reading.is_refused:
        return []
    said = (
        "list_incomplete",
        "Rows could not be read, so the list is not complete: what it leaves out was not settled",
        "Correct the rows and import the list again",
    )
    return [row_problem(reading.file, None, "", "", said)]
