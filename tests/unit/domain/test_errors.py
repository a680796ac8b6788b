"""What a user reads when something cannot be taken as it is."""

import pytest

from dunwell.domain.errors import RefusalCode, Refused, UserError


def test_an_error_says_where_what_and_the_way_out() -> None:
    error = UserError("bad_date", "'31/02' is not a date", "Write 2026-02-28", file="a.csv", line=3, field="due date")
    assert str(error) == "a.csv, line 3, due date: '31/02' is not a date. Write 2026-02-28."


@pytest.mark.parametrize(
    ("message", "way_out", "said"),
    [
        ("Nothing is left", "Look at the item", "Nothing is left. Look at the item."),
        ("Is it there?", "Look.", "Is it there? Look."),
        ("Nothing is left.", "", "Nothing is left."),
    ],
)
def test_sentences_end_once(message: str, way_out: str, said: str) -> None:
    assert str(UserError("x", message, way_out)) == said


def test_a_place_found_later_does_not_hide_the_one_found_first() -> None:
    error = UserError("x", "No", "Go", line=3).at(file="book", line=9, field="amount")
    assert error.where == "book, line 3, amount"


def test_facts_leave_out_what_is_not_known() -> None:
    error = Refused(RefusalCode.NO_DISPUTE, "INV-7 is not disputed", "Name another", value=7)
    assert error.as_facts() == {
        "code": "no_dispute",
        "message": "INV-7 is not disputed",
        "way_out": "Name another",
        "value": "7",
    }


def test_a_refusal_is_an_error_of_the_user() -> None:
    with pytest.raises(UserError):
        raise Refused(RefusalCode.NOT_OPEN, "INV-7 is settled", "Look at the item")


@pytest.mark.parametrize("code", RefusalCode)
def test_each_refusal_has_a_sentence(code: RefusalCode) -> None:
    assert code.meaning.endswith(".")
    assert code.value == code.value.lower()
