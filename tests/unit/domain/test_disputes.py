"""What is disputed, and what awaits a credit note: rule 8, case by case."""

import pytest

from dunwell.domain.disputes import CreditFor, Dispute, DisputedParts, DisputeState, disputed_parts

OPEN, UPHELD, REJECTED = DisputeState.OPEN, DisputeState.UPHELD, DisputeState.REJECTED


@pytest.mark.parametrize(
    ("residual", "disputes", "credit_notes", "disputed", "awaiting"),
    [
        (100, [], [], 0, 0),
        (100, [Dispute(1, 30, OPEN)], [], 30, 0),
        (100, [Dispute(1, 100, OPEN)], [], 100, 0),
        (20, [Dispute(1, 30, OPEN)], [], 20, 0),  # payments have reached the disputed part
        (90, [Dispute(1, 30, OPEN)], [CreditFor(2, 10)], 20, 0),
        (60, [Dispute(1, 30, OPEN)], [CreditFor(2, 40)], 0, 0),
        (90, [Dispute(2, 30, OPEN)], [CreditFor(1, 10)], 30, 0),  # the credit came before the dispute
        (100, [Dispute(1, 30, REJECTED)], [], 0, 0),
        (100, [Dispute(1, 30, UPHELD)], [], 0, 30),
        (0, [Dispute(1, 30, UPHELD)], [], 0, 30),  # payments do not lessen what awaits a credit note
        (70, [Dispute(1, 30, UPHELD)], [CreditFor(2, 20), CreditFor(3, 10)], 0, 0),
        (80, [Dispute(1, 30, UPHELD)], [CreditFor(2, 20)], 0, 10),
        (100, [Dispute(1, 30, UPHELD), Dispute(2, 20, OPEN)], [], 20, 30),
        (65, [Dispute(1, 20, OPEN), Dispute(2, 30, UPHELD)], [CreditFor(3, 35)], 15, 0),  # upheld first
        (90, [Dispute(1, 20, OPEN), Dispute(2, 30, OPEN)], [CreditFor(3, 30)], 20, 0),
    ],
)
def test_the_parts_of_an_item(
    residual: int, disputes: list[Dispute], credit_notes: list[CreditFor], disputed: int, awaiting: int
) -> None:
    assert disputed_parts(residual, disputes, credit_notes) == DisputedParts(disputed, awaiting)
