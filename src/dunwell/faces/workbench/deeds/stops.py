"""Deeds about where a customer stands: paused, given time, on hold, on another rung, with an agency."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dunwell.domain.roles import Verb
from dunwell.faces.workbench.deeds import shape
from dunwell.faces.workbench.deeds.shape import Deed
from dunwell.faces.workbench.fields import Field
from dunwell.usecases.assign_customer import assign_customer
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.move_episode import move_episode
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.place_customer import place_customer
from dunwell.usecases.place_hold import place_hold
from dunwell.usecases.recall import recall
from dunwell.usecases.release_hold import release_hold
from dunwell.usecases.report_matter import report_matter
from dunwell.usecases.resume_customer import resume_customer

_STATUSES: tuple[tuple[str, Any], ...] = (
    ("accepted", _("accepted")),
    ("in_work", _("in work")),
    ("in_court", _("in court")),
    ("paying", _("the customer pays")),
    ("collected", _("collected: it is over")),
    ("uncollectable", _("cannot be collected: it is over")),
)

DEEDS: tuple[Deed, ...] = (
    Deed(
        "assign",
        Verb.ASSIGN,
        _("Who sees to it"),
        _("It is on record."),
        "person",
        assign_customer,
        (Field("to", _("Person"), "colleague"),),
        key="o",
    ),
    Deed(
        "pause",
        Verb.PAUSE,
        _("Pause the chasing"),
        _("Nothing is sent to this customer until the day has passed."),
        "pause",
        pause_customer,
        (Field("until", _("Until, that day included"), "date", needed=True), shape.WHY),
        key="u",
    ),
    Deed("resume", Verb.RESUME, _("Resume"), _("The chasing goes on."), "next", resume_customer),
    Deed(
        "extend",
        Verb.EXTEND,
        _("Give more time"),
        _("The due date is moved."),
        "clock",
        extend_item,
        (shape.ITEM, Field("to", _("New due date"), "date", needed=True), shape.WHY),
        whose="",
        key="t",
    ),
    Deed("hold", Verb.HOLD, _("Place a hold"), _("The account is on hold."), "lock", place_hold, (shape.WHY,)),
    Deed(
        "release",
        Verb.RELEASE,
        _("Release the hold"),
        _("The hold is released."),
        "lock",
        release_hold,
        (
            shape.WHY,
            Field("method", _("Payment to come by")),
            Field("number", _("Its number")),
            Field("amount_minor", _("Its amount"), "amount"),
            Field("currency", _("Currency"), "currency"),
            Field("payment_on", _("Its date"), "date"),
        ),
        about=_("Who may not release it alone asks for it here, and somebody else says yes."),
    ),
    Deed(
        "place",
        Verb.PLACE,
        _("Place on another rung"),
        _("The customer stands there now; steps of lower rungs are over."),
        "ladder",
        place_customer,
        (Field("stage", _("Rung"), "stage", needed=True), shape.WHY),
    ),
    Deed(
        "move",
        Verb.MOVE,
        _("Follow another policy"),
        _("The running case follows that policy now."),
        "ladder",
        move_episode,
        (Field("policy", _("Policy"), "policy", needed=True),),
        about=_("It stands on the rung of the same name there. New cases follow the customer's own policy as before."),
    ),
    Deed(
        "hand-over",
        Verb.HAND_OVER,
        _("Hand over"),
        _("The hand-over is asked for or done."),
        "briefcase",
        hand_over,
        (
            Field("to", _("To"), "choice", needed=True, choices=(("agency", _("Agency")), ("counsel", _("Counsel")))),
            Field("agency", _("Which agency"), "agency"),
            shape.WHY,
        ),
        about=_("Nothing of ours is sent to the customer from then on, until it is recalled."),
        hard=True,
    ),
    Deed(
        "matter",
        Verb.AGENCY,
        _("What the agency or counsel says"),
        _("It is noted."),
        "briefcase",
        report_matter,
        (
            Field("status", _("How it stands"), "choice", needed=True, choices=_STATUSES),
            Field("matter", _("Their own number for it")),
        ),
    ),
    Deed("recall", Verb.RECALL, _("Recall"), _("The matter is ours again."), "back", recall),
)
