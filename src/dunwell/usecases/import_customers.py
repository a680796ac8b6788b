"""Take a list of customers into the books: who they are, how they are reached, and the cases that run elsewhere."""

from typing import Any

from dunwell.domain.ids import stable_key
from dunwell.domain.roles import Verb
from dunwell.ports import FileReading
from dunwell.usecases.importing.cases import Taken, has_case, take_over
from dunwell.usecases.importing.described import TAKEN, Described, sort_customers
from dunwell.usecases.importing.files import is_whole, keep_file, known_file
from dunwell.usecases.importing.pen import UPDATED
from dunwell.usecases.importing.people import add_described, reach
from dunwell.usecases.importing.posting import digest_of, touch
from dunwell.usecases.importing.told import told
from dunwell.usecases.work import Answer, Caller, Work, use_case

WHAT = "customers"


def import_customers(caller: Caller, *, reading: FileReading, cases: bool = True) -> Answer:
    """Take in the customers of a file, in one transaction, and name those that could not go in.

    New ones are added; of those on the books changes are taken and told, addresses and people added. A stage becomes
    the place where the next episode begins, an open promise covers the oldest items, a dispute all that is open: what
    a customer owes has to be on the books before; without `cases` they wait for another call. Answers with counts and
    all problems.
    """
    content = stable_key(reading.digest, *(row.digest for row in reading.customers))
    return _take_in(caller, reading, content=content, cases=cases)


@use_case(Verb.IMPORT)
def _take_in(work: Work, reading: FileReading, *, content: str, cases: bool) -> Answer:
    known = known_file(work, WHAT, reading.digest)
    if reading.is_refused or (known is not None and is_whole(work, known, content)):
        counts = _counts(Described(), Taken(), 0)
        return told(reading, WHAT, counts=counts, already=known is not None, kept=known)
    found = sort_customers(work, reading.file, reading.customers)
    rows = [*found.new, *(row for _, row in found.known)]
    facts = {"file": reading.digest, "customers": len(found.new), "changed": len(found.changed)}
    work.note(facts, rows=len(rows), digest=digest_of(row.digest for row in rows))
    new = add_described(work, found.new)
    added = work.books.customers.in_bulk([owner for owner, _ in new])
    pairs = [*((added[owner], row) for owner, row in new), *found.known]
    work.books.customers.bulk_update(found.changed, TAKEN, batch_size=UPDATED)
    addresses = reach(work, [(customer.pk, row) for customer, row in pairs])
    taken = take_over(work, reading.file, pairs if cases else ())
    waiting = 0 if cases else sum(has_case(row) for _, row in pairs)
    touch(work, {customer.pk for customer, _ in pairs})
    counts = _counts(found, taken, addresses)
    problems = (*found.problems, *taken.problems)
    kept = keep_file(
        work,
        known,
        reading,
        WHAT,
        {**counts, "content": content, "refused": found.refused + len(taken.problems) + waiting},
        before=found.before,
    )
    return told(reading, WHAT, counts=counts, problems=problems, refused=found.refused, kept=kept)


def _counts(found: Described, taken: Taken, addresses: int) -> dict[str, Any]:
    return {
        "customers": len(found.new),
        "changed": len(found.changed),
        "unchanged": len(found.known) - len(found.changed),
        "addresses": addresses,
        **taken.counts,
    }
