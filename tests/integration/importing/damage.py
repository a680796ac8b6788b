"""Files damaged at random and taken in, one after the other, into books that go on: never a crash, never a half.

The same seed damages in the same way. Used by a test of a few hundred files, and by the soak of thousands.
"""

import random
from datetime import timedelta
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

from conftest import broken_truths
from dunwell.adapters.files import read_file
from dunwell.data import models
from dunwell.domain.errors import UserError
from integration.importing.desk import FIRST, HEAD, Importer, row
from integration.test_import_files_damaged import damaged, damaged_inside, made
from source_tree import ROOT

DATA = ROOT.parent / "shared" / "data"
REAL = ("receivables/highradius_open_invoices.csv", "dirty/ibm_with_missing_and_duplicates.csv",
        "receivables/WA_Fn-UseC_-Accounts-Receivable.csv", "dirty/highradius_day_month_swapped.csv")  # fmt: skip
PAYMENTS = "number,customer no,customer name,payment date,currency,amount received,reference"
PEOPLE = "customer no,customer name,email,city,terms,stage,promised on,promised amount,promise currency,disputed"
LONGEST_SECONDS = 60
TABLES = (models.Item, models.Entry, models.Allocation, models.Customer, models.Address, models.Contact,
          models.Commitment, models.Cover, models.Dispute, models.Placement, models.ImportFile, models.JournalEntry,
          models.Document, models.Reopening, models.Identifier)  # fmt: skip


@cache
def sources() -> tuple[bytes, ...]:
    """Collect files as they are before any damage: made ones, real documents, and the first rows of real ledgers."""
    ours = [
        "\n".join([HEAD, *(row(f"N{n}", 100 - n, customer=f"C{n % 3}") for n in range(12)), row("CN", -5, amount=-9)]),
        "\n".join([PAYMENTS, *(f"P{n},C{n % 3},x,2026-03-01,EUR,{100 - n},N{n}" for n in range(8))]),
        "\n".join([PEOPLE, *(f"C{n},Customer {n},c{n}@a.example,Delft,net 9,late,2026-03-20,50,EUR,yes"
                             for n in range(4))]),
    ]  # fmt: skip
    heads = [b"\n".join((DATA / name).read_bytes().split(b"\n")[:60]) for name in REAL if (DATA / name).exists()]
    return (*(text.encode() for text in ours * 8), *made(), *heads)


def live_through(importer: Importer, folder: Path, seed: int, files: int) -> None:
    """Take so many damaged files in, each in a way drawn by chance, and look at the books after each."""
    chance = random.Random(seed)  # noqa: S311 - damage has to be the same again, not secret
    taken: list[dict[str, Any]] = []
    for number in range(files):
        path = folder / f"damaged-{number}"
        content = chance.choice(sources())
        inside = content.startswith(b"PK") and chance.random() < 0.7
        path.write_bytes(damaged_inside(chance, content) if inside else damaged(chance, content))
        began = monotonic()
        _take(importer, chance, path, taken)
        assert monotonic() - began < LONGEST_SECONDS, f"seed {seed}, file {number} took too long"
        assert broken_truths() == [], f"seed {seed}, file {number}"


def counted() -> list[int]:
    """Count the rows of all tables that an import writes."""
    return [table.objects.count() for table in TABLES]


def _take(importer: Importer, chance: random.Random, path: Path, taken: list[dict[str, Any]]) -> None:
    reading = read_file(path, currency="EUR")
    day = FIRST + timedelta(days=chance.randint(0, 3))
    asked: dict[str, Any] = {}
    if chance.random() < 0.4:
        asked = {"as_of": day, "confirm": chance.random() < 0.7}
    dry, before = chance.random() < 0.2, counted()
    try:
        if taken and chance.random() < 0.15:
            importer.undo(chance.choice(taken), day)
            return
        answer = importer.take(reading, day, dry=dry, **asked)
    except UserError as refusal:
        why: str | None = refusal.way_out
    else:
        why = None
    if why is not None:
        assert why
        assert counted() == before
    elif dry or answer["refused"] or answer["already"]:
        assert counted() == before
    elif answer["import_id"]:
        taken.append(answer)
