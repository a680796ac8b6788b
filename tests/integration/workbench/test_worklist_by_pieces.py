"""The worklist of the embedded database is made anew without holding up whoever else writes."""

from typing import Any

import pytest
from django.db import connection

from dunwell.data.models import Company, WorkRow, WorkState
from dunwell.usecases import refresh_worklist as module
from dunwell.usecases.refresh_worklist import is_far_behind, refresh_worklist
from integration.workbench.office import Office


@pytest.fixture(autouse=True)
def one_writes_at_a_time(db: None, monkeypatch: Any) -> None:
    """Write a customer at a time, without waiting between them."""
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL others write meanwhile")
    monkeypatch.setattr(module, "PIECE", 1)
    monkeypatch.setattr(module, "sleep", lambda seconds: None)


def noted(monkeypatch: Any, name: str) -> list[tuple[str, ...]]:
    """Note in which transaction a part of the work is done, by the savepoints it is within."""
    seen: list[tuple[str, ...]] = []
    part = getattr(module, name)

    def noting(*given: Any) -> Any:
        seen.append(tuple(connection.savepoint_ids))
        return part(*given)

    monkeypatch.setattr(module, name, noting)
    return seen


def three(office: Office) -> Company:
    """Have three customers."""
    for ref in ("C1", "C2", "C3"):
        office.customer(ref)
    return Company.objects.get(slug="ours")


def listed() -> dict[str, tuple[int, int]]:
    return {row.ref: (row.pk, row.score) for row in WorkRow.objects.all()}


def test_it_is_worked_out_outside_of_the_transactions_in_which_it_is_written(office: Office, monkeypatch: Any) -> None:
    company = three(office)
    worked_out, written = noted(monkeypatch, "_all"), noted(monkeypatch, "_replace")
    outside = tuple(connection.savepoint_ids)
    assert refresh_worklist(company, office.today)
    assert worked_out == [outside]
    assert len(set(written)) == 3, "one transaction for each piece"
    assert all(len(each) == len(outside) + 1 for each in written)
    assert set(listed()) == {"C1", "C2", "C3"}
    assert not refresh_worklist(company, office.today), "nothing was written since"


def test_only_rows_that_are_not_as_they_stand_are_written(office: Office) -> None:
    company = three(office)
    refresh_worklist(company, office.today)
    before = listed()
    WorkRow.objects.filter(ref="C2").update(score=-1)
    WorkState.objects.update(scored_on=None)
    assert refresh_worklist(company, office.today)
    after = listed()
    assert (after["C1"], after["C3"]) == (before["C1"], before["C3"])
    assert after["C2"][1] == before["C2"][1]


def test_rows_of_whom_nothing_is_open_any_more_go(office: Office) -> None:
    company = office.customer("C1").company
    refresh_worklist(company, office.today)
    row = WorkRow.objects.get()
    row.pk, row.currency = None, "USD"
    row.save(force_insert=True)
    WorkState.objects.update(scored_on=None)
    refresh_worklist(company, office.today)
    assert [each.currency for each in WorkRow.objects.all()] == ["EUR"]


def test_whoever_begins_later_takes_over(office: Office, monkeypatch: Any) -> None:
    company = three(office)
    written, begun = noted(monkeypatch, "_replace"), list[str]()

    def another_begins(seconds: float) -> None:
        if not begun:
            begun.append("another")
            assert is_far_behind(company, office.today), "nobody takes half of it for all"
            office.customer("C4")
            refresh_worklist(company, office.today)

    monkeypatch.setattr(module, "sleep", another_begins)
    refresh_worklist(company, office.today)
    assert len(written) == 1 + 3, "the first wrote one piece, the other the three that were left"
    assert set(listed()) == {"C1", "C2", "C3", "C4"}
    assert not refresh_worklist(company, office.today)


def test_what_a_killed_process_left_is_made_by_the_next(office: Office, monkeypatch: Any) -> None:
    company = three(office)

    def killed(seconds: float) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as at_the_end:
        at_the_end.setattr(module, "sleep", killed)
        with pytest.raises(KeyboardInterrupt):
            refresh_worklist(company, office.today)
    assert len(listed()) == 1
    assert refresh_worklist(company, office.today)
    assert set(listed()) == {"C1", "C2", "C3"}
