"""What must always hold of references: what is made passes, what is written is read back, slips are caught."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dunwell.domain.errors import UserError
from dunwell.domain.references import (
    Reference,
    ReferenceKind,
    check_reference,
    for_reading,
    make_reference,
    own_references,
)

WIDTHS = {
    ReferenceKind.RF: 21,
    ReferenceKind.MODEL_97: 21,
    ReferenceKind.OGM: 10,
    ReferenceKind.QRR: 26,
    ReferenceKind.BETALINGSKENMERK: 15,
}
MADE = tuple(WIDTHS)
CATCH_EACH_DIGIT = (ReferenceKind.RF, ReferenceKind.MODEL_97, ReferenceKind.OGM, ReferenceKind.QRR)
CATCH_EACH_SWAP = (ReferenceKind.RF, ReferenceKind.MODEL_97, ReferenceKind.OGM)


@st.composite
def references(draw: st.DrawFn, kinds: tuple[ReferenceKind, ...]) -> Reference:
    """Draw a reference made from digits."""
    kind = draw(st.sampled_from(kinds))
    number = draw(st.text("0123456789", min_size=1, max_size=WIDTHS[kind]).filter(lambda text: text.strip("0")))
    return make_reference(kind, number)


def passes(kind: ReferenceKind, value: str) -> bool:
    try:
        return check_reference(kind, value).value == value
    except UserError:
        return False


@given(references(MADE))
def test_what_is_made_passes_and_is_read_back(reference: Reference) -> None:
    assert check_reference(reference.kind, reference.value) == reference
    assert check_reference(reference.kind, for_reading(reference)) == reference


@given(
    st.text("0123456789ABCXYZ", min_size=1, max_size=21), st.sampled_from([ReferenceKind.RF, ReferenceKind.MODEL_97])
)
def test_letters_are_made_and_read_back_too(body: str, kind: ReferenceKind) -> None:
    made = make_reference(kind, body)
    assert check_reference(kind, for_reading(made).lower()) == made


@given(references(CATCH_EACH_DIGIT), st.data())
def test_each_wrong_digit_is_caught(reference: Reference, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([at for at, sign in enumerate(reference.value) if sign.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda other: other != reference.value[place]))
    assert not passes(reference.kind, reference.value[:place] + digit + reference.value[place + 1 :])


@given(references(CATCH_EACH_SWAP), st.data())
def test_each_swap_of_neighbouring_digits_is_caught(reference: Reference, data: st.DataObject) -> None:
    value = reference.value
    place = data.draw(st.integers(2, len(value) - 2))
    assume(value[place] != value[place + 1])
    assert not passes(reference.kind, value[:place] + value[place + 1] + value[place] + value[place + 2 :])


def test_the_swiss_check_digit_misses_some_swaps_as_its_standard_does() -> None:
    swaps = [(f"{first}{second}", f"{second}{first}") for first in range(10) for second in range(first)]
    missed = [
        pair
        for pair in swaps
        if len({make_reference(ReferenceKind.QRR, "1" + digits).value[-1] for digits in pair}) == 1
    ]
    assert len(swaps) == 45
    assert len(missed) == 1


@pytest.mark.parametrize("kind", MADE)
@given(numbers=st.lists(st.text(max_size=30).filter(str.strip), unique=True, max_size=12))
def test_own_references_differ_and_pass(kind: ReferenceKind, numbers: list[str]) -> None:
    made = own_references(numbers, kind)
    assert list(made) == numbers
    assert len({reference.value for reference in made.values()}) == len(numbers)
    assert all(passes(kind, reference.value) for reference in made.values())
    assert made == own_references(numbers, kind)
