"""A workbench that opens makes ready behind its pages what a first click would wait for."""

from typing import Any

from dunwell.data.models import Company
from dunwell.faces.workbench import behind, opening
from dunwell.queries import kept
from dunwell.queries.finding import known
from integration.workbench.office import Office


def test_first_clicks_find_what_they_need(office: Office, monkeypatch: Any) -> None:
    work: dict[Any, Any] = {}
    read: list[Any] = []
    reading = known._read

    def noting(*given: Any) -> Any:
        read.append(given)
        return reading(*given)

    monkeypatch.setattr(kept, "LARGE", 0)
    monkeypatch.setattr(known, "FEW", 0)
    monkeypatch.setattr(known, "_read", noting)
    monkeypatch.setattr(behind, "begin", work.setdefault)
    for ref in ("C1", "C2"):
        office.customer(ref)
    known.forget()
    opening.open_up()
    while work:
        work.pop(next(iter(work)))()
    assert {company.pk for company, *_ in read} == {company.pk for company in Company.objects.all()}
    number = len(read)
    browser = office.browser()
    for page in ("today", "insight", "insight/trends", "aging", "worklist"):
        assert "Refresh" not in browser.get(f"/ours/{page}/"), page
    assert "C2 Trading" in browser.get("/ours/search/?q=trading").content.decode()
    assert not work
    assert len(read) == number, "the names were there"
    known.forget()


def test_of_small_books_nothing_is_kept(office: Office, monkeypatch: Any) -> None:
    work: dict[Any, Any] = {}
    monkeypatch.setattr(behind, "begin", work.setdefault)
    office.customer("C1")
    opening.open_up()
    work.pop("opening")()
    assert {what for what, *_ in work} == {"names"}
