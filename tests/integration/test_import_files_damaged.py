"""Files damaged at random, text, workbooks and documents, made here and real: each is read or refused, none crashes.

Workbooks are damaged inside their archive too, where a damaged archive would hide what lies behind it.
"""

import io
import random
import zipfile
from pathlib import Path

import pytest

from dunwell.adapters.files import read_file
from unit.adapters.files import programs
from unit.adapters.files.books import HEADER, workbook
from unit.adapters.files.papers import CII, UBL, pdf
from unit.adapters.files.test_languages import LISTS

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "einvoice"
EACH = 300
PUT_IN = [b'"', b";", b",", b"\n", b"<", b"&", b"-", b"9999999999", b"\xff", b"\x00", b"Total ", b"=1+1", b"2026-02-30"]

pytestmark = pytest.mark.slow


def made() -> list[bytes]:
    """Collect files as programs and people make them."""
    texts = [programs.XERO_INVOICES, programs.XERO_AGED, programs.QUICKBOOKS_AGED, programs.ODOO, programs.EXACT_OPEN,
             programs.ERPNEXT_INVOICES, UBL, CII, *("\n".join(lines) for lines in LISTS.values())]  # fmt: skip
    rows = [[f"G{n}", "C1", "2026-01-02", "2026-02-01", 10.5 + n, "EUR"] for n in range(20)]
    real = [path.read_bytes() for path in sorted(DATA.iterdir())] if DATA.is_dir() else []
    documents = [programs.DATEV_BOOKINGS, pdf({"factur-x.xml": CII.encode()}), workbook({"List": [HEADER, *rows]})]
    return [text.encode() for text in texts] + documents * 3 + real


def damaged(chance: random.Random, content: bytes) -> bytes:
    """Change, drop, repeat, put in or cut off some bytes."""
    for _ in range(chance.randint(1, 5)):
        at, way = chance.randrange(len(content) + 1), chance.random()
        rest = content[at + chance.randint(0, 60) :] if way < 0.5 else content[at:]
        other = chance.randrange(len(content) + 1)
        put = bytes([chance.randrange(256)]) if way < 0.3 else content[other : other + 80]
        put = chance.choice(PUT_IN) if way > 0.7 else put
        content = content[:at] if way > 0.95 else content[:at] + put + rest
    return content


def damaged_inside(chance: random.Random, content: bytes) -> bytes:
    """Damage some parts of a workbook and pack it again."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            part = old.read(member)
            new.writestr(member.filename, damaged(chance, part) if chance.random() < 0.3 else part)
    return packed.getvalue()


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance, sources = random.Random(seed), made()  # noqa: S311 - damage has to be the same again, not secret
    path = tmp_path / "damaged"
    for _ in range(EACH):
        source = chance.choice(sources)
        inside = source.startswith(b"PK") and chance.random() < 0.7
        path.write_bytes(damaged_inside(chance, source) if inside else damaged(chance, source))
        reading = read_file(path, currency="EUR")
        assert any((reading.rows, reading.payments, reading.customers, reading.problems, reading.taken_for.notes))
        assert all(problem.message and problem.way_out for problem in reading.problems)
        taken = len(reading.rows) + len(reading.payments) + reading.rows_refused + reading.rows_repeated
        if reading.what in ("invoices", "open_items") and not reading.is_refused:
            assert reading.rows_seen == taken + reading.rows_passed
