"""The worklist and the customer's page, and what is done there. Knows no rule: it asks queries and calls use cases."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.money import format_amount
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, page
from dunwell.faces.workbench.asked import place_of, turning
from dunwell.faces.workbench.bulk import IN_BULK
from dunwell.faces.workbench.deeds import BY_NAME, DEEDS, Deed
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.doable import address_of, deeds_for
from dunwell.faces.workbench.fields import Shown, UnreadableError, read, shown
from dunwell.faces.workbench.records import numbers_told, speaks_english, spoken
from dunwell.faces.workbench.views import KEPT, kept_of
from dunwell.faces.workbench.waiting import AGAIN, rows_of_before
from dunwell.faces.workbench.words import SORTED_BY
from dunwell.queries.customer_page import CustomerPage, choices_of, colleagues, customer_page, customers_by_id
from dunwell.queries.explain import ExplainedDay, explain_customer
from dunwell.queries.openings import next_call
from dunwell.queries.saved_views import saved_views
from dunwell.queries.timeline import KINDS
from dunwell.queries.work_rows import SORTS, neighbours, stages_of, work_rows
from dunwell.usecases.note_reading import note_reading

CONFLICT, UNREADABLE = 409, 422
OFFERED = (
    *("item", "items", "task", "call", "entry", "currency", "disputed", "commitment", "cheque", "announced"),
    "colleague",
    *("written-off", "contact-role", "stage", "agency", "policy"),
)
ROWS = 50
STORY = 80


@page("worklist", "worklist/", ALL)
def worklist(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show whom to look at first, and why."""
    asked: dict[str, Any] = {name: request.GET.get(name, "") for name in KEPT}
    of_before = rows_of_before(desk)
    found = work_rows(
        desk.company, desk.today, **asked | {"owner": _owner(desk, asked)}, place=place_of(request), limit=ROWS
    )
    answer = render(
        request,
        "worklist.html",
        {
            "found": found,
            "of_before": of_before,
            "asked": asked,
            "sorts": [(name, SORTED_BY[name]) for name in SORTS],
            "stages": stages_of(desk.company),
            "colleagues": colleagues(desk.company),
            "bulk": [deed for deed in DEEDS if deed.name in IN_BULK and desk.may(deed.verb)],
            "views": saved_views(desk.company, desk.account, "worklist"),
            "query": kept_of(request.GET),
            **turning(found),
        },
    )
    if of_before and not found.rows:
        answer["Refresh"] = AGAIN
    return answer


def _owner(desk: Desk, asked: dict[str, str]) -> str | None:
    """Give whose customers are asked for: one's own, nobody's, or those of a colleague."""
    return {"": None, "mine": desk.person, "none": ""}.get(asked["owner"], asked["owner"])


@page("customer", "customers/<int:number>/", ALL)
def customer(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show all about one customer, and what can be done."""
    found = _page_of(desk, number)
    show = request.GET.get("show", "")
    note_reading(desk.company, desk.account, customer=found.row, what="customer", at=wiring.now())
    return render(
        request,
        "customer.html",
        {
            "page": found,
            "deeds": list(deeds_for(desk, found)),
            "shown": show,
            "story": [event for event in found.timeline if not show or event["kind"] == show][:STORY],
            "story_kinds": [kind for kind in KINDS if any(event["kind"] == kind for event in found.timeline)],
            "neighbours": neighbours(desk.company, found.row),
            "section": "worklist",
        },
    )


@page("explain", "customers/<int:number>/why/", ALL)
def explain(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Tell why a customer got what it got on a day, today or earlier."""
    row = next(iter(customers_by_id(desk.company, [number])), None)
    if row is None:
        raise Http404
    asked = request.GET.get("day") or desk.today.isoformat()
    told: dict[str, Any] | None = None
    fault = ""
    try:
        told = _laid_out(explain_customer(desk.company, row.ref, date.fromisoformat(asked), desk.today))
    except ValueError:
        fault = _("This is not a day.")
    except UserError as error:
        fault = f"{error.message}. {error.way_out}"
    return render(request, "explain.html", {"row": row, "told": told, "fault": fault, "day": asked})


@page("deed", "customers/<int:number>/do/<slug:deed>/", ALL, ("GET", "POST"))
def deed(request: HttpRequest, desk: Desk, number: int, deed: str) -> HttpResponse:
    """Ask for what a deed needs, and do it: by the roles that may, once for each form."""
    doing = BY_NAME.get(deed)
    if doing is None:
        raise Http404
    if not desk.may(doing.verb):
        raise PermissionDenied
    found = _page_of(desk, number)
    if request.method == "GET":
        return _form(request, desk, doing, found, _begun(request.GET, found))
    return _do(request, desk, doing, found)


def _laid_out(day: ExplainedDay) -> dict[str, Any]:
    """Lay an explained day out: its sentence, the numbers behind it, what went, what was held."""
    told = day.explanation
    return {
        "sentence": spoken(told.sentence) if speaks_english() else told.sentence,
        "reason": told.reason,
        "english": speaks_english(),
        "policy": day.policy,
        "policy_digest": day.policy_digest,
        "run": day.run,
        "numbers": numbers_told(told.numbers),
        "actions": told.actions,
        "held": told.held,
    }


def _do(request: HttpRequest, desk: Desk, doing: Deed, found: CustomerPage) -> HttpResponse:
    typed = request.POST
    if typed.get("seen") != str(found.row.version):
        told = _("Somebody wrote to this customer while you were here. Look again, and send it once more.")
        return _form(request, desk, doing, found, typed, whole=told, status=CONFLICT)
    try:
        values = read(doing.fields, typed, request.FILES, zone=desk.zone)
        _only_what_was_offered(desk, doing, found, values)
        answer = doing.call(
            desk.caller(doing.verb, typed.get("key")),
            **({doing.whose: found.row.ref} if doing.whose else {}),
            **_fit(doing, values),
        )
    except UnreadableError as faults:
        return _form(request, desk, doing, found, typed, faults.faults, status=UNREADABLE)
    except UserError as fault:
        own = (fault.field or "").replace("-", "_")
        at = {own: (fault.message, fault.way_out)} if _is_field(doing, own) else {}
        whole = "" if at else f"{fault.message}. {fault.way_out}"
        return _form(request, desk, doing, found, typed, at, whole=whole, status=UNREADABLE)
    waits = answer.get("state") == "asked"
    notices.leave(
        request,
        _("This waits for the approval of another person.") if waits else str(doing.done),
        _told(answer),
    )
    return _back(request, _after(desk, found, typed))


def _after(desk: Desk, found: CustomerPage, typed: Mapping[str, Any]) -> str:
    """Give where to be afterwards: at the customer; after a call from its sheet, at the next one to be called."""
    if typed.get("back") != "sheet":
        return reverse("customer", args=[desk.company.slug, found.row.pk])
    after = next_call(desk.company, found.row)
    if after is None:
        return reverse("tasks", args=[desk.company.slug])
    return reverse("sheet", args=[desk.company.slug, after])


def _form(
    request: HttpRequest,
    desk: Desk,
    doing: Deed,
    found: CustomerPage,
    typed: Mapping[str, Any],
    faults: Mapping[str, tuple[str, str]] | None = None,
    *,
    whole: str = "",
    status: int = 200,
) -> HttpResponse:
    fields: list[Shown] = shown(doing.fields, typed, faults or {})
    for each in fields:
        if each.field.kind in OFFERED:
            offered = choices_of(desk.company, found.row, each.field.kind)
            each.choices, each.chosen = [(code, spoken(label)) for code, label in offered], True
        if each.field.kind == "items" and isinstance(typed, QueryDict):
            each.value = typed.getlist(each.field.name)
    around = {
        "deed": doing,
        "fields": fields,
        "files": any(each.field.kind == "file" for each in fields),
        "page": found,
        "fault": whole,
        "key": typed.get("key") or uuid4().hex,
        "address": address_of(desk, found.row.pk, doing),
        "back": "sheet" if typed.get("back") == "sheet" else "",
        "section": "worklist",
    }
    name = "parts/deed.html" if getattr(request, "htmx", False) else "deed.html"
    return render(request, name, around, status=status)


def _begun(typed: QueryDict, found: CustomerPage) -> QueryDict:
    """Begin a form with what the page knows: an invoice that was chosen, and what is past due of it."""
    begun = typed.copy()
    owed = found.overdue or found.owed
    if len(owed) == 1 and "currency" not in begun:
        begun["currency"] = next(iter(owed))
    return begun


def _only_what_was_offered(desk: Desk, doing: Deed, found: CustomerPage, values: dict[str, Any]) -> None:
    """Refuse an invoice, a task or a choice that the form did not offer: another customer's, above all."""
    faults = {}
    for field in doing.fields:
        if field.name not in values or field.kind not in (*OFFERED, "choice"):
            continue
        offered = field.choices if field.kind == "choice" else choices_of(desk.company, found.row, field.kind)
        named = values[field.name] if field.kind == "items" else [values[field.name]]
        if not {str(each) for each in named} <= {code for code, _label in offered}:
            faults[field.name] = (_("Choose one that is offered here."), "")
    if faults:
        raise UnreadableError(faults)


def _fit(doing: Deed, values: dict[str, Any]) -> dict[str, Any]:
    """Leave out the currency where no amount was given: it would say nothing."""
    amounts = [field.name for field in doing.fields if field.kind == "amount"]
    numbered = {field.name for field in doing.fields if field.kind in ("task", "call")}
    fit = {name: int(value) if name in numbered else value for name, value in values.items()}
    if amounts and not any(name in fit for name in amounts):
        fit.pop("currency", None)
    return fit


def _is_field(doing: Deed, name: str) -> bool:
    return name in {field.name for field in doing.fields}


def _told(answer: Mapping[str, Any]) -> str:
    """Say what came of a deed where its answer holds more than that it was done."""
    if "allocations" in answer:
        parts = [
            f"{each['item']}: {format_amount(each['amount_minor'], each['currency'])}"
            for each in answer["allocations"]
            if "currency" in each
        ]
        return ", ".join(parts)
    return ""


def _page_of(desk: Desk, number: int) -> CustomerPage:
    found = customer_page(desk.company, number, desk.today)
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to a page: a form that was sent from a panel leads the whole page there."""
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return redirect(address)
