"""Letters that a person sends, out of the books: each says what happened, in the customer's language."""

import pytest

from dunwell import wiring
from dunwell.domain.letters import LETTER_NAMES
from dunwell.queries.letters import own_letter
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.propose_plan import propose_plan
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.resolve_dispute import resolve_dispute
from integration.papers import words
from integration.usecases.desk import Desk, day

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def told(desk: Desk, name: str, on: int) -> tuple[str, str]:
    """Write a letter on a day: subject and text."""
    papers = wiring.papers()
    return papers.own_words(own_letter(desk.company, name, "ACME", day(on), papers.language))


def test_a_rejection_names_the_complaint_the_reason_and_what_is_asked(desk: Desk) -> None:
    desk.do(raise_dispute, day(2), item="INV-1", reason="Two boxes were damaged", amount_minor=25_000, currency="EUR")
    desk.do(resolve_dispute, day(9), item="INV-1", verdict="rejected", reason="The carrier notes no damage")
    subject, text = told(desk, "rejection", 10)
    assert subject == "What you told us about INV-1"
    flat = " ".join(text.split())
    assert "You wrote to us on 2 April 2026: Two boxes were damaged" in flat
    assert "The reason: The carrier notes no damage" in flat
    assert "We therefore ask you to pay €250.00. The due date was 31 March 2026." in flat


def test_a_plan_that_is_agreed_lists_its_instalments(desk: Desk) -> None:
    desk.do(
        agree_plan,
        day(3),
        customer="ACME",
        items=["INV-1"],
        count=2,
        amount_minor=50_000,
        currency="EUR",
        every="monthly",
        first_on=day(20),
    )
    subject, text = told(desk, "plan", 4)
    assert subject == "Our agreement"
    assert "20 April 2026  €500.00" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "The instalments are for: INV-1." in text


def test_a_plan_that_is_proposed_asks_for_an_answer(desk: Desk) -> None:
    desk.do(propose_plan, day(3), customer="ACME", items=["INV-1"], every="monthly", first_on=day(20))
    subject, text = told(desk, "plan", 4)
    assert subject == "A proposal for you"
    assert "If you agree, please tell us by" in text


def test_a_hand_over_names_to_whom_and_what(desk: Desk) -> None:
    desk.do(hand_over, day(5), customer="ACME", to="counsel")
    _, text = told(desk, "handed-over", 6)
    assert "to our lawyers" in " ".join(text.split())
    assert "€1,000.00" in text


def test_thanks_need_nothing_but_a_name(desk: Desk) -> None:
    subject, text = told(desk, "thanks", 1)
    assert (subject, text.splitlines()[0]) == ("Thank you", "Dear colleagues at Acme Ltd,")


@pytest.mark.parametrize(
    ("name", "code"), [("rejection", "no_dispute"), ("plan", "no_offer"), ("handed-over", "not_handed_over")]
)
def test_where_there_is_nothing_to_write_about_it_is_said(desk: Desk, name: str, code: str) -> None:
    from dunwell.domain.errors import Refused

    with pytest.raises(Refused) as refused:
        told(desk, name, 1)
    assert refused.value.code == code
    assert refused.value.way_out


@pytest.mark.parametrize("name", LETTER_NAMES)
def test_each_letter_is_a_page_in_a_window_envelope(name: str) -> None:
    from dunwell.adapters.papers.letters import render_own_letter
    from dunwell.adapters.papers.samples import COMPANY, CUSTOMER, sample_letters

    for facts in sample_letters("nl"):
        if facts.name == name:
            text = words(render_own_letter(facts))
            assert COMPANY.name in text
            assert CUSTOMER.name in text
            assert "Met vriendelijke groet" in text
