"""Take back an import on which nothing was sent: by entries that reverse it; the journal keeps both."""

from dunwell.data.models import ImportFile
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Verb
from dunwell.usecases.importing.files import seqs_of
from dunwell.usecases.importing.standing_on import check_newest, check_nothing_sent
from dunwell.usecases.importing.taking_back import Undoing
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.IMPORT)
def undo_import(work: Work, *, number: int) -> Answer:
    """Take an import back, by the number that `dunwell imports` gives.

    Items that it brought are owed no more and leave their numbers; money that it posted goes out again; what a list
    settled is open, and what it opened again settled. Money of others that had settled its items is unallocated
    again. Customers and addresses stay. Raises Refused `unknown_import`, `sent_already` where a message rests on it,
    or `import_built_on` where a later complete list does.
    """
    file = _find(work, number)
    check_newest(work, file)
    check_nothing_sent(work, file, seqs_of(file))
    undoing = Undoing(work, file, seqs_of(file))
    locked = work.books.locked(undoing.customers)
    work.note({"import": file.pk, "what": file.what, "customers": len(locked)})
    counts = undoing.take_back()
    file.undone_on, file.undone_seq = work.today, work.seq
    file.save(update_fields=["undone_on", "undone_seq"])
    return {"import_id": file.pk, "file": file.name, "what": file.what, **counts}


def _find(work: Work, number: int) -> ImportFile:
    found: ImportFile | None = work.books.import_files.in_force().filter(pk=number).first()
    if found is None:
        raise Refused(
            RefusalCode.UNKNOWN_IMPORT,
            f"There is no import {number} that could be taken back",
            "Give a number that `dunwell imports` lists",
            field="import",
            value=number,
        )
    return found
