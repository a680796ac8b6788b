"""Put an installation back as it stood when a backup was made; from then on it sends nothing until a person says so.

What went out since the backup is not known in it, and what was about to go out may have gone: the one is why sending
is off, the other is why those messages are in doubt. Knows neither where the installation lives nor what time it is.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from dunwell.data import journal
from dunwell.data.archive import Archive, database_is_empty, load, open_archive
from dunwell.data.archive.loading import write_files
from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Role
from dunwell.usecases.work import Answer

RESTORED = "installation.restored"
IN_DOUBT = "restored"
UNSENT = ("planned", "rendered", "claimed", "sending")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an installation is put back, by whom and when. `today` gives the day in a time zone at a moment."""

    home: Path
    write: Callable[[Path, bytes], None]
    actor: str
    at: datetime
    today: Callable[[str, datetime], date]


def restore_backup(path: Path, place: Place, *, replace: Callable[[], Answer] | None = None) -> Answer:
    """Check a backup, put all of it back, and turn sending off.

    An installation that holds a company is left alone, unless `replace` is given: it makes a backup of what is there,
    and only then what is there goes. Answers with the number of rows and files, and of messages in doubt by company.
    Raises Refused `already_exists` and UserError `backup_unreadable`, `backup_damaged`, `backup_newer`; nothing is
    changed then.
    """
    kept: Answer | None = None
    with open_archive(path) as archive:
        if not database_is_empty():
            if replace is None:
                raise Refused(
                    RefusalCode.ALREADY_EXISTS,
                    "There is an installation already, and it is not empty",
                    "Restore into an empty database; or say --replace: what is there is then backed up first",
                )
            kept = replace()
        files: list[int] = []
        rows = load(archive, lambda: files.append(write_files(archive, place.home, place.write)))
        with transaction.atomic():
            told = [_rest(company, archive, place) for company in Company.objects.order_by("pk")]
    return {"rows": rows, "files": sum(files), "companies": told, "replaced": kept}


def _rest(company: Company, archive: Archive, place: Place) -> dict[str, Any]:
    """Turn a company's sending off, and name what had not been sent as being in doubt."""
    books, today = Books(company), place.today(company.zone, place.at)
    unsent = books.messages.filter(state__in=UNSENT) | books.messages.filter(state="failed", not_before__isnull=False)
    numbers = dict(unsent.values_list("pk", "customer_id"))
    digest = hashlib.sha256(json.dumps(archive.manifest, sort_keys=True).encode()).hexdigest()
    facts = {"made_at": archive.manifest["made_at"], "sha256": digest, "in_doubt": sorted(numbers)}
    seq = journal.record(company, RESTORED, facts=facts, actor=place.actor, role=Role.OWNER.value, at=place.at)
    books.messages.filter(pk__in=list(numbers)).update(
        state="in_doubt", reason=IN_DOUBT, lease_holder="", lease_until=None, not_before=None
    )
    books.customers.raise_versions(set(numbers.values()))
    books.digests.filter(state="sending").update(state="in_doubt")
    books.restorations.standing().update(ended_on=today, ended_seq=seq)
    books.restorations.create(
        made_at=datetime.fromisoformat(archive.manifest["made_at"]),
        restored_at=place.at,
        sha256=digest,
        in_doubt=len(numbers),
        recorded_on=today,
        recorded_seq=seq,
    )
    return {"company": company.slug, "in_doubt": len(numbers), "sending": "off"}
