"""A text as blocks: paragraphs, headings, lists and tables of plain runs. Mails and letters are written from it.

Made from Markdown by markdown-it with few rules; what no rule takes (HTML, images, code) stays as it was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight; a line break is a run of its own, "\\n"."""

    text: str
    strong: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a heading where `is_heading`."""

    runs: Runs
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where `ordered`."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads. `is_total`: its first cell is all strong, so a line goes above it."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[Align, ...]

    @staticmethod
    def is_total(row: tuple[Runs, ...]) -> bool:
        """Tell whether a row sums up: all of its first cell is strong."""
        return bool(row) and bool(row[0]) and all(run.strong for run in row[0])


Block = Paragraph | Bullets | Table
Prose = tuple[Block, ...]

_RULES = ["emphasis", "escape", "heading", "link", "list", "newline", "table"]
_WORDS = MarkdownIt("zero").enable(_RULES)
_BLOCKS = MarkdownIt("zero").enable(_RULES).disable("inline")
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_OF_LIST = re.compile(r"^\s*(?:[-+*]|\d{1,9}[.)])(?:\s|$)", re.MULTILINE)


def read_prose(markdown: str) -> Prose:
    """Read Markdown into blocks; empty paragraphs are left out."""
    # Of our blocks only lists reach beyond an empty line. What stands between two is mostly the same from message to
    # message, and is read once.
    if "\r" in markdown or _OF_LIST.search(markdown):
        return _read(markdown)
    return tuple(block for part in _GAP.split(markdown) for block in _read(part))


@lru_cache(maxsize=2_000)
def _read(markdown: str) -> Prose:
    return tuple(_blocks(iter(_BLOCKS.parse(markdown))))


def plain(runs: Runs) -> str:
    """Give the words of runs alone."""
    return "".join(run.text for run in runs)


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    for token in tokens:
        if token.type in ("paragraph_open", "heading_open"):
            yield Paragraph(_runs(next(tokens).content), token.type == "heading_open")
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield Bullets(tuple(_list_items(tokens)), token.type == "ordered_list_open")
        elif token.type == "table_open":
            yield _table(tokens)


def _list_items(tokens: Iterator[Token]) -> Iterator[Runs]:
    depth = 1
    for token in tokens:
        depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
        if depth == 0:
            return
        if token.type == "inline":
            yield _runs(token.content)


def _table(tokens: Iterator[Token]) -> Table:
    rows: list[list[Runs]] = []
    aligns: list[Align] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            aligns.append("right" if "right" in str(token.attrs.get("style", "")) else "left")
        elif token.type == "inline":
            rows[-1].append(_runs(token.content))
    return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(aligns))


@lru_cache(maxsize=5_000)
def _runs(words: str) -> Runs:
    runs: list[Run] = []
    strong, link = 0, ""
    for token in _WORDS.parseInline(words)[0].children or ():
        strong += token.nesting if token.tag == "strong" else 0
        if token.tag == "a":
            link = str(token.attrs.get("href", "")) if token.nesting > 0 else ""
        if token.type in ("softbreak", "hardbreak"):
            runs.append(Run("\n" if token.type == "hardbreak" else " ", bool(strong), link))
        elif token.content:
            runs.append(Run(token.content, bool(strong), link))
    return _joined(runs)


def _joined(runs: list[Run]) -> Runs:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and "\n" not in (last.text, run.text) and (last.strong, last.link) == (run.strong, run.link):
            joined[-1] = Run(last.text + run.text, run.strong, run.link)
        else:
            joined.append(run)
    return tuple(joined)
