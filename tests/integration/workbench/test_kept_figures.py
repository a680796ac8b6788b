"""Figures over large books are shown with the moment they are of, and worked out behind the page."""

from datetime import timedelta
from typing import Any

import pytest

from dunwell import wiring
from dunwell.data.models import Figures
from dunwell.faces.workbench import behind
from dunwell.queries import kept
from dunwell.usecases.keep_figures import prepare_pages
from integration.workbench.office import Office

SAYS_SO, OF_BEFORE = "are being worked out", "something was written since"


@pytest.fixture
def work(monkeypatch: Any) -> list[Any]:
    """Take all books for large, and keep what is to be done behind the pages until the test does it."""
    waiting: dict[Any, Any] = {}
    monkeypatch.setattr(kept, "LARGE", 0)
    monkeypatch.setattr(behind, "begin", waiting.setdefault)
    return [waiting]


def do(work: list[Any]) -> int:
    """Do what waits behind the pages; tells how much it was."""
    done = [each() for each in work[0].values()]
    work[0].clear()
    return len(done)


@pytest.mark.parametrize("page", ["today", "insight", "insight/trends", "aging"])
def test_what_is_not_there_is_on_its_way_then_shown_then_told_from_when_it_is(
    office: Office, work: list[Any], page: str
) -> None:
    office.customer()
    browser, address = office.browser(), f"/ours/{page}/"
    first = browser.get(address)
    assert SAYS_SO in first.content.decode()
    assert first["Refresh"], "it looks again by itself, without scripts"
    assert do(work) > 0
    second = browser.get(address)
    assert SAYS_SO not in second.content.decode()
    assert OF_BEFORE not in second.content.decode()
    assert "Refresh" not in second
    assert do(work) == 0, "nothing was written since"
    office.customer("C2")
    third = browser.get(address).content.decode()
    assert OF_BEFORE in third
    assert do(work) == 0, "it rests for a while"
    Figures.objects.update(made_at=wiring.now() - timedelta(minutes=70))
    browser.get(address)
    assert do(work) > 0
    assert OF_BEFORE not in browser.get(address).content.decode()


def test_a_file_of_figures_that_are_not_there_leads_to_the_page(office: Office, work: list[Any]) -> None:
    office.customer()
    browser = office.browser()
    assert browser.get("/ours/insight/week/?as=csv")["Location"] == "/ours/insight/"
    do(work)
    assert browser.get("/ours/insight/week/?as=csv").status_code == 200
    assert browser.get("/ours/aging/file/?as=csv")["Location"] == "/ours/aging/", (
        "a row for each customer is for the command"
    )


def test_the_worklist_of_large_books_is_made_anew_behind_the_page(office: Office, work: list[Any]) -> None:
    office.customer()
    browser = office.browser()
    first = browser.get("/ours/worklist/")
    assert first["Refresh"]
    assert "C1 Trading" not in first.content.decode()
    do(work)
    assert "C1 Trading" in browser.get("/ours/worklist/").content.decode()
    office.customer("C2")
    assert "C2 Trading" in browser.get("/ours/worklist/").content.decode(), "of a few it is made on the spot"
    office.days_pass(1)
    later = browser.get("/ours/worklist/").content.decode()
    assert "C2 Trading" in later
    assert "how it was before" in later
    do(work)
    assert "how it was before" not in browser.get("/ours/worklist/").content.decode()


def test_nobody_waits_after_the_days_run(office: Office, work: list[Any]) -> None:
    customer = office.customer()
    prepare_pages(customer.company, office.today, wiring.now)
    for page in ("today", "insight", "insight/trends", "aging", "worklist"):
        assert "Refresh" not in office.browser().get(f"/ours/{page}/"), page
    assert do(work) == 0
