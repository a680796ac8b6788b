"""The policy: its ladder as a picture, its text to change with errors at their lines, what would change, and putting it
in force.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Verb
from dunwell.faces.workbench import notices
from dunwell.faces.workbench.access import ALL, doing, page
from dunwell.faces.workbench.desk import Desk
from dunwell.faces.workbench.frame import html_tag
from dunwell.faces.workbench.ladder_form import file_of, form_of
from dunwell.faces.workbench.posts import download
from dunwell.faces.workbench.records import speaks_english, spoken
from dunwell.faces.workbench.trials import DAYS, tried
from dunwell.faces.workbench.words import KINDS, TEMPLATES
from dunwell.policy.file import PolicyErrors, diff_policies, load_policy, show_policy
from dunwell.queries.ladder_picture import ladder_picture
from dunwell.queries.policy_page import debtors, policy_page
from dunwell.queries.terms_facts import terms_facts
from dunwell.usecases.activate_policy import activate_policy

LONGEST = 200_000
_STEP = re.compile(r"  (days? -?[\d, ]*\d|\d+ days after [\w-]+) +(\D.*)")
_ASKED = {"days": "30", "paying": "nobody", "customer": ""}


@page("policy", "policy/", ALL)
def policy(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the policy in force."""
    found = policy_page(desk.company)
    around = {
        "page": found,
        "picture": ladder_picture(found.policy),
        "told": list(_in_words(show_policy(found.policy))),
        "english": speaks_english(),
        "may": desk.may(Verb.POLICY),
    }
    return render(request, "policy.html", around)


def _in_words(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Lay the lines of a policy out: a heading has no words behind it, and of a step the days stand before."""
    for line in filter(str.strip, lines):
        found = _STEP.fullmatch(line)
        if found:
            yield spoken(found[1]), _step_in_words(found[2])
        else:
            yield ("", spoken(line.strip())) if line.startswith(" ") else (spoken(line), "")


def _step_in_words(text: str) -> str:
    """Say a step by its way and the title of its text: `email upcoming, else by letter`."""
    way, _blank, rest = text.partition(" ")
    code = re.match(r"[a-z][a-z-]*", rest)
    if way not in KINDS or code is None:
        return spoken(text)
    return f"{KINDS[way]}: {TEMPLATES.get(code[0], code[0])}{spoken(rest[code.end() :])}"


@page("policy-paper", "policy/paper/", ALL)
def paper(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the policy in force on paper, in words for customers, in the reader's language."""
    facts = terms_facts(desk.company, html_tag(get_language() or "en"), desk.today)
    return download(f"policy-{desk.today}.pdf", wiring.terms_paper(facts, "policy", "pdf"))


@page("policy-edit", "policy/edit/", doing(Verb.POLICY), ("GET", "POST"))
def edit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change the policy's text: each mistake at its line, then what would change, then in force."""
    found = policy_page(desk.company)
    text = request.POST.get("text", found.text)[:LONGEST] if request.method == "POST" else found.text
    way = request.POST.get("as") or request.GET.get("as") or "form"
    if request.method == "POST" and way == "form":
        text = file_of(text, request.POST)
    asked = {name: request.POST.get(name, start)[:100] for name, start in _ASKED.items()}
    around: dict[str, Any] = {"page": found, "text": text, "key": uuid4().hex, "section": "policy"}
    around |= {"way": way, "form": form_of(text, {}) if way == "form" else None}
    around |= {
        "templates": wiring.shipped_texts().names("en"),
        "asked": asked,
        "days_to_try": DAYS,
        "customers": debtors(desk.company),
    }
    if request.method == "GET":
        return render(request, "policy_edit.html", around)
    try:
        new = load_policy(text, "policy")
    except PolicyErrors as faults:
        told = {str(each.field): f"{each.message}. {each.way_out}" for each in faults.errors if each.field}
        amiss = {"faults": faults.errors, "form": form_of(text, told) if way == "form" else None}
        return render(request, "policy_edit.html", around | amiss, status=422)
    changes = diff_policies(found.policy, new)
    if request.POST.get("what") == "try":
        return _try(
            request, desk, text, asked, around | {"changes": changes, "picture": ladder_picture(new), "checked": True}
        )
    if request.POST.get("what") != "activate":
        seen = {"changes": changes, "picture": ladder_picture(new), "checked": True}
        return render(request, "policy_edit.html", around | seen)
    try:
        answer = activate_policy(desk.caller(Verb.POLICY, request.POST.get("key")), text=text)
    except UserError as fault:
        return render(request, "policy_edit.html", around | {"faults": [fault]}, status=422)
    if answer.get("state") == "asked":
        notices.leave(request, _("This waits for the approval of another person."))
    else:
        notices.leave(request, _("It is in force: new cases follow it, running ones keep theirs."))
    return redirect("policy", desk.company.slug)


def _try(request: HttpRequest, desk: Desk, text: str, asked: dict[str, str], around: dict[str, Any]) -> HttpResponse:
    """Show what a policy would do, beside the one in force."""
    try:
        trial = tried(desk, text, asked["days"], asked["paying"], asked["customer"])
    except UserError as fault:
        return render(request, "policy_edit.html", around | {"faults": [fault]}, status=422)
    return render(request, "policy_edit.html", around | {"trial": trial})
