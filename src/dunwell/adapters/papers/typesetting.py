"""Typst at work: one compiler for the life of the process, our fonts alone, data as values. Knows no facts.

Compilers are not shared between threads: each compile sets the data of its own.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from threading import local
from typing import Any

import typst

from dunwell.domain.errors import UserError

SHEETS = Path(__file__).parent / "typ"
FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_arimo")
"""Packages whose folder `files` holds fonts: Latin, Greek and Cyrillic letters, Arabic ones, and those of QR-bills."""

ARCHIVE: "list[typst.PDFStandard]" = ["a-3a", "ua-1"]
"""PDF/A-3 with tags for archives, PDF/UA-1 for readers who hear a page."""

_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')
_NO_PICTURE = re.compile(r"failed to (?:process|parse|decode|load) (?:image|SVG|svg)")
_UNBROKEN = re.compile(r"[^\s@]{20,}")
_PICTURES = ("svg", "logo")
_of_this_thread = local()


def typeset(sheet: str, data: Mapping[str, Any], on: date, *, archive: bool = True) -> bytes:
    """Set a sheet with its data as a PDF; the same data and day give the same bytes.

    `archive` False: a plain PDF, for what is laid upon the page of another paper.
    Raises UserError `not_printable` and `bad_logo`.
    """
    standards: list[typst.PDFStandard] = ARCHIVE if archive else []
    try:
        made = _compiler().compile(
            input=str(SHEETS / f"{sheet}.typ"),
            format="pdf",
            sys_inputs={"data": _told(data)},
            pdf_standards=standards,
            timestamp=datetime.combine(on, time(), UTC),
            pdf_tags=archive,
        )
    except typst.TypstError as fault:
        raise _explained(fault) from None
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF")
    return made


def draw(sheet: str, data: Mapping[str, Any], *, ppi: float = 72) -> list[bytes]:
    """Draw the pages of a sheet as PNG, to be looked at on a screen. Raises as `typeset`."""
    try:
        made = _compiler().compile(
            input=str(SHEETS / f"{sheet}.typ"), format="png", ppi=ppi, sys_inputs={"data": _told(data)}
        )
    except typst.TypstError as fault:
        raise _explained(fault) from None
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made or b"")]


def _told(data: Mapping[str, Any]) -> str:
    """Write the data of a sheet, and with it whether anything in it may be too long for a line."""
    return json.dumps({**data, "unbroken": _has_unbroken(data)}, ensure_ascii=False, separators=(",", ":"))


def _has_unbroken(value: Any) -> bool:
    """Tell whether there is a long run of signs without a gap: to look for them on a page takes its time."""
    if isinstance(value, str):
        return _UNBROKEN.search(value) is not None
    if isinstance(value, Mapping):
        return any(_has_unbroken(each) for name, each in value.items() if name not in _PICTURES)
    return isinstance(value, (list, tuple)) and any(map(_has_unbroken, value))


def _explained(fault: typst.TypstError) -> Exception:
    """Make an error for the user of what cannot be drawn; any other fault is the program's."""
    if _NO_PICTURE.search(str(fault)):
        return UserError("bad_logo", "The company's logo cannot be drawn", "Save it anew as SVG or PNG", field="logo")
    found = _NO_LETTER.search(str(fault))
    if found is None:
        return fault
    return UserError(
        "not_printable",
        f"{found[1]!r} is in none of the fonts, which have Latin, Greek, Cyrillic and Arabic letters",
        "Write the name or address in one of these scripts, as the post abroad needs it anyway",
        value=found[1],
    )


def _compiler() -> typst.Compiler:
    compiler: typst.Compiler | None = getattr(_of_this_thread, "compiler", None)
    if compiler is None:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(files(package) / "files") for package in FONTS],
        )
        compiler = typst.Compiler(root=str(SHEETS), font_paths=fonts, ignore_system_fonts=True)
        _of_this_thread.compiler = compiler
    return compiler
