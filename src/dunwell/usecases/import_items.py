"""Take a file of invoices and credit notes into the books: all rows that can be trusted, at once.

The file has been read already; which rows are new is settled in `importing.items`, how they become rows of the ledger
in `importing.posting`. Knows no file format.
"""

import polars as pl

from dunwell.data.models import ImportFile
from dunwell.domain.ids import stable_key
from dunwell.domain.roles import Verb
from dunwell.ports import FileReading, ItemRows
from dunwell.usecases.importing.documents import keep_documents
from dunwell.usecases.importing.files import is_whole, keep_file, known_file
from dunwell.usecases.importing.items import Intake, sort_rows
from dunwell.usecases.importing.payments import PaymentIntake, sort_payments
from dunwell.usecases.importing.posting import PaidPart, digest_of_items, write_intake
from dunwell.usecases.importing.settling import Posted, post_payments
from dunwell.usecases.importing.told import told
from dunwell.usecases.importing.unaccepted import flag_unaccepted
from dunwell.usecases.work import Answer, Caller, Work, use_case

WHAT = "items"


def import_items(caller: Caller, *, reading: FileReading) -> Answer:
    """Take in the rows of a file, in one transaction, and name those that could not go in.

    Customers that are not on the books are added. A row that says settled becomes an invoice and its payment on that
    day; one that says only what is open, an invoice of which the other part was settled by list, which is no cash.
    Payments that stand among the rows find their items as those of a payments list do. The same file again changes
    nothing, and so does a row that says what is on record; one that says otherwise is named. Electronic invoices are
    kept beside what they become.
    Answers with counts by kind and with all problems. Raises nothing for what is wrong with the file.
    """
    content = stable_key(reading.digest, _digest(ItemRows.of(reading.rows).frame, reading).hex())
    # The reading goes in past the keywords: the key of the request is made from the digest of what was read.
    return _take_in(caller, reading, content=content)


@use_case(Verb.IMPORT)
def _take_in(work: Work, reading: FileReading, *, content: str) -> Answer:
    known = known_file(work, WHAT, reading.digest)
    if reading.is_refused or (known is not None and is_whole(work, known, content)):
        return told(reading, WHAT, counts=Intake().counts, already=known is not None, kept=known)
    intake = sort_rows(work, reading)
    flagged = flag_unaccepted(work, reading.file, intake)
    if intake.is_empty and known is not None and not reading.payments:
        return _told(reading, intake, PaymentIntake(), Posted(), known, already=True)
    facts = {"file": reading.digest, **intake.counts, "payments": len(reading.payments), **_without(flagged)}
    work.note(facts, rows=intake.new.height + len(reading.payments), digest=_digest(intake.new, reading))
    write_intake(work, reading, intake, PaidPart("by_list", work.today))
    if not intake.refused:
        keep_documents(work, reading)
    money = sort_payments(work, reading.file, reading.payments)
    posted = post_payments(work, reading.file, money)
    refused = intake.refused + money.refused + posted.refused
    counts = {**intake.counts, **posted.counts, "content": content, "refused": refused}
    kept = keep_file(work, known, reading, WHAT, counts)
    return _told(reading, intake, money, posted, kept, already=False)


def _without(flagged: int) -> dict[str, int]:
    return {"without_acceptance": flagged} if flagged else {}


def _digest(rows: pl.DataFrame, reading: FileReading) -> bytes:
    return digest_of_items(rows, (row.digest for row in reading.payments))


def _told(
    reading: FileReading, intake: Intake, money: PaymentIntake, posted: Posted, kept: ImportFile, *, already: bool
) -> Answer:
    counts = {**intake.counts, **(posted.counts if reading.payments else {})}
    if reading.payments:
        counts["duplicates"] = money.duplicates
    return told(
        reading,
        WHAT,
        counts=counts,
        problems=(*intake.problems, *money.problems, *posted.problems),
        refused=intake.refused + money.refused + posted.refused,
        already=already,
        kept=kept,
    )
