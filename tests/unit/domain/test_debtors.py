"""Kinds of debtor follow from what was done, told in words; from little nothing follows."""

from dataclasses import fields

import pytest

from dunwell.domain.debtors import Conduct, suggest


@pytest.mark.parametrize(
    ("conduct", "kind", "evidence"),
    [
        (Conduct(part_payments=1, plans_asked=1), "cannot-pay", ("paid in part 1 times", "asked for a plan 1 times")),
        (Conduct(trouble_heard=2), "cannot-pay", ("trouble was heard of 2 times",)),
        (Conduct(broken=2), "delays", ("broke its word 2 times",)),
        (
            Conduct(late_disputes=1, warned_first=1),
            "delays",
            ("contested 1 invoices only after a reminder", "paid 1 invoices only after a final warning"),
        ),
        (Conduct(unanswered=18), "avoids", ("left 18 contacts unanswered",)),
        (Conduct(refused=1), "avoids", ("refused to pay in 1 calls",)),
    ],
)
def test_what_is_done_suggests(conduct: Conduct, kind: str, evidence: tuple[str, ...]) -> None:
    found = suggest(conduct)
    assert found is not None
    assert (found.kind.value, found.evidence) == (kind, evidence)


@pytest.mark.parametrize(
    "conduct", [Conduct(), Conduct(part_payments=2), Conduct(unanswered=5), Conduct(broken=2, plans_asked=2)]
)
def test_little_or_equal_signs_suggest_nothing(conduct: Conduct) -> None:
    assert suggest(conduct) is None


def test_nothing_of_a_person_is_among_the_facts() -> None:
    names = {each.name for each in fields(Conduct)}
    assert not names & {"country", "language", "kind", "name", "region", "address"}
