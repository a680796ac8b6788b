"""An invoice is found by its number, and nothing outside the folder is."""

from pathlib import Path

import pytest

from dunwell.adapters.invoice_copies import LARGEST, InvoiceCopies


@pytest.mark.parametrize(
    ("number", "file"),
    [("INV-1", "INV-1.pdf"), ("inv-1", "INV-1.PDF"), ("2026/17", "2026-17.pdf"), ("R 17 (b)", "R-17-b.pdf")],
)
def test_an_invoice_is_found_by_its_number(tmp_path: Path, number: str, file: str) -> None:
    (tmp_path / file).write_bytes(b"%PDF-1.7")
    assert InvoiceCopies(tmp_path).find(number) == b"%PDF-1.7"


@pytest.mark.parametrize("number", ["INV-11", "INV", "", "../INV-1", "."])
def test_another_number_finds_nothing(tmp_path: Path, number: str) -> None:
    inner = tmp_path / "invoices"
    inner.mkdir()
    (tmp_path / "INV-1.pdf").write_bytes(b"%PDF-1.7")
    (inner / "INV-10.pdf").write_bytes(b"%PDF-1.7")
    assert InvoiceCopies(inner).find(number) is None


def test_what_is_no_pdf_is_none(tmp_path: Path) -> None:
    (tmp_path / "INV-1.pdf").write_bytes(b"<html>")
    assert InvoiceCopies(tmp_path).find("INV-1") is None


def test_without_a_folder_there_are_none_and_what_is_too_large_is_left(tmp_path: Path) -> None:
    assert InvoiceCopies(tmp_path / "missing").find("INV-1") is None
    with (tmp_path / "INV-1.pdf").open("wb") as file:
        file.truncate(LARGEST + 1)
    assert InvoiceCopies(tmp_path).find("INV-1") is None
