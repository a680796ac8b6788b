"""Files that come in: what was recognised, what went in, what did not and why. And the beginning: a company's books."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunwell import wiring
from dunwell.domain.errors import RefusalCode, UserError
from dunwell.domain.roles import Role, Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, SIGNED_IN, doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.sample import open_sample
from dunwell.policy.file import PolicyErrors
from dunwell.queries.accounts import memberships_of
from dunwell.queries.imports import list_imports
from dunwell.usecases.add_person import add_person
from dunwell.usecases.import_readings import import_readings
from dunwell.usecases.open_account import give_account
from dunwell.usecases.open_company import open_company
from dunwell.usecases.set_letterhead import set_letterhead
from dunwell.usecases.undo_import import undo_import
from dunwell.usecases.work import Caller

LARGEST = 20 * 1024 * 1024
MOST = 20
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xml", ".pdf")
SHOWN = 50
COUNTED = {
    "rows": gettext_lazy("rows"),
    "customers": gettext_lazy("new customers"),
    "changed": gettext_lazy("customers changed"),
    "addresses": gettext_lazy("new addresses"),
    "invoices": gettext_lazy("invoices"),
    "credits": gettext_lazy("credit notes"),
    "payments": gettext_lazy("payments"),
    "refunds": gettext_lazy("refunds"),
    "by_list_settled": gettext_lazy("settled by list"),
    "part_settled": gettext_lazy("part-settled by list"),
    "reopened": gettext_lazy("opened again by list"),
    "unchanged": gettext_lazy("on the books already"),
    "rows_refused": gettext_lazy("rows refused"),
}
PROVED = {
    "encoding_why": gettext_lazy("Encoding"),
    "delimiter_why": gettext_lazy("Delimiter"),
    "date_order_why": gettext_lazy("Dates"),
    "decimal_why": gettext_lazy("Amounts"),
}


@page("files", "files/", ALL, ("GET",))
def files(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what was taken in, and offer to take in more."""
    return render(request, "files.html", _around(desk))


@page("take-in", "files/take-in/", doing(Verb.IMPORT), ("POST",))
def take_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take files in: good rows go in, bad ones are named with the way out."""
    given = request.FILES.getlist("file")
    fault = _too_much(given)
    if fault:
        return render(request, "files.html", _around(desk, fault=fault), status=422)
    complete = desk.today if request.POST.get("complete") else None
    sure = bool(request.POST.get("sure"))
    said: dict[str, Any] = {
        "currency": request.POST.get("currency") or None,
        "date_order": request.POST.get("date_order") or None,
    }
    try:
        with tempfile.TemporaryDirectory(prefix="dunwell-") as folder:
            readings = [wiring.files_reader()(path, **said) for path in _kept(given, Path(folder))]
            answers = list(import_readings(desk.caller(Verb.IMPORT), readings, as_of=complete, confirm=sure))
    except UserError as error:
        much = error.code == RefusalCode.MUCH_VANISHES
        words = error.message if much else f"{error.message}. {error.way_out}"
        return render(request, "files.html", _around(desk, fault=words, much=much), status=422)
    return render(request, "files.html", _around(desk, answers=[_told(answer) for answer in answers]))


@page("take-back", "files/take-back/", doing(Verb.IMPORT), ("POST",))
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a file back that came in: by entries that reverse it, where nothing rests on it yet."""
    number = request.POST.get("number", "")
    try:
        told = undo_import(
            desk.caller(Verb.IMPORT, request.POST.get("key")), number=int(number) if number.isdecimal() else 0
        )
    except UserError as fault:
        notices.leave(request, fault.message, fault.way_out, fault=True)
    else:
        notices.leave(request, _("%(file)s is taken back.") % {"file": told["file"]})
    return redirect("files", desk.company.slug)


@page("begin", "begin/", SIGNED_IN, ("GET", "POST"))
def begin(request: HttpRequest) -> HttpResponse:
    """Open the books of a company, with the owner of the installation in it."""
    account: Any = request.user
    given = {name: request.POST.get(name, "").strip() for name in ("name", "country", "currency", "zone", "iban")}
    around: dict[str, Any] = {"given": given, "zones": wiring.zones(), "countries": wiring.countries()}
    if request.method == "GET" or not _may_begin(account):
        around["given"] = {"country": "NL", "currency": "EUR", "zone": account.zone or "Europe/Amsterdam"}
        return render(request, "begin.html", around, status=200 if _may_begin(account) else 403)
    try:
        slug = _open(account, given)
    except PolicyErrors as faults:
        fault = faults.errors[0]
        return render(request, "begin.html", around | {"fault": f"{fault.message}. {fault.way_out}"}, status=422)
    except UserError as fault:
        return render(request, "begin.html", around | {"fault": f"{fault.message}. {fault.way_out}"}, status=422)
    notices.leave(request, _("The books are open. Bring in the list of what is open."))
    return redirect("files", slug)


@page("sample", "begin/example/", SIGNED_IN, ("POST",))
def sample(request: HttpRequest) -> HttpResponse:
    """Open the books of an invented company, to look around before bringing books of one's own."""
    account: Any = request.user
    if not _may_begin(account):
        raise PermissionDenied
    slug = open_sample(account, wiring.now())
    notices.leave(request, _("This company is invented: try whatever you like. Nothing is sent to anybody real."))
    return redirect("today", slug)


def _may_begin(account: Any) -> bool:
    """Tell whether an account may open a company: the first one may, and whoever owns one already."""
    known = memberships_of(account)
    return not known or any(Role.OWNER in each.roles for each in known)


def _open(account: Any, given: dict[str, str]) -> str:
    slug = slugify(given["name"])[:50] or "company"
    zone = given["zone"] or "UTC"
    caller = Caller(slug, account.name, Role.OWNER, wiring.now(), wiring.today(zone))
    open_company(
        caller, slug=slug, name=given["name"], country=given["country"].upper(), currency=given["currency"], zone=zone
    )
    add_person(caller, name=account.name, email=account.email, roles=[Role.OWNER.value])
    give_account(caller, name=account.name, account=account.pk)
    if given["iban"]:
        set_letterhead(caller, company={"name": given["name"]}, payment=[{"iban": given["iban"]}])
    return slug


def _too_much(given: list[UploadedFile]) -> str:
    if not given:
        return _("Choose a file first.")
    if len(given) > MOST:
        return _("These are too many files at once; %(most)s are the most.") % {"most": MOST}
    for each in given:
        if (each.size or 0) > LARGEST:
            return _("%(name)s is too large for this page. Take it in by the command line: dunwell import FILE") % {
                "name": each.name
            }
        if not str(each.name).lower().endswith(ENDINGS):
            return _("%(name)s is of a kind that is not read here: CSV, XLSX, XML and PDF are.") % {"name": each.name}
    return ""


def _kept(given: list[UploadedFile], folder: Path) -> list[Path]:
    """Put uploads into a folder of ours, under names that can do no harm."""
    paths = []
    for number, each in enumerate(given):
        path = folder / str(number) / wiring.safe_name(Path(str(each.name)).name)
        path.parent.mkdir()
        with path.open("wb") as file:
            for chunk in each.chunks():
                file.write(chunk)
        paths.append(path)
    return paths


def _around(desk: Desk, **more: Any) -> dict[str, Any]:
    return {
        "imports": list_imports(desk.company, SHOWN),
        "may": desk.may(Verb.IMPORT),
        "key": uuid4().hex,
        "endings": ",".join(ENDINGS),
        **more,
    }


def _told(answer: dict[str, Any]) -> dict[str, Any]:
    """Lay out what came of a file: numbers with their words, what proved what, and the first of what is wrong."""
    problems = answer.get("problems", [])
    taken = answer.get("taken_for", {})
    return {
        **answer,
        "said": [(words, answer[name]) for name, words in COUNTED.items() if answer.get(name)],
        "why": [(words, taken[name]) for name, words in PROVED.items() if taken.get(name)],
        "problems": problems[:SHOWN],
        "more": max(0, len(problems) - SHOWN),
    }
