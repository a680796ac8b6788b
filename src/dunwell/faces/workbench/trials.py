"""A policy tried on the books as they stand: what it would do, beside the one in force. Writes nothing."""

from typing import Any

from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.policy_page import owing
from dunwell.usecases.trying import simulate
from dunwell.usecases.work import Caller

DAYS = (14, 30, 60, 90)
PAYING = ("nobody", "past")
MOST_CUSTOMERS = 2_000
SHOWN = 40
WIDTH, HEIGHT, GAP = 720, 160, 10


def tried(desk: Desk, text: str, days: str, paying: str, customer: str) -> dict[str, Any]:
    """Try a policy, and lay out both: by step, by week, by stage; and what one customer would get.

    Raises PolicyErrors, and UserError for what is too long for a page.
    """
    number = int(days) if days in {str(each) for each in DAYS} else DAYS[1]
    if owing(desk.company) > MOST_CUSTOMERS:
        raise UserError(
            "too_many",
            _("More than %(most)s customers owe something: this takes longer than a page may")
            % {"most": MOST_CUSTOMERS},
            _("Use the command line: dunwell simulate"),
        )
    # Looking is open to all roles: what a trial writes is undone before it answers.
    caller = Caller(desk.company.slug, desk.person, Role.AUDITOR, wiring.now(), desk.today)
    facts = simulate(caller, text=text, days=number, paying=paying if paying in PAYING else PAYING[0])
    now, new = facts["in_force"], facts["tried"]
    return {
        "from": facts["from"],
        "to": facts["to"],
        "paying": facts["paying"],
        "steps": _steps(now, new),
        "stages": [
            (name, now["stages"].get(name, 0), new["stages"].get(name, 0))
            for name in {**now["stages"], **new["stages"]}
        ],
        "charges": (now["charges_minor"], new["charges_minor"]),
        "holds": (now["on_hold"], new["on_hold"]),
        "duties": (now["duties"], new["duties"]),
        "weeks": _weeks(now["weeks"], new["weeks"]),
        "contacts": new["contacts"][:SHOWN],
        "more": max(0, len(new["contacts"]) - SHOWN),
        "one": [(now, _of(now, customer)), (new, _of(new, customer))] if customer else [],
    }


def _steps(now: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    sums = [{(row["channel"], row["template"]): row["number"] for row in each["steps"]} for each in (now, new)]
    return [(*key, sums[0].get(key, 0), sums[1].get(key, 0)) for key in sorted({*sums[0], *sums[1]})]


def _weeks(now: dict[str, int], new: dict[str, int]) -> dict[str, Any]:
    """Lay two bars a week out: their heights by the largest of all."""
    last = max((int(week) for week in {**now, **new}), default=1)
    most = max([*now.values(), *new.values()], default=0) or 1
    wide = (WIDTH - GAP) / last
    bars = []
    for week in range(1, last + 1):
        pair = (now.get(str(week), 0), new.get(str(week), 0))
        heights = [round(HEIGHT * number / most) for number in pair]
        bars.append(
            {
                "week": week,
                "pair": pair,
                "x": [round(GAP + (week - 1) * wide), round(GAP + (week - 1) * wide + (wide - GAP) / 2)],
                "y": [HEIGHT - height for height in heights],
                "height": heights,
                "middle": round(GAP + (week - 1) * wide + (wide - GAP) / 2),
            }
        )
    return {"bars": bars, "bar": max(2, round((wide - GAP) / 2 - 1)), "width": WIDTH, "height": HEIGHT}


def _of(each: dict[str, Any], customer: str) -> list[dict[str, Any]]:
    return [contact for contact in each["contacts"] if contact["customer"] == customer]
