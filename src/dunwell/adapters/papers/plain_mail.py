"""Blocks as plain text, for the text part of a mail. Knows no facts and no language."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dunwell.adapters.papers.prose import Align, Block, Bullets, Paragraph, Prose, Run, Runs, Table

WIDTH = 76
_GAP = "  "


def write_plain(prose: Prose) -> str:
    """Write blocks as lines of at most 76 signs (tables may need more), with a blank line between blocks."""
    return "\n\n".join(map(write_block, prose)) + "\n"


@lru_cache(maxsize=2_000)
def write_block(block: Block) -> str:
    """Write one block as lines; most blocks of a day's messages are the same."""
    return "\n".join(_lines(block))


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _wrapped(_words(block.runs))
        if block.is_heading:
            yield "-" * _width(_words(block.runs))
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, start=1):
            sign = f"{number}. " if block.ordered else "- "
            for at, line in enumerate(_wrapped(_words(item), WIDTH - len(sign))):
                yield (" " * len(sign) if at else sign) + line
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    head = [_words(cell) for cell in table.head]
    rows = [[_words(cell) for cell in row] for row in table.rows]
    if not any(head[1:]):
        # A table whose head has one word is a list of names and values: the word is its heading.
        yield head[0]
        widths = _widths(rows)
    else:
        widths = _widths([head, *rows])
        yield _row(head, widths, table.aligns)
        yield "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    for row, source in zip(rows, table.rows, strict=True):
        if Table.is_total(source):
            yield "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
        yield _row(row, widths, table.aligns)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(_width, column)) for column in zip(*rows, strict=True)]


def _row(cells: Sequence[str], widths: Sequence[int], aligns: Sequence[Align]) -> str:
    padded = (
        " " * (width - _width(cell)) + cell if align == "right" else cell + " " * (width - _width(cell))
        for cell, width, align in zip(cells, widths, aligns, strict=True)
    )
    return _GAP.join(padded).rstrip()


def _wrapped(text: str, width: int = WIDTH) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        if 0 < len(part) <= width and part.isprintable() and part == part.strip():
            lines.append(part)
            continue
        lines += textwrap.wrap(part, width, break_long_words=False, break_on_hyphens=False)
    return lines


def _words(runs: Runs) -> str:
    return "".join(map(_word, runs)).strip()


def _word(run: Run) -> str:
    return f"{run.text} ({run.link})" if run.link and run.link != run.text else run.text


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return _seen_width(text)


@lru_cache(maxsize=5_000)
def _seen_width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    unseen = sum(unicodedata.combining(sign) > 0 or unicodedata.category(sign) == "Cf" for sign in text)
    return len(text) + wide - unseen
