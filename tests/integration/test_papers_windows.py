"""Addresses stand where the windows of a country's envelopes are."""

from dataclasses import replace

import pypdfium2
import pytest

from dunwell.adapters.papers import render_letter
from dunwell.adapters.papers.samples import COMPANY, CUSTOMER
from dunwell.adapters.papers.windows import window_of, windows
from integration.papers import letter

LONG = "Gemeinnützige Wohnungsbau- und Siedlungsgenossenschaft Mecklenburg-Vorpommern eG"


@pytest.mark.parametrize("name", [CUSTOMER.name, LONG], ids=["short", "long"])
@pytest.mark.parametrize("country", [*windows(), "IR", ""])
def test_the_whole_address_stands_in_the_window_and_nothing_else_does(country: str, name: str) -> None:
    company = replace(COMPANY, country=country)
    page = pypdfium2.PdfDocument(
        render_letter(replace(letter(), company=company, customer=replace(CUSTOMER, name=name)))
    )[0]
    window, words = window_of(country), page.get_textpage()
    seen = " ".join(words.get_text_bounded(*_box(window.left_mm, window.top_mm, window)).split())
    for line in (*name.split(), *CUSTOMER.address):
        assert line in seen
    assert "Date" not in seen
    assert len(seen) < len(" ".join((name, *CUSTOMER.address, *COMPANY.address, COMPANY.name))) + 60


def _box(left: float, top: float, window: object) -> tuple[float, float, float, float]:
    to_points = 72 / 25.4
    width, height = window.width_mm, window.height_mm  # type: ignore[attr-defined]
    return (
        (left - 1) * to_points,
        (297 - top - height) * to_points,
        (left + width + 1) * to_points,
        (297 - top) * to_points,
    )
