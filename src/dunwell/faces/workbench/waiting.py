"""Figures on a page: those of now, those that are kept with their moment, or a page that looks again until they are."""

from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.faces.workbench import behind, notices
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.kept import is_large
from dunwell.usecases.keep_figures import Kept, figures, make_figures
from dunwell.usecases.refresh_worklist import is_far_behind, refresh_worklist

AGAIN = "2"  # seconds


def kept(desk: Desk, name: str, on: date) -> Kept:
    """Give figures by name as of a day; those that are missing or of before are worked out behind the page."""
    at = wiring.now()
    found = figures(desk.company, name, on, at=at)
    if found.begin:
        behind.begin((desk.company.pk, name, on), partial(make_figures, desk.company, name, on, at=at))
    return found


def rows_of_before(desk: Desk) -> bool:
    """Bring the worklist up to date; of large books, where all of it is to be made anew, that is done behind the page.

    Tells whether the rows are those of before.
    """
    if is_far_behind(desk.company, desk.today) and is_large(desk.company):
        behind.begin(("worklist", desk.company.pk), partial(refresh_worklist, desk.company, desk.today))
        return True
    refresh_worklist(desk.company, desk.today)
    return False


def waiting_most(all_of_them: list[Kept]) -> Kept:
    """Give the figures that have the most to say about themselves: those that are missing, else those of before."""
    return min(all_of_them, key=lambda each: (each.facts is not None, each.made_at is None))


def shown(answer: HttpResponse, *all_of_them: Kept) -> HttpResponse:
    """Let a page look again by itself as long as figures are missing; that needs no script."""
    if any(each.facts is None for each in all_of_them):
        answer["Refresh"] = AGAIN
    return answer


def come_back(request: HttpRequest, page: str, company: str) -> HttpResponse:
    """Lead to the page that shows figures, where a file of them is asked for before they are there."""
    notices.leave(request, _("The figures are being worked out; ask for the file once they stand here."))
    return redirect(page, company)
