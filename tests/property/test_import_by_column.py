"""Files taken in by the column give the same books and the same words as files looked at row by row."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dunwell.adapters.files.amounts import Figure, read_amount, to_minor
from dunwell.adapters.files.plain_amounts import plain_amounts
from dunwell.data.books import Books
from dunwell.usecases.importing import items
from dunwell.usecases.importing.clear import Parted
from integration.importing.desk import FIRST, HEAD, Importer

AMOUNTS = st.one_of(
    st.from_regex(r"[0-9]{1,14}([.,][0-9]{1,4})?", fullmatch=True),
    st.sampled_from(["", "-5.00", "1,234.50", "1.234,50", "0", "0.00", "EUR 5", "٥.٥", "1e5", "12.3 ", ".5"]),
)


@example([("100000000000", "UYW"), ("99999999999", "UYW")])
@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(["EUR", "JPY", "KWD", "UYW", "", "QQQ"]))))
def test_an_amount_read_by_the_column_is_what_it_is_alone(cells: list[tuple[str, str]]) -> None:
    read = plain_amounts([text for text, _ in cells], [code for _, code in cells])
    points = 0
    for (text, code), minor in zip(cells, read.minor, strict=True):
        if minor is not None:
            alone = read_amount(text)
            assert isinstance(alone, Figure)
            assert minor == to_minor(alone, None, code)
            points += alone.proves == "."
    assert read.points == points


def days(count: int) -> st.SearchStrategy[str]:
    return st.integers(0, count).map(lambda more: (date(2026, 1, 1) + timedelta(more)).isoformat())


ROW = st.fixed_dictionaries(
    {
        "number": st.sampled_from([*(f"INV-{at}" for at in range(30)), "", "007", "7", "x" * 210]),
        "ref": st.sampled_from(["C1", "C2", "C3", "0042", "42", "C9"]),
        "name": st.sampled_from(["Acme", "Acme", "ACME", "Apex", ""]),
        "item_date": days(80),
        "due_date": st.one_of(days(120), st.sampled_from(["", "2026-02-30", "03/04/2026", "1990-01-01"])),
        "currency": st.sampled_from(["EUR", "EUR", "JPY", "xx"]),
        "amount": st.sampled_from(["100.00", "100", "55.50", "-20.00", "1.234", "0", "", "1.000,00"]),
        "open": st.sampled_from(["100.00", "100", "40.00", "", "0", "-20.00"]),
        "settled": st.sampled_from(["", "", "", "2026-02-01", "2026-12-31"]),
        "disputed": st.sampled_from(["", "yes", "no", "perhaps"]),
        "email": st.sampled_from(["", "ap@acme.example", "a@x.example; b@x.example", "nobody"]),
    }
)
LIST = f"{HEAD},settled on,disputed,email"
TABLES = ("customers", "items", "entries", "allocations", "disputes", "addresses", "contacts", "import_files")


ROWS = st.lists(ROW, min_size=1, max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, second=ROWS, listed=st.booleans())
def test_the_books_do_not_know_by_which_way_a_file_came(
    tmp_path: Path,
    undone: Callable[[], AbstractContextManager[None]],
    first: list[dict[str, str]],
    second: list[dict[str, str]],
    listed: bool,
) -> None:
    states = []
    for way in (by_the_row, by_the_column):
        with undone(), way():
            importer = Importer(tmp_path)
            asked: dict[str, Any] = {"as_of": FIRST, "confirm": True} if listed else {}
            answers = [importer.take(importer.read(*lines(rows), head=LIST), **asked) for rows in (first, second)]
            states.append((list(map(plainly, answers)), state(importer.books)))
    assert states[0] == states[1]


def lines(rows: list[dict[str, str]]) -> list[str]:
    return [",".join(f'"{cell}"' if "," in cell else cell for cell in row.values()) for row in rows]


@contextmanager
def by_the_row() -> Iterator[None]:
    """Let every row be looked at."""
    with patch.object(items, "part_clear", lambda work, rows: Parted(rows.clear(), rows, frozenset())):
        yield


@contextmanager
def by_the_column() -> Iterator[None]:
    """Let even short files be parted by the column."""
    with patch.object(items, "FEW", 0):
        yield


def plainly(answer: dict[str, Any]) -> dict[str, Any]:
    told = sorted(answer["problems"], key=lambda each: (each["line"] or 0, repr(each)))
    return {name: value for name, value in answer.items() if name != "import_id"} | {"problems": told, "file": ""}


def state(books: Books) -> dict[str, list[Any]]:
    """Give all rows of the tables that an import writes, with ids counted from the first of their table."""
    rows = {name: list(getattr(books, name).order_by("id").values()) for name in TABLES}
    first = {f"{name}_id": rows[table][0]["id"] for name, table in OWNERS.items() if rows[table]}
    return {name: [counted(row, first | {"id": mine[0]["id"]}) for row in mine] for name, mine in rows.items()}


OWNERS = {"customer": "customers", "item": "items", "entry": "entries", "contact": "contacts"}
FREE = {"company_id", "recorded_seq", "name", "seqs"}


def counted(row: dict[str, Any], first: dict[str, int]) -> dict[str, Any]:
    gone = FREE - {"name"} if "ref" in row else FREE
    kept = {name: value for name, value in row.items() if name not in gone}
    return kept | {name: kept[name] - at for name, at in first.items() if kept.get(name) is not None}
