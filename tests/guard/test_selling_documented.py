"""The reasons why one may not sell, and the verbs that need a yes, are documented as they are."""

import re

from dunwell.domain.roles import ALSO_ASKABLE, APPROVERS
from dunwell.domain.selling import Buyer, SellingReason, may_sell
from dunwell.usecases.approvals import name_of
from dunwell.usecases.approve import CARRIED_OUT
from source_tree import ROOT

TEXT = (ROOT / "docs" / "selling.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (\w+) \|", re.MULTILINE)
CASES = {
    SellingReason.HANDED_OVER: Buyer(handed_over=True),
    SellingReason.HOLD: Buyer(on_hold=True),
    SellingReason.NO_ACCEPTANCE: Buyer(acceptance_missing=True),
    SellingReason.PREPAYMENT_TERMS: Buyer(prepays=True),
    SellingReason.FROZEN: Buyer(frozen=True),
    SellingReason.POLICY: Buyer(prepays_at_stage=True),
    SellingReason.OTHER_CURRENCY: Buyer(limit_minor=1, limit_currency="EUR"),
    SellingReason.LIMIT: Buyer(limit_minor=1, limit_currency="USD", exposure_minor=2),
}


def test_every_reason_stands_in_its_order_with_its_answer() -> None:
    answers = [(reason.value, may_sell(CASES[reason], 1, "USD")) for reason in SellingReason]
    assert [(reason, verdict) for reason, (verdict, _) in answers] == ROW.findall(TEXT)
    assert all(found == reason for reason, (_, found) in answers)


def test_the_verbs_that_need_a_yes_are_named_and_can_be_carried_out() -> None:
    verbs = {getattr(each, "verb", None) for each in CARRIED_OUT}
    assert verbs == {*APPROVERS, *ALSO_ASKABLE}
    assert all(f"`{name_of(verb)}`" in TEXT for verb in verbs)
