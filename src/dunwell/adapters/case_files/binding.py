"""The bundle: one PDF/A of all that a case file tells, with our own papers behind it and a number on every page.

Papers of others are not for archives as a rule: such a PDF is not bound in, it stays a file beside the bundle.
"""

import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import typst

from dunwell.adapters.case_files.indexing import words_of

SHEETS = Path(__file__).parent
FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')
TRIES = 50


def bind(language: str, told: Mapping[str, Any], papers: Sequence[bytes], on: date) -> bytes:
    """Bind the bundle: its own pages, then the papers that are for archives, numbered through.

    `told`: texts as `case.typ` names them. The same facts and day give the same pages.
    """
    data = {**told, "words": words_of(language), "language": language, "lang": language.partition("-")[0]}
    with pikepdf.open(io.BytesIO(_typeset("case", data, on, ["a-3b"]))) as bundle:
        for paper in papers:
            with pikepdf.open(io.BytesIO(paper)) as other:
                if other.open_metadata().pdfa_status:
                    bundle.pages.extend(other.pages)
        _number(bundle, words_of(language)["page"], on)
        bound = io.BytesIO()
        bundle.save(bound, static_id=True)
        return bound.getvalue()


def _number(bundle: pikepdf.Pdf, word: str, on: date) -> None:
    """Lay its number over each page."""
    total = len(bundle.pages)
    sizes = [[int(edge) for edge in page.mediabox[2:]] for page in bundle.pages]
    pages = [
        {"width": width, "height": height, "text": f"{word} {number} / {total}"}
        for number, (width, height) in enumerate(sizes, start=1)
    ]
    with pikepdf.open(io.BytesIO(_typeset("pages", {"pages": pages}, on, ["a-3b"]))) as numbers:
        for page, number in zip(bundle.pages, numbers.pages, strict=True):
            page.add_overlay(number, pikepdf.Rectangle(page.mediabox))


def _typeset(sheet: str, data: Mapping[str, Any], on: date, standards: "list[typst.PDFStandard]") -> bytes:
    """Set a sheet; letters that no font has become question marks, for what others wrote must not hold a case up."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for _ in range(TRIES):
        try:
            made = _compiler().compile(
                input=str(SHEETS / f"{sheet}.typ"),
                format="pdf",
                sys_inputs={"data": text},
                pdf_standards=standards,
                timestamp=datetime.combine(on, time(), UTC),
            )
        except typst.TypstError as fault:
            found = _NO_LETTER.search(str(fault))
            if found is None:
                raise
            text = text.replace(found[1], "?" * len(found[1]))
            continue
        if isinstance(made, bytes):
            return made
    raise TypeError("Typst gave no PDF")


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(files(package) / "files") for package in FONTS],
    )
    return typst.Compiler(root=str(SHEETS), font_paths=fonts, ignore_system_fonts=True)
