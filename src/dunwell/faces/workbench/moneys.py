"""Aging to look into, and money that is given its invoices by hand."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunwell.domain.aging import BUCKETS
from dunwell.domain.errors import UserError
from dunwell.domain.money import parse_amount
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, doing, page
from dunwell.faces.workbench.asked import as_file, day_of, sheet_asked
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.fields import LATIN, with_point
from dunwell.faces.workbench.waiting import kept, shown, waiting_most
from dunwell.queries.aging_rows import aging_rows
from dunwell.queries.kept import LISTED, is_large
from dunwell.queries.loose_money import loose_money
from dunwell.queries.reports.aged import aging_report
from dunwell.usecases.allocate_entry import allocate_entry


@page("aging", "aging/", ALL)
def ages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is open by how long it has been past due, on any day; and who it is, by bucket."""
    on, fault = day_of(request, desk)
    sums = [kept(desk, "aging", on)]
    bucket, currency = request.GET.get("bucket", ""), request.GET.get("currency", "")
    rows: Any = None
    if bucket in {each.code for each in BUCKETS} and currency and on == desk.today:
        if is_large(desk.company):
            sums.append(kept(desk, "largest", on))
            rows = (sums[1].facts or {}).get(f"{currency} {bucket}", [])
        else:
            rows = aging_rows(desk.company, on, bucket, currency, limit=LISTED)
    around = {"told": sums[0].facts, "day": on, "fault": fault, "rows": rows, "bucket": bucket, "currency": currency}
    return shown(render(request, "aging.html", around | {"sums": waiting_most(sums)}), *sums)


@page("aging-file", "aging/file/", ALL)
def aging_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the aging as a workbook or as CSV, by customer."""
    kind = sheet_asked(request)
    if is_large(desk.company):
        way = _("Take it by the command line: dunwell aging --by customer --out aging.xlsx")
        notices.leave(request, _("This file has a row for each customer, and takes longer than a page may."), way)
        return redirect("aging", desk.company.slug)
    return as_file(aging_report(desk.company, desk.today, by_customer=True), kind, f"aging-{desk.today}")


@page("allocate", "money/<int:entry>/", doing(Verb.ALLOCATE), ("GET", "POST"))
def allocate(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Give money its invoices: so much of it to each."""
    found = loose_money(desk.company, entry)
    if found is None:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            done = _allocate(request, desk, found)
        except UserError as error:
            fault = f"{error.message}. {error.way_out}"
        else:
            notices.leave(request, _("Allocated.") if done else _("Nothing was entered."))
            return redirect(reverse("customer", args=[desk.company.slug, found["customer"]]))
    around = {"money": found, "fault": fault, "typed": request.POST, "key": uuid4().hex, "section": "unallocated"}
    return render(request, "allocate.html", around, status=422 if fault else 200)


def _allocate(request: HttpRequest, desk: Desk, found: dict[str, Any]) -> int:
    """Allocate what was entered beside each invoice; the amounts are read first, so that a mistake costs nothing."""
    key, currency = request.POST.get("key", ""), found["currency"]
    wanted = []
    for item in found["items"]:
        text = request.POST.get(f"amount-{item['item_id']}", "").translate(LATIN).strip()
        if text:
            wanted.append((item["item"], parse_amount(with_point(text), currency)))
    for place, (item, minor) in enumerate(wanted):
        caller = desk.caller(Verb.ALLOCATE, f"{key}-{place}" if key else None)
        allocate_entry(caller, entry=found["entry"], item=item, amount_minor=minor, currency=currency)
    return len(wanted)
