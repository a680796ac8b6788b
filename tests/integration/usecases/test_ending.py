"""Debts with an agency, advice on suing, write-offs with their tax note, and customers who are cut off."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dunwell import wiring
from dunwell.domain.errors import Refused, UserError
from dunwell.policy.file.load import shipped_text
from dunwell.queries.agencies import handed_over
from dunwell.queries.may_sell import may_sell
from dunwell.queries.suing import advise
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.make_agency_file import make_agency_file
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.recall import recall
from dunwell.usecases.recover import recover
from dunwell.usecases.report_matter import report_matter
from dunwell.usecases.run_collections import run_collections
from dunwell.usecases.write_off import write_off
from integration.usecases.desk import Desk, day

POLICY = """
agencies:
  - name: small-claims
    countries: [RS]
    at_most: {EUR: 500}
    from_days: 30
    commission: [{from_days: 0, percent: 10}, {from_days: 90, percent: "17.5"}]
  - name: big-claims
    at_least: {EUR: 500}
    commission: [{percent: 20}]
"""


@pytest.fixture
def desk(db: None) -> Desk:
    found = Desk(shipped_text("default.yaml") + POLICY)
    found.do(add_customer, day(-80), ref="BETA", name="Beta d.o.o.", country="RS")
    return found


def owing(desk: Desk, minor: int, number: str = "B-1") -> None:
    desk.invoice(number, minor, customer="BETA")


def told(desk: Desk) -> dict[str, Any]:
    return handed_over(desk.company, "BETA")[0]


@pytest.mark.parametrize(("minor", "days", "agency"), [(40_000, 40, "small-claims"), (90_000, 40, "big-claims")])
def test_the_first_agency_that_fits_gets_the_debt(desk: Desk, minor: int, days: int, agency: str) -> None:
    owing(desk, minor)
    assert desk.do(hand_over, day(days), customer="BETA", to="agency")["agency"] == agency


def test_where_none_fits_it_is_refused_unless_one_is_named(desk: Desk) -> None:
    owing(desk, 40_000)
    with pytest.raises(Refused, match="No agency of the policy takes"):
        desk.do(hand_over, day(10), customer="BETA", to="agency")
    with pytest.raises(Refused, match="no agency elsewhere"):
        desk.do(hand_over, day(10), customer="BETA", to="agency", agency="elsewhere")
    assert desk.do(hand_over, day(10), customer="BETA", to="agency", agency="big-claims")["agency"] == "big-claims"


def test_commission_is_by_age_on_money_from_both_ways_and_ends_with_the_recall(desk: Desk) -> None:
    owing(desk, 40_000)
    desk.do(hand_over, day(100), customer="BETA", to="agency")
    desk.do(recover, day(110), customer="BETA", amount_minor=10_001, currency="EUR")
    desk.do(post_payment, day(111), customer="BETA", amount_minor=5_000, currency="EUR", reference="B-1")
    desk.do(recall, day(112), customer="BETA")
    desk.do(post_payment, day(113), customer="BETA", amount_minor=4_000, currency="EUR", reference="B-1")
    row = told(desk)
    assert (row["commission_percent"], row["status"]) == ("17.5", "recalled")
    assert (row["recovered"], row["direct"]) == ({"EUR": 10_001}, {"EUR": 5_000})
    assert row["commission"] == {"EUR": 1_750 + 875}


def test_what_they_tell_is_kept_and_can_end_it(desk: Desk) -> None:
    owing(desk, 90_000)
    desk.do(hand_over, day(40), customer="BETA", to="agency")
    assert not desk.do(report_matter, day(50), customer="BETA", status="in_work", matter="4711")["ended"]
    assert (told(desk)["status"], told(desk)["matter"]) == ("in_work", "4711")
    with pytest.raises(UserError, match="no status lost"):
        desk.do(report_matter, day(51), customer="BETA", status="lost")
    assert desk.do(report_matter, day(60), customer="BETA", status="uncollectable")["ended"]
    with pytest.raises(Refused, match="is not handed over"):
        desk.do(report_matter, day(61), customer="BETA", status="in_work")


def test_the_file_for_an_agency_holds_claim_and_documents(desk: Desk, tmp_path: Path) -> None:
    owing(desk, 90_000)
    desk.do(hand_over, day(40), customer="BETA", to="agency")
    content, answer = desk.do(lambda caller: make_agency_file(caller, wiring.papers(), customer="BETA"), day(41))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        claim = json.loads(file.read("claim.json"))
        assert claim["debtor"]["number"] == "BETA"
        assert [item["open_minor"] for item in claim["items"]] == [90_000]
        assert file.read("claim.csv").splitlines()[1].startswith(b"B-1,invoice,")
        documents = [name for name in file.namelist() if name.startswith("documents/")]
        assert all(file.read(name).startswith(b"%PDF") for name in documents)
    assert (answer["items"], answer["documents"], len(documents)) == (1, 2, 2)


def test_suing_is_advised_only_where_it_plainly_pays_and_every_number_is_shown(desk: Desk) -> None:
    owing(desk, 100_000)
    customer = desk.books.customers.get(ref="BETA")
    small = advise(desk.company, customer, day(40))
    (euro,) = small["currencies"]
    assert small["advice"] == "do not sue"
    assert euro["claim_minor"] > 100_000
    assert euro["costs_minor"] == 75_000
    assert small["chance_percent"] == sum(point["points"] for point in small["points"]) == 60
    assert small["limitation"][0]["item"] == "B-1"
    assert small["limitation"][0]["source"]
    owing(desk, 5_000_000, "B-2")
    big = advise(desk.company, customer, day(40))
    assert big["advice"] == "sue"
    assert big["currencies"][0]["expected_minor"] >= big["currencies"][0]["pays_from_minor"]


def test_a_write_off_says_what_is_known_of_its_tax_and_two_cut_off(desk: Desk) -> None:
    owing(desk, 10_000)
    owing(desk, 20_000, "B-2")
    first = desk.do(write_off, day(100), item="B-1", reason="insolvent")
    assert first["tax"]["source"] == "Wet OB art. 29"
    assert first["cut_off"] is None
    assert may_sell(desk.company, "BETA", day(100)).answer == "yes"
    second = desk.do(write_off, day(120), item="B-2", reason="insolvent")
    assert second["cut_off"] == "2 write-offs within 24 months; the policy cuts off at 2"
    assert may_sell(desk.company, "BETA", day(120)).answer != "yes"
    late = desk.do(recover, day(800), customer="BETA", amount_minor=5_000, currency="EUR")
    assert late["basis"] == "by_write_off"


def test_counsel_is_warned_once_before_a_claim_is_barred(desk: Desk) -> None:
    owing(desk, 10_000)
    asked = {"allow_stale": True, "approved": True}
    for on in (day(365 * 4), day(365 * 5 - 100), day(365 * 5 - 90)):
        desk.do(run_collections, on, as_of=on, **asked)
    tasks = list(desk.books.tasks.filter(task="limitation-near", customer__ref="BETA").values_list("role", "raised_on"))
    assert tasks == [("counsel", day(365 * 5 - 100))]
