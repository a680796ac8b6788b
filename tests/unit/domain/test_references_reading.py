"""References found again in what a bank passes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.references import ReferenceKind, for_reading, own_reference, references_in

KINDS = (ReferenceKind.RF, ReferenceKind.MODEL_97, ReferenceKind.OGM, ReferenceKind.QRR)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("around", ["{}", "Transfer {} thank you", "/ROC/{}//URI/", "INVOICE PAYMENT {}"])
def test_each_kind_is_found_as_it_is_printed_and_without_blanks(kind: ReferenceKind, around: str) -> None:
    reference = own_reference("2026-0017", kind)
    for written in (for_reading(reference), reference.value):
        assert reference in references_in(around.format(written))


def test_a_text_without_any_gives_none() -> None:
    assert references_in("Invoice 2026-0017 of March, RF00 WRONG") == ()


@given(st.text(max_size=600))
def test_any_text_can_be_read(text: str) -> None:
    assert all(reference.value for reference in references_in(text))
