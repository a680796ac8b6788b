"""Lists of what is open, each on a page of its own: one template for all. Knows no table."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.asked import place_of, turning
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.lists import STATES, listed

ROWS = 50


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list on a page: its name, its words, its columns (a kind of cell, the fact it shows, its head)."""

    name: str
    title: Any
    about: Any
    empty: Any
    columns: tuple[tuple[str, str, Any], ...]


_ON, _BY = ("day", "on", _("On")), ("text", "by", _("By"))
_SUM = ("money", "amount_minor", _("Amount"))
SHELVES = (
    Shelf(
        "promises",
        _("Promises"),
        _("Who said what will be paid, and when. What a promise covers is not chased until its day has passed."),
        _("Nobody has promised anything. A promise is recorded on the customer's page, by the key p."),
        (
            ("day", "on", _("Paid by")),
            _SUM,
            ("money", "counted_minor", _("Came in")),
            ("method", "method", _("How")),
            ("day", "made_on", _("Said on")),
        ),
    ),
    Shelf(
        "plans",
        _("Plans"),
        _("Instalments that were agreed. The day is that of the last one."),
        _("No plan is running. A plan is agreed on the customer's page, by the key l."),
        (
            ("day", "on", _("Last on")),
            _SUM,
            ("money", "counted_minor", _("Came in")),
            ("day", "made_on", _("Agreed on")),
        ),
    ),
    Shelf(
        "disputes",
        _("Disputes"),
        _("What customers say is wrong. Only this part is not chased; the rest is."),
        _("Nobody disputes anything. A dispute is recorded on the customer's page, by the key d."),
        (
            ("text", "item", _("Invoice")),
            _SUM,
            ("text", "reason", _("What is wrong")),
            ("text", "owner", _("Owner")),
            ("day", "on", _("Since")),
            ("day", "due_on", _("Decide by")),
        ),
    ),
    Shelf(
        "holds",
        _("Holds"),
        _("Accounts that get no goods and no services until they have paid, or somebody releases them."),
        _("No account is on hold."),
        (("day", "on", _("Since")), _BY, ("text", "reason", _("Why")), ("day", "ended_on", _("Released"))),
    ),
    Shelf(
        "handed-over",
        _("Handed over"),
        _("Matters that an agency or counsel has. Nothing of ours is sent meanwhile."),
        _("Nothing is handed over."),
        (("whom", "to", _("To")), ("day", "on", _("Since")), ("day", "ended_on", _("Recalled"))),
    ),
    Shelf(
        "unallocated",
        _("Money to allocate"),
        _("Money and credits that have not found their invoice. The largest come first."),
        _("All money has found its invoice."),
        (
            ("money", "amount_minor", _("Left")),
            ("kind", "kind", _("What")),
            ("text", "reference", _("What the payer wrote")),
            _ON,
            ("allocate", "id", _("Do")),
        ),
    ),
    Shelf(
        "credits",
        _("Credit limits"),
        _("How far customers are trusted. What is left is the limit less what is open."),
        _("Nobody has a limit. It is set on the customer's page, under Credit."),
        (
            ("money", "limit_minor", _("Credit limit")),
            ("money", "owed_minor", _("Open")),
            ("money", "left_minor", _("Left")),
            ("mark", "frozen", _("Frozen")),
            ("day", "on", _("Reviewed on")),
        ),
    ),
    Shelf(
        "rewards",
        _("Rewards"),
        _("What customers have earned who pay early or steadily. Answered on the customer's page."),
        _("Nothing is proposed. That is done once a month, from the record."),
        (("reward", "kind", _("What")), ("text", "terms", _("Terms")), ("text", "evidence", _("Why")), _ON, _BY),
    ),
    Shelf(
        "kinds",
        _("Kinds of debtors"),
        _("Who pays late for which reason, as a person confirmed it; the policy has a strategy for each."),
        _("No kind is confirmed. That is done on the customer's page."),
        (("debtor", "kind", _("Kind")), ("text", "evidence", _("Why")), _ON, _BY),
    ),
    Shelf(
        "check-ins",
        _("Check-ins"),
        _("Friendly calls to good customers: nothing is asked for."),
        _("Nobody is to be called just so."),
        (_ON, ("day", "due_on", _("Decide by")), ("sheet", "sheet", _("Do"))),
    ),
)


def _show(request: HttpRequest, desk: Desk, shelf: Shelf) -> HttpResponse:
    states = STATES.get(shelf.name, ())
    asked = request.GET.get("state", "")
    state = asked if asked in states else (states[0] if states else "")
    found = listed(desk.company, shelf.name, state, place=place_of(request), limit=ROWS)
    return render(
        request,
        "list.html",
        {
            "shelf": shelf,
            "states": states,
            "state": state,
            "rows": [_cells(shelf, row) for row in found.rows],
            **turning(found),
        },
    )


def _cells(shelf: Shelf, row: dict[str, Any]) -> dict[str, Any]:
    cells = [
        {"kind": kind, "value": row.get(fact), "currency": row.get("currency", ""), "head": head}
        for kind, fact, head in shelf.columns
    ]
    return {**row, "cells": cells}


def _make(shelf: Shelf) -> None:
    def view(request: HttpRequest, desk: Desk) -> HttpResponse:
        return _show(request, desk, shelf)

    page(shelf.name, f"{shelf.name}/", ALL)(view)


for _shelf in SHELVES:
    _make(_shelf)
