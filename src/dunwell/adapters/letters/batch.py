"""Letters laid together for the printer: a list of addresses, then each letter with what goes into its envelope."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pikepdf
import typst

from dunwell.domain.post import Outgoing

COLUMNS = ("message", "customer", "name", "address", "first_page", "pages")
FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter stands in the print: its first page, counted from 1, and how many."""

    letter: Outgoing
    first_page: int
    pages: int


def lay_together(letters: Sequence[Outgoing], *, duplex: bool) -> tuple[bytes, list[Place]]:
    """Give the print as one PDF, with the list in front, and where each letter stands in it."""
    lengths = [sum(_pages(file.content) for file in letter.files) for letter in letters]
    front = _pages(cover(_places(letters, lengths, 0, duplex=duplex)))
    places = _places(letters, lengths, front, duplex=duplex)
    with pikepdf.new() as whole:
        _append(whole, cover(places))
        for place in places:
            while len(whole.pages) + 1 < place.first_page:
                whole.add_blank_page(page_size=(595, 842))
            for file in place.letter.files:
                _append(whole, file.content)
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue(), places


def cover(places: Sequence[Place]) -> bytes:
    """Set the list that goes before the letters, as PDF."""
    rows = [
        [str(p.letter.number), p.letter.customer, p.letter.name, ", ".join(p.letter.address), _range(p)] for p in places
    ]
    data = {
        "title": f"{len(places)} letters to post" if len(places) != 1 else "1 letter to post",
        "note": "When they are in the post, mark them as sent by the numbers in the first column.",
        "head": ["No.", "Customer", "Name", "Address", "Pages"],
        "rows": rows,
    }
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(files(package) / "files") for package in FONTS],
    )
    sheet = Path(__file__).parent / "cover.typ"
    compiler = typst.Compiler(root=str(sheet.parent), font_paths=fonts, ignore_system_fonts=True)
    made = compiler.compile(input=str(sheet), format="pdf", sys_inputs={"data": json.dumps(data)})
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF")
    return made


def as_csv(places: Sequence[Place]) -> bytes:
    """Write the list for a spreadsheet; what could be read as a formula is defused."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for place in places:
        letter = place.letter
        texts = [_defused(text) for text in (letter.customer, letter.name, ", ".join(letter.address))]
        rows.writerow([letter.number, *texts, place.first_page, place.pages])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _places(letters: Sequence[Outgoing], lengths: Sequence[int], front: int, *, duplex: bool) -> list[Place]:
    places, next_page = [], front + 1
    for letter, pages in zip(letters, lengths, strict=True):
        next_page += duplex and next_page % 2 == 0
        places.append(Place(letter, next_page, pages))
        next_page += pages
    return places


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as paper:
        return len(paper.pages)


def _append(whole: pikepdf.Pdf, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as paper:
        whole.pages.extend(paper.pages)


def _range(place: Place) -> str:
    last = place.first_page + place.pages - 1
    return str(last) if place.pages == 1 else f"{place.first_page}–{last}"


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
