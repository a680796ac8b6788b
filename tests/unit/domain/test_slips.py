"""One slip of the pen is forgiven, two are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.slips import ends_of, one_slip

WORDS = st.text("abcde", min_size=4, max_size=12)


@pytest.mark.parametrize("typed", ["petrovic", "petrvic", "petrrovic", "petravic", "pertovic", "petrovi", "xpetrovic"])
def test_one_slip_is_forgiven(typed: str) -> None:
    assert one_slip(typed, "petrovic")


@pytest.mark.parametrize("typed", ["petrvc", "petro", "ptervoic", "petrovics!", "ivanov"])
def test_two_are_not(typed: str) -> None:
    assert not one_slip(typed, "petrovic")


@given(WORDS, st.integers(0, 11), st.sampled_from("abcde"), st.sampled_from(["out", "in", "other", "changed"]))
def test_a_slip_leaves_one_end_whole(word: str, place: int, letter: str, how: str) -> None:
    at = place % (len(word) - 1)
    typed = {
        "out": word[:at] + word[at + 1 :],
        "in": word[:at] + letter + word[at:],
        "other": word[:at] + letter + word[at + 1 :],
        "changed": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[how]
    assert one_slip(typed, word)
    assert one_slip(word, typed)
    begin, end = ends_of(typed)
    assert word.startswith(begin) or word.endswith(end)
