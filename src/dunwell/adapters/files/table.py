"""From rows to a raw table: the header line, rows of its length with their lines. No cell is interpreted.

The header is found by its names, never by its place: exports put titles above it.
"""

from dataclasses import dataclass, field
from itertools import islice

from dunwell.adapters.files.delimited import TRIED_HEADERS, Claims
from dunwell.adapters.files.faults import Fault, FileError, fault
from dunwell.adapters.files.grid import Grid, Merged, Record

MAX_ROWS = 2_000_000
MAX_CELL = 32_767
LOOSE_CELLS = 3
"""A row shorter than the header with at most so many filled cells may be the title or the total of a group."""


@dataclass(slots=True)
class RawTable:
    """A header and rows of text, all of the header's length; `lines` holds the physical line of each row.

    `above` are the rows over the header; `short` the faults of rows that were filled up to the header's length and
    are no rows unless they are titles or totals of groups. `totals` are the rows that total everything.
    """

    header: list[str]
    header_line: int
    rows: list[list[str]]
    lines: list[int]
    grid: Grid
    above: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[tuple[int, Fault, str]] = field(default_factory=list)
    short: dict[int, tuple[Fault, str]] = field(default_factory=dict)
    passed: int = 0
    totals: list[tuple[int, list[str]]] = field(default_factory=list)

    @property
    def merged(self) -> list[Merged]:
        """Give the merged cells below the header."""
        return [one for one in self.grid.merged if one.first_line > self.header_line]

    def refuse_short(self) -> None:
        """Refuse the rows shorter than the header, where no group can have titles or totals."""
        self.faults += [(line, found, value) for line, (found, value) in self.short.items()]
        self.keep([at for at, line in enumerate(self.lines) if line not in self.short])
        self.short.clear()

    def keep(self, positions: list[int]) -> None:
        """Keep some rows alone, in their order."""
        self.rows = [self.rows[at] for at in positions]
        self.lines = [self.lines[at] for at in positions]


def read_table(grid: Grid, claims: Claims) -> RawTable:
    """Read rows as a table; rows that do not fit the header become faults of their line.

    Raises FileError `no_header` or `too_many_rows`.
    """
    head = list(islice(grid.records, TRIED_HEADERS))
    at = _header_at(head, claims)
    table = RawTable(head[at].cells, head[at].line, [], [], grid, [record.cells for record in head[:at]])
    table.notes += grid.notes
    if at:
        table.notes.append(f"{at} lines above the header were passed over")
    width = len(table.header)
    for part in (head[at + 1 :], grid.records):
        for record in part:
            if _is_plain(record, width) and len(table.rows) < MAX_ROWS:
                table.rows.append(list(record.cells))
                table.lines.append(record.line)
            else:
                _take(table, record)
    return table


def _is_plain(record: Record, width: int) -> bool:
    """Tell whether a row is as nearly all are; no cell of it is too long where all of them together are not."""
    return record.fault is None and len(record.cells) == width and sum(map(len, record.cells)) < MAX_CELL


def _header_at(head: list[Record], claims: Claims) -> int:
    """Find the header; where no line names two fields, the first line is it, and its names are shown to the user."""
    if not head:
        raise FileError(fault("no_header", tried=TRIED_HEADERS))
    known = [claims(record.cells) for record in head]
    return known.index(max(known)) if max(known) > 1 else 0


def _take(table: RawTable, record: Record) -> None:
    if len(table.rows) >= MAX_ROWS:
        raise FileError(fault("too_many_rows", most=MAX_ROWS))
    width, cells = len(table.header), list(record.cells)
    while len(cells) > width and not cells[-1]:
        cells.pop()
    found, value = record.fault, ""
    if table.grid.sheet and len(cells) != width:
        cells = (cells + [""] * (width - len(cells)))[:width]  # a sheet has no end of a row: what has no header goes
    if not found and len(cells) != width:
        found, value = fault("row_ragged", has=len(cells), wants=width), table.grid.delimiter.join(cells)
        if len(cells) < width and sum(1 for cell in cells if cell.strip()) <= LOOSE_CELLS:
            table.short[record.line] = (found, value)
            found, cells = None, cells + [""] * (width - len(cells))
    if not found and max(map(len, cells)) > MAX_CELL:
        longest = max(cells, key=len)
        found, value = fault("cell_too_long", size=len(longest), most=MAX_CELL), longest[:100]
    if found:
        table.faults.append((record.line, found, value))
    else:
        table.rows.append(cells)
        table.lines.append(record.line)
