"""Lists of credit, rewards, kinds, check-ins and reviews; and views that are one's own."""

import csv
import html
import io
import re
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dunwell.data.models import Review, SavedView
from dunwell.domain.errors import UserError
from dunwell.faces.workbench import behind, mornings
from dunwell.queries.measure_rows import WHAT
from dunwell.queries.measures import measures
from integration.workbench.office import Office
from integration.workbench.test_deeds import send


def test_limits_are_listed_with_what_is_left(office: Office) -> None:
    customer, browser = office.customer(minor=120_000), office.browser("owner")
    send(browser, customer, "limit", amount_minor="2000", currency="EUR")
    page = browser.get("/ours/credits/").content.decode()
    assert "C1 Trading" in page
    assert "800.00" in page, "2,000 less 1,200 open"


def test_kinds_are_listed_as_they_were_confirmed(office: Office) -> None:
    customer, browser = office.customer(), office.browser("owner")
    send(browser, customer, "kind", kind="delays")
    assert "could pay, and delays" in browser.get("/ours/kinds/").content.decode()


def test_empty_lists_say_what_belongs_there(office: Office) -> None:
    for place, said in (("rewards", "once a month"), ("check-ins", "just so"), ("credits", "under Credit")):
        assert said in office.browser("auditor").get(f"/ours/{place}/").content.decode()


def test_a_review_is_put_on_record(office: Office) -> None:
    browser = office.browser("owner")
    assert b"never reviewed" in browser.get("/ours/reviews/").content
    browser.post("/ours/reviews/done/", {"what": "policy", "about": "default"})
    assert Review.objects.get().what == "policy"
    assert b"never reviewed" not in browser.get("/ours/reviews/").content


def test_the_week_is_reviewed_where_it_stands(office: Office) -> None:
    office.customer()
    browser = office.browser("finance")
    assert b"Nobody has looked at one yet." in browser.get("/ours/insight/").content
    browser.post("/ours/reviews/done/", {"what": "week", "about": office.today.isoformat()})
    assert Review.objects.get().what == "week"
    assert b"Nobody has looked at one yet." not in browser.get("/ours/insight/").content


def test_measures_are_given_as_a_file_with_their_formulae(office: Office) -> None:
    office.customer()
    browser = office.browser("auditor")
    answer = browser.get("/ours/insight/measures/", {"as": "csv"})
    assert "Collection rate" in answer.content.decode("utf-8-sig")
    assert b"98.7" in browser.get("/ours/insight/").content
    assert browser.get("/ours/insight/measures/", {"as": "exe"}).status_code == 404


def test_a_view_is_kept_for_oneself_and_dropped(office: Office) -> None:
    browser = office.browser("sales")
    browser.post("/ours/worklist/views/", {"name": "Mornings", "query": "due=overdue&sort=oldest&from=50&x=1"})
    assert SavedView.objects.get().query == "sort=oldest&due=overdue"
    assert b"Mornings" in browser.get("/ours/worklist/").content
    assert b"Mornings" not in office.browser("owner").get("/ours/worklist/").content
    assert browser.post("/ours/worklist/views/", {"name": " ", "query": "sort=name"}).status_code == 302
    assert SavedView.objects.count() == 1
    browser.post("/ours/worklist/views/", {"drop": "Mornings"})
    assert not SavedView.objects.exists()


def test_the_day_of_large_books_is_decided_behind_the_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    errands: list[Any] = []
    monkeypatch.setattr(mornings, "is_large", lambda company: True)
    monkeypatch.setattr(behind, "begin", lambda what, errand: errands.append(errand))
    monkeypatch.setattr(behind, "is_in_hand", lambda what: bool(errands))
    office.customer()
    browser = office.browser("collections")
    with monkeypatch.context() as refusing:
        refusing.setattr(mornings, "run_collections", _refuse)
        browser.post("/ours/today/run/")
        errands.pop()()
    assert b"Wait for tomorrow" in browser.get("/ours/today/").content, "what is refused is said"
    page = browser.post("/ours/today/run/", {"stale": "1"}, follow=True)
    assert "The day is being decided" in page.content.decode()
    assert page["Refresh"] == "2"
    errands.pop()()
    page = browser.get("/ours/today/")
    assert "Refresh" not in page
    assert b"It is the first run of this company" in page.content


def _refuse(*args: Any, **asked: Any) -> Any:
    raise UserError("too_early", "Not yet", "Wait for tomorrow")


def test_each_number_of_insight_opens_the_rows_that_it_is_the_sum_of(office: Office) -> None:
    company = office.customer().company
    office.customer("C2")
    browser = office.browser("auditor")
    page = browser.get("/ours/insight/").content.decode()
    links = {html.unescape(link) for link in re.findall(r'href="(/ours/insight/behind/[^"]+)"', page)}
    assert {parse_qs(urlsplit(link).query)["what"][0] for link in links} == set(WHAT)
    told = measures(company, office.today)["EUR"]
    numbers = {what: minor for measure in told for what, minor in measure.behind.items()}
    for link in links:
        what = parse_qs(urlsplit(link).query)["what"][0]
        opened = browser.get(link)
        assert opened.status_code == 200
        sheet = browser.get(link.replace("behind/?", "behind/file/?") + "&as=csv").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(sheet)))
        assert sum(Decimal(row["Amount"]) for row in rows) * 100 == numbers[what], what
        assert opened.content.decode().count("data-row") == len(rows)
    assert numbers["open"] > 0


@pytest.mark.parametrize("asked", [{"what": "all"}, {"currency": "EURO"}, {"currency": "E\0R"}])
def test_a_number_that_there_is_not_opens_nothing(office: Office, asked: dict[str, str]) -> None:
    office.customer()
    assert office.browser().get("/ours/insight/behind/", asked).status_code == 404
