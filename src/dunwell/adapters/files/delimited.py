"""From text to rows: delimiter, quotes, physical lines. No cell is interpreted.

`csv.Sniffer` judges by a few letters; here each delimiter is tried, and the one under which the header's names
are known and the records agree in length has proved itself.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from dunwell.adapters.files.faults import FileError, fault
from dunwell.adapters.files.grid import Grid, Record

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MAX_FIELD = 300 * 1024 * 1024
TRIED_RECORDS = 200
TRIED_LETTERS = 2_000_000
TRIED_HEADERS = 30
REREAD_TIMES = 5
"""How often, on the whole, lines swallowed by a quote out of place are read again, so that no file reads for ever."""

Claims = Callable[[list[str]], int]
"""Counts the fields that a record of header names would give."""

_AS_TEXT = re.compile(r'="([^"]*)"')
"""How programs write a text that looks like a number, so that Excel leaves its zeros alone."""


def open_text(text: str, claims: Claims) -> Grid:
    """Divide a text into rows, by the delimiter that it names or proves.

    Raises FileError `delimiter_unknown`.
    """
    named, rest, skipped = _named_delimiter(text)
    delimiter, why = (named, "the first line names it") if named else _prove_delimiter(text, claims)
    return Grid(_records(rest, delimiter, skipped), delimiter, why)


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


def _records(text: str, delimiter: str, skipped: int) -> Iterator[Record]:
    """Give the records that are not blank; a quote out of place costs its own line and not the lines after it."""
    csv.field_size_limit(MAX_FIELD)
    lines = _Lines(text, skipped)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    odd = '="' in text
    allowance = REREAD_TIMES * len(lines.lines)
    while True:
        start = lines.at
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "quote_open" if "unexpected end" in str(error) else "quote_misplaced"
            yield Record(lines.first + start + 1, [], fault(code))
            allowance -= lines.at - start - 1
            if allowance >= 0:
                lines.at = start + 1
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        else:
            if "".join(cells).strip():
                yield Record(lines.first + start + 1, [_bare(cell) for cell in cells] if odd else cells)


def _bare(cell: str) -> str:
    found = _AS_TEXT.fullmatch(cell)
    return found[1] if found else cell
