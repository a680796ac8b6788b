"""Search from every page. Knows no table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.desk import Desk
from dunwell.queries.search import search


@page("search", "search/", ALL)
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whom a text may mean; lead there at once where it can only mean one."""
    text = request.GET.get("q", "")[:100]
    rows = search(desk.company, text)
    if len(rows) == 1:
        return redirect("customer", desk.company.slug, rows[0]["customer"])
    return render(request, "search.html", {"rows": rows, "searched": text})
