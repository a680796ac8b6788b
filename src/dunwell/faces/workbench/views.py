"""Views of the worklist that a person keeps under a name. Knows no list."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from dunwell.domain.errors import UserError
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.desk import Desk
from dunwell.usecases.save_view import drop_view, save_view

KEPT = ("sort", "stage", "reason", "due", "currency", "owner")


def kept_of(asked: QueryDict) -> str:
    """Give what of a query makes a view, in one order: sorted and narrowed how, not how far one has read."""
    kept = QueryDict(mutable=True)
    kept.update({name: str(asked[name]) for name in KEPT if asked.get(name)})
    return kept.urlencode()


@page("view", "worklist/views/", ALL, ("POST",))
def view(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep a view, or drop one: one's own alone, whatever one's role."""
    query = kept_of(QueryDict(request.POST.get("query", "")[:2000]))
    if request.POST.get("drop"):
        drop_view(desk.company, desk.account, page="worklist", name=request.POST["drop"])
    else:
        try:
            save_view(desk.company, desk.account, page="worklist", name=request.POST.get("name", ""), query=query)
        except UserError as fault:
            notices.leave(request, fault.message, fault.way_out, fault=True)
    return redirect(f"{reverse('worklist', args=[desk.company.slug])}?{query}")
