"""What PDF/A-3 and PDF/UA-1 ask of a file, as far as a program can see: for papers of each kind, in each direction."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from dunwell.adapters.papers import render_charge_note, render_letter, terms_pdf
from dunwell.adapters.papers.samples import sample_charge, sample_message, sample_terms
from integration.papers import PAPERS
from integration.test_papers_codes import message

KINDS = {
    **PAPERS,
    "letter in persian": lambda: render_letter(sample_message("on-hold", "account-hold", "fa")),
    "qr-bill": lambda: render_letter(message("CHF")),
    "terms": lambda: terms_pdf(sample_terms("ru"), "policy"),
    "charge note": lambda: render_charge_note(sample_charge("sr-Cyrl")),
}


@pytest.fixture(params=KINDS)
def pdf(request: Any) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(KINDS[request.param]())) as opened:
        yield opened


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            yield each.stream_dict
        elif isinstance(each, pikepdf.Dictionary):
            yield each


def test_it_says_which_standards_it_keeps_and_how_it_is_called(pdf: pikepdf.Pdf) -> None:
    meta = pdf.open_metadata()
    assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
    assert meta["dc:title"]
    assert str(pdf.Root.Lang)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_it_is_tagged_and_pictures_are_described(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in pdf.Root
    figures = [each for each in dictionaries(pdf) if each.get("/S") == "/Figure"]
    assert all(str(each.get("/Alt", "")) for each in figures)


def test_it_brings_all_fonts_and_says_what_its_colours_mean(pdf: pikepdf.Pdf) -> None:
    described = [each for each in dictionaries(pdf) if each.get("/Type") == "/FontDescriptor"]
    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()) for each in described)
    mapped = [each for each in dictionaries(pdf) if each.get("/Subtype") == "/Type0"]
    assert all("/ToUnicode" in each for each in mapped)
    [intent] = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent


def test_it_holds_nothing_that_archives_refuse(pdf: pikepdf.Pdf) -> None:
    assert not pdf.is_encrypted
    for each in dictionaries(pdf):
        assert each.get("/S") not in ("/JavaScript", "/Launch", "/Sound", "/Movie")
        assert "/JS" not in each
        assert each.get("/Filter") != "/LZWDecode"
    assert "/OpenAction" not in pdf.Root
    assert "/AA" not in pdf.Root
