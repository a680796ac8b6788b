"""Take a file of invoices and credit notes into the books: all rows that can be trusted, at once.

The file has been read already; which rows are new is settled in `ledger.intake`, how they become rows of the ledger in
`ledger.bulk`. Knows no file format.
"""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from dunwell.domain.ids import stable_key
from dunwell.domain.roles import Verb
from dunwell.ports import FileReading, RowProblem, TakenFor
from dunwell.usecases.ledger.bulk import write_intake
from dunwell.usecases.ledger.intake import Intake, sort_rows
from dunwell.usecases.work import Answer, Caller, Work, use_case

WHAT = "items"


def import_items(caller: Caller, *, reading: FileReading, complete_on: date | None = None) -> Answer:
    """Take in the rows of a file, in one transaction, and name those that could not go in.

    Customers that are not on the books are added. A row that says settled becomes an invoice and its payment on that
    day; one of which a part is open, an invoice and a payment of the other part. The same file again changes nothing,
    and so does a row that says what is on record; one that says otherwise is named. `complete_on` is the day whose
    open items the file lists completely, if it does.
    Answers with counts by kind and with all problems. Raises nothing for what is wrong with the file.
    """
    content = stable_key(reading.digest, *(row.digest for row in reading.rows))
    # The reading goes in past the keywords: the key of the request is made from the digest of what was read.
    return _take_in(caller, reading, content=content, complete_on=complete_on)


@use_case(Verb.IMPORT)
def _take_in(work: Work, reading: FileReading, *, content: str, complete_on: date | None) -> Answer:
    known = work.books.import_files.filter(what=WHAT, digest=reading.digest).first()
    if reading.is_refused or (known is not None and known.counts.get("content") == content):
        return _told(reading, Intake(), already=known is not None)
    intake = sort_rows(work, reading)
    if intake.is_empty and known is not None:
        return _told(reading, intake, already=True)
    write_intake(work, reading, intake)
    if known is None:
        work.books.import_files.create(
            digest=reading.digest,
            name=reading.file[:300],
            what=WHAT,
            complete_on=complete_on,
            counts={**intake.counts, "content": content},
            **work.stamp,
        )
    return _told(reading, intake, already=False)


def _told(reading: FileReading, intake: Intake, *, already: bool) -> Answer:
    problems = sorted((*reading.problems, *intake.problems), key=lambda problem: problem.line or 0)
    return {
        "file": reading.file,
        "digest": reading.digest,
        "refused": reading.is_refused,
        "already": already,
        "rows": reading.rows_seen,
        "rows_refused": reading.rows_refused + intake.refused,
        "rows_repeated": reading.rows_repeated,
        **intake.counts,
        "problems": [_plain(problem) for problem in problems],
        "taken_for": _plain(reading.taken_for),
    }


def _plain(told: RowProblem | TakenFor) -> dict[str, Any]:
    """Give what JSON gives back, lists for tuples, so that the answer of an earlier call is the same."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(told)))
    return plain
