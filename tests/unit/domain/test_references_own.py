"""References of our own come from the invoice number: the same each time, readable, and never the same for two."""

import pytest

from dunwell.domain.errors import UserError
from dunwell.domain.references import ReferenceKind, check_reference, own_reference, own_references


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("2026-0017", "RF8420260017"),
        ("INV/1-23", "RF94INV123"),
        ("inv 1.23", "RF94INV123"),
        ("۱۴۰۵/۱۲", "RF44140512"),
        ("0001", "RF740001"),
    ],
)
def test_a_number_that_fits_stays_readable(number: str, value: str) -> None:
    assert own_reference(number).value == value


@pytest.mark.parametrize("number", ["СФ-12", "فاکتور ۱۲", "—", "000", "x" * 40, "2026-" + "0" * 30])
def test_a_number_that_does_not_fit_gets_digits_of_its_own(number: str) -> None:
    made = own_reference(number)
    assert made == own_reference(number) == check_reference(ReferenceKind.RF, made.value)
    assert len(made.value) <= 25


def test_numbers_that_differ_by_a_separator_or_a_zero_do_not_share_a_reference() -> None:
    numbers = ["INV-1-23", "INV-12-3", "INV123", "СФ-12", "SF-12", "12", "0012", "00012"]
    assert len({made.value for made in own_references(numbers).values()}) == len(numbers)


def test_a_reference_is_given_again_to_the_invoice_that_holds_it() -> None:
    first = own_reference("2026-17")
    second = own_reference("20-2617", taken={first.value: "2026-17"})
    assert second != first == own_reference("20-2617")
    assert own_reference("2026-17", taken={first.value: "2026-17"}) == first
    assert own_reference("20-2617", taken={second.value: "20-2617"}) == second
    assert own_reference("20-2617", ReferenceKind.OGM, {second.value: "20-2617"}).kind is ReferenceKind.OGM


def test_a_reference_that_another_invoice_holds_is_not_given() -> None:
    first = own_reference("2026-17")
    second = own_reference("20-2617", taken={first.value: "2026-17"})
    third = own_reference("20-2617", taken={first.value: "2026-17", second.value: "other"})
    assert len({first.value, second.value, third.value}) == 3
    assert second.value[4:].startswith("202617")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ReferenceKind.OGM, "002026001715"),
        (ReferenceKind.QRR, "000000000000000000202600179"),
        (ReferenceKind.MODEL_97, "975320260017"),
        (ReferenceKind.BETALINGSKENMERK, "8000000020260017"),
        (ReferenceKind.TEXT, "2026-0017"),
    ],
)
def test_each_kind_that_can_be_made_is_made(kind: ReferenceKind, value: str) -> None:
    assert own_reference("2026-0017", kind).value == value


@pytest.mark.parametrize("kind", [ReferenceKind.OGM, ReferenceKind.QRR, ReferenceKind.MODEL_97])
def test_letters_that_a_kind_does_not_carry_still_tell_numbers_apart(kind: ReferenceKind) -> None:
    made = own_references(["INV-17", "CN-17", "17"], kind)
    assert len({reference.value for reference in made.values()}) == 3


def test_no_reference_is_made_from_nothing() -> None:
    with pytest.raises(UserError, match="no number"):
        own_reference("  ")


def test_public_references_are_not_ours_to_make() -> None:
    with pytest.raises(UserError, match="only public offices"):
        own_reference("17", ReferenceKind.MODEL_22)
