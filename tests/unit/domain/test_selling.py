"""May we sell: each answer with its reason."""

from typing import Any

import pytest

from dunwell.domain.selling import Buyer, Selling, SellingReason, may_sell

LIMITED: dict[str, Any] = {"limit_minor": 1_000, "limit_currency": "EUR", "exposure_minor": 800}


@pytest.mark.parametrize(
    ("buyer", "asked", "answer", "reason"),
    [
        ({}, (None, None), "yes", None),
        ({}, (10**12, "USD"), "yes", None),
        (LIMITED, (200, "EUR"), "yes", None),
        (LIMITED, (201, "EUR"), "no", "limit"),
        (LIMITED, (None, None), "yes", None),
        (LIMITED | {"exposure_minor": 1_001}, (None, None), "no", "limit"),
        (LIMITED | {"limit_minor": 0, "exposure_minor": 0}, (1, "EUR"), "no", "limit"),
        (LIMITED, (1, "USD"), "no", "other_currency"),
        ({"prepays": True}, (1, "EUR"), "prepay", "prepayment_terms"),
        (LIMITED | {"prepays": True}, (10**6, "EUR"), "prepay", "prepayment_terms"),
        ({"acceptance_missing": True, "prepays": True}, (1, "EUR"), "no", "no_acceptance"),
        ({"on_hold": True, "acceptance_missing": True}, (1, "EUR"), "no", "hold"),
        ({"handed_over": True, "on_hold": True}, (1, "EUR"), "no", "handed_over"),
    ],
)
def test_the_first_reason_is_told(
    buyer: dict[str, Any], asked: tuple[int | None, str | None], answer: str, reason: str | None
) -> None:
    assert may_sell(Buyer(**buyer), *asked) == (answer, reason)


@pytest.mark.parametrize("reason", SellingReason)
def test_each_reason_has_a_sentence(reason: SellingReason) -> None:
    assert reason.meaning.endswith(".")


def test_the_answers_are_those_of_books() -> None:
    assert list(Selling) == ["yes", "no", "prepay"]
