"""Take a list of payments into the books: money that came in finds its items where there is no doubt."""

from dunwell.domain.ids import stable_key
from dunwell.domain.roles import Verb
from dunwell.ports import FileReading
from dunwell.usecases.importing.files import is_whole, keep_file, known_file
from dunwell.usecases.importing.payments import sort_payments
from dunwell.usecases.importing.posting import digest_of
from dunwell.usecases.importing.settling import Posted, post_payments
from dunwell.usecases.importing.told import told
from dunwell.usecases.work import Answer, Caller, Work, use_case

WHAT = "payments"


def import_payments(caller: Caller, *, reading: FileReading) -> Answer:
    """Post the payments and refunds of a file, in one transaction, and name those that could not go in.

    Each finds its items by docs/deciding.md, rule 9, in the order of their dates. Money that is on record with the
    same date, amount, reference and customer, or the same number of its own, is not posted again, and told. Customers
    that are not on the books are named. Answers with counts, by which rule items were found, and all problems.
    """
    content = stable_key(reading.digest, *(row.digest for row in reading.payments))
    return _take_in(caller, reading, content=content)


@use_case(Verb.IMPORT)
def _take_in(work: Work, reading: FileReading, *, content: str) -> Answer:
    known = known_file(work, WHAT, reading.digest)
    if reading.is_refused or (known is not None and is_whole(work, known, content)):
        counts = {**Posted().counts, "duplicates": 0}
        return told(reading, WHAT, counts=counts, already=known is not None, kept=known)
    intake = sort_payments(work, reading.file, reading.payments)
    digests = [row.digest for row, _ in intake.new]
    if not digests and known is not None:
        counts = {**Posted().counts, "duplicates": intake.duplicates}
        return told(reading, WHAT, counts=counts, problems=intake.problems, refused=intake.refused, already=True,
                    kept=known)  # fmt: skip
    facts = {"file": reading.digest, "payments": len(digests), "duplicates": intake.duplicates}
    work.note(facts, rows=len(digests), digest=digest_of(digests))
    posted = post_payments(work, reading.file, intake)
    counts = {**posted.counts, "duplicates": intake.duplicates}
    refused = intake.refused + posted.refused
    kept = keep_file(work, known, reading, WHAT, {**counts, "content": content, "refused": refused})
    problems = (*intake.problems, *posted.problems)
    return told(reading, WHAT, counts=counts, problems=problems, refused=refused, kept=kept)
