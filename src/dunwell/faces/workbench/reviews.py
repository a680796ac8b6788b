"""Who looked at policies and weekly reports, and what is due; and putting on record that one did."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.reviews import review_facts
from dunwell.usecases.record_review import record_review


@page("reviews", "reviews/", ALL)
def reviews(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the newest review of each thing, and what is due."""
    rows = [{**row, "name": row["about"].split()[0]} for row in review_facts(desk.company, desk.today)]
    return render(request, "reviews.html", {"rows": rows, "may": desk.may(Verb.REVIEW)})


@page("reviewed", "reviews/done/", doing(Verb.REVIEW), ("POST",))
def done(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put on record that one looked at it."""
    given = request.POST
    try:
        due = date.fromisoformat(given["next"]) if given.get("next") else None
        record_review(
            desk.caller(Verb.REVIEW, given.get("key")),
            what=given.get("what", ""),
            about=given.get("about", ""),
            next_due_on=due,
            remarks=given.get("remarks", "")[:1000],
        )
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
    except ValueError:
        notices.leave(request, _("This is not a day."), fault=True)
    else:
        notices.leave(request, _("It is on record."))
    return redirect("reviews", desk.company.slug)
