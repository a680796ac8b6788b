"""Which deeds make sense for a customer now, by group: nobody resumes what is not paused. Knows no form."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from dunwell.faces.workbench.deeds import GROUPS, Deed
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.customer_page import CustomerPage


def deeds_for(desk: Desk, found: CustomerPage) -> Iterator[tuple[Any, list[tuple[Deed, str]]]]:
    """Give what can be done now, by group."""
    for title, deeds in GROUPS:
        able = [(deed, address_of(desk, found.row.pk, deed)) for deed in deeds if _offered(desk, deed, found)]
        if able:
            yield title, able


def _offered(desk: Desk, doing: Deed, found: CustomerPage) -> bool:
    """Tell whether a deed makes sense now: nobody resumes what is not paused."""
    stops = {stop["what"] for stop in found.facts["stops"]}
    kinds = {task["kind"] for task in found.tasks}
    there, owes, handed = found.openings, bool(found.owed), "hand-over" in stops
    fits = {
        **dict.fromkeys(("promise", "plan", "propose", "dispute", "extend", "write-off", "under-way"), owes),
        "pause": "pause" not in stops,
        "resume": "pause" in stops,
        "hold": "hold" not in stops,
        "release": "hold" in stops,
        "hand-over": not handed and bool(found.overdue),
        "recall": handed,
        "matter": handed,
        "recover": handed or there.written_off,
        "resolve": any(each["state"] == "open" for each in found.facts["disputes"]),
        "accept-plan": there.offer,
        "decline-plan": there.offer,
        "withdraw": there.commitment,
        "cheque-bounced": there.cheque,
        "enclose": there.enclosable,
        "payment-failed": there.announced,
        "open-again": there.written_off,
        "task-done": "task" in kinds,
        "call-done": "call" in kinds,
        "waive": there.fee,
        "read": there.reply,
        "bounced": bool(found.contacts),
        "move": there.episode,
        "reward": there.reward,
        "freeze": not there.frozen,
        "unfreeze": there.frozen,
        "credit-review": bool(found.facts["limit_minor"]),
    }
    return desk.may(doing.verb) and fits.get(doing.name, True)


def address_of(desk: Desk, number: int, doing: Deed) -> str:
    """Give where the form of a deed is."""
    return reverse("deed", args=[desk.company.slug, number, doing.name])
