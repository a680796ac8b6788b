"""Take in files as what they are, each in a transaction of its own: who first, what they owe next, what they paid last.

A file that was taken in before is recognised, so that what was broken off goes on where it was. Reads no file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dunwell.domain.errors import UserError
from dunwell.ports import FileReading
from dunwell.usecases.import_customers import import_customers
from dunwell.usecases.import_items import import_items
from dunwell.usecases.import_open_items import import_open_items
from dunwell.usecases.import_payments import import_payments
from dunwell.usecases.importing.cases import CASE_COUNTS, has_case
from dunwell.usecases.work import Answer, Caller

ORDER = {"customers": 0, "payments": 2}
ITEMS = 1


def import_readings(
    caller: Caller, readings: Sequence[FileReading], *, as_of: date | None = None, confirm: bool = False
) -> Iterator[Answer]:
    """Take in files in the order in which they need each other, and give the answer of each.

    `as_of`: the one file lists completely what is open at the end of that day. An error of one file of several is in
    its answer, as `error`; the others go in. Raises UserError of a file alone, and `one_list` for a list of several.
    """
    if as_of is not None and len(readings) != 1:
        raise UserError(
            "one_list",
            f"{len(readings)} files cannot each be the complete list",
            "Give the one file that lists all that is open",
            field="open-items-of",
        )
    ordered = sorted(readings, key=lambda reading: ORDER.get(reading.what or "", ITEMS))
    alone = len(readings) == 1
    waiting: list[tuple[FileReading, Answer]] = []
    for reading in ordered:
        waits = not alone and reading.what == "customers" and any(map(has_case, reading.customers))
        answer = _one(caller, reading, as_of, confirm, alone=alone, cases=not waits)
        if waits and "error" not in answer:
            waiting.append((reading, answer))
        else:
            yield answer
    for reading, answer in waiting:
        yield _with_cases(caller, reading, answer)


def _one(
    caller: Caller, reading: FileReading, as_of: date | None, confirm: bool, *, alone: bool, cases: bool
) -> Answer:
    own = caller if alone else _keyed(caller, reading.digest[:16])
    try:
        if as_of is not None:
            return import_open_items(own, reading=reading, as_of=as_of, confirm=confirm)
        if reading.what == "payments":
            return import_payments(own, reading=reading)
        if reading.what == "customers":
            return import_customers(own, reading=reading, cases=cases)
        return import_items(own, reading=reading)
    except UserError as error:
        if alone:
            raise
        return {"file": reading.file, "refused": True, "error": error.as_facts(), "problems": []}


def _with_cases(caller: Caller, reading: FileReading, first: Answer) -> Answer:
    """Take over the cases of customers, now that what they owe is on the books."""
    second = import_customers(_keyed(caller, reading.digest[:16], "cases"), reading=reading)
    told = [each for each in second["problems"] if each not in first["problems"]]
    return first | {name: second[name] for name in CASE_COUNTS} | {"problems": [*first["problems"], *told]}


def _keyed(caller: Caller, *parts: str) -> Caller:
    """Give each of several files an idempotency key of its own."""
    return replace(caller, key=":".join((caller.key, *parts))) if caller.key else caller
