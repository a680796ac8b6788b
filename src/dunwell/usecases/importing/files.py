"""Files on record: which came in before, under which journal entries, and which complete list is the newest."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dunwell.data.models import ImportFile
from dunwell.ports import FileReading
from dunwell.usecases.work import Work


def known_file(work: Work, what: str, digest: str, complete_on: date | None = None) -> ImportFile | None:
    """Find a file that came in before as the same thing and was not taken back."""
    same = work.books.import_files.in_force().filter(what=what, digest=digest, complete_on=complete_on)
    found: ImportFile | None = same.first()
    return found


def keep_file(
    work: Work,
    known: ImportFile | None,
    reading: FileReading,
    what: str,
    counts: Mapping[str, Any],
    *,
    complete_on: date | None = None,
    before: Mapping[str, Any] | None = None,
) -> ImportFile:
    """Keep a file on record; one that was there gets a further journal entry, under which more of it came in."""
    if known is not None:
        known.seqs = [*known.seqs, work.seq]
        known.before = {**(before or {}), **known.before}
        known.save(update_fields=["seqs", "before"])
        return known
    kept: ImportFile = work.books.import_files.create(
        digest=reading.digest,
        name=reading.file[:300],
        what=what,
        complete_on=complete_on,
        counts=dict(counts),
        before=dict(before or {}),
        **work.stamp,
    )
    return kept


def is_whole(work: Work, known: ImportFile, content: str) -> bool:
    """Tell whether a file is in the books as it was read now: no row was refused, and nothing taken back since."""
    taken_back = work.books.import_files.filter(undone_seq__gt=known.recorded_seq)
    return known.counts.get("content") == content and not known.counts.get("refused") and not taken_back.exists()


def seqs_of(file: ImportFile) -> list[int]:
    """Give the journal entries under which a file's rows came in."""
    return [*([file.recorded_seq] if file.recorded_seq is not None else []), *file.seqs]


def newest_list(work: Work) -> ImportFile | None:
    """Find the newest complete list of open items, by its day."""
    found: ImportFile | None = work.books.import_files.complete().order_by("-complete_on", "-id").first()
    return found
