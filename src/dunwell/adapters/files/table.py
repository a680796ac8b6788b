"""From text to a raw table: delimiter, quotes, header line, rows with their line numbers. No cell is interpreted.

`csv.Sniffer` judges by a few letters; here each delimiter is tried, and the one under which the header's names
are known and the records agree in length has proved itself. Other formats, such as a workbook, make the same
`RawTable`.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from dunwell.adapters.files.faults import Fault, FileError, fault

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_ROWS = 2_000_000
MAX_CELL = 32_767
MAX_FIELD = 300 * 1024 * 1024
TRIED_RECORDS = 200
TRIED_LETTERS = 2_000_000
TRIED_HEADERS = 30
REREAD_TIMES = 5
"""How often, on the whole, lines swallowed by a quote out of place are read again, so that no file reads for ever."""

Claims = Callable[[list[str]], int]
"""Counts the fields that a record of header names would give."""


@dataclass(slots=True)
class RawTable:
    """A header and rows of text, all of the header's length; `lines` holds the physical line of each row."""

    header: list[str]
    header_line: int
    rows: list[list[str]]
    lines: list[int]
    delimiter: str = ""
    delimiter_why: str = ""
    notes: list[str] = field(default_factory=list)
    faults: list[tuple[int, Fault, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    cells: list[str]
    fault: Fault | None = None


def read_table(text: str, claims: Claims) -> RawTable:
    """Read text as a table; rows that do not fit the header become faults of their line.

    Raises FileError `delimiter_unknown`, `no_header` or `too_many_rows`.
    """
    named, text_from, skipped = _named_delimiter(text)
    delimiter, why = (named, "the first line names it") if named else _prove_delimiter(text, claims)
    records = _records(text_from, delimiter, skipped)
    head = list(islice(records, TRIED_HEADERS))
    at = _header_at(head, claims)
    table = RawTable(head[at].cells, head[at].line, [], [], delimiter, why)
    if at:
        table.notes.append(f"{at} lines above the header were passed over")
    _fill(table, (record for part in (head[at + 1 :], records) for record in part))
    return table


def _named_delimiter(text: str) -> tuple[str, str, int]:
    """Look for the first line by which Excel names a delimiter, such as `sep=;`."""
    first, _, rest = text.partition("\n")
    first = first.strip("\r\ufeff ")
    if len(first) == 5 and first.lower().startswith("sep="):
        return first[4], rest, 1
    return "", text, 0


def _prove_delimiter(text: str, claims: Claims) -> tuple[str, str]:
    """Choose the delimiter under which most headers are known, then most records agree in length."""
    best: tuple[tuple[int, int, int], str, int] = ((0, 0, 0), "", 0)
    for delimiter in DELIMITERS:
        records = [record.cells for record in islice(_records(text[:TRIED_LETTERS], delimiter, 0), TRIED_RECORDS)]
        lengths = Counter(len(cells) for cells in records if len(cells) > 1)
        if not lengths:
            continue
        header = max(records[:TRIED_HEADERS], key=claims)
        known = claims(header)
        length = len(header) if known > 1 else lengths.most_common(1)[0][0]
        score = (known, lengths[length], length)
        if score > best[0]:
            best = (score, delimiter, len(records))
    (known, agreeing, length), delimiter, tried = best
    if not delimiter:
        raise FileError(fault("delimiter_unknown"))
    why = f"{DELIMITERS[delimiter]} gives {length} fields in {agreeing} of the first {tried} lines"
    return delimiter, f"{why}, and {known} known headers" if known else why


class _Lines:
    """The physical lines of a text, as `csv` wants them, which can be read again from any of them."""

    def __init__(self, text: str, at: int) -> None:
        self.lines = list(io.StringIO(text, newline=""))
        self.first = at
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def _records(text: str, delimiter: str, skipped: int) -> Iterator[_Record]:
    """Give the records that are not blank; a quote out of place costs its own line and not the lines after it."""
    csv.field_size_limit(MAX_FIELD)
    lines = _Lines(text, skipped)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    allowance = REREAD_TIMES * len(lines.lines)
    while True:
        start = lines.at
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "quote_open" if "unexpected end" in str(error) else "quote_misplaced"
            yield _Record(lines.first + start + 1, [], fault(code))
            allowance -= lines.at - start - 1
            if allowance >= 0:
                lines.at = start + 1
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        else:
            if any(cell and not cell.isspace() for cell in cells):
                yield _Record(lines.first + start + 1, cells)


def _header_at(head: list[_Record], claims: Claims) -> int:
    """Find the header by its names, never by its place: exports put titles above it.

    Where no line names two fields, the first line is the header, and its names are shown to the user.
    """
    if not head:
        raise FileError(fault("no_header", tried=TRIED_HEADERS))
    known = [claims(record.cells) for record in head]
    return known.index(max(known)) if max(known) > 1 else 0


def _fill(table: RawTable, records: Iterable[_Record]) -> None:
    width = len(table.header)
    for record in records:
        if len(table.rows) >= MAX_ROWS:
            raise FileError(fault("too_many_rows", most=MAX_ROWS))
        cells = record.cells
        while len(cells) > width and not cells[-1]:
            cells.pop()
        found, value = record.fault, ""
        if not found and len(cells) != width:
            found, value = fault("row_ragged", has=len(cells), wants=width), table.delimiter.join(cells)
        elif not found and len(longest := max(cells, key=len)) > MAX_CELL:
            found, value = fault("cell_too_long", size=len(longest), most=MAX_CELL), longest[:100]
        if found:
            table.faults.append((record.line, found, value))
        else:
            table.rows.append(cells)
            table.lines.append(record.line)
