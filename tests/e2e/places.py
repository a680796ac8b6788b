"""Where every page of the workbench is: what axe and the gallery look at. What is not a page is named, and why.

Knows how one gets to a page that has no address of its own, and nothing of what is looked for there.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.urls import resolve

COMPANY = (
    *("today", "worklist", "customers/{one}", "customers/{one}/sheet", "customers/{one}/why"),
    *(f"customers/{{one}}/do/{deed}" for deed in ("promise", "plan", "dispute", "call-done", "heard", "figure")),
    *("customers/{one}/do/assign", "aging", "unallocated", "money/{money}", "promises", "plans", "disputes", "holds"),
    *("handed-over", "credits", "approvals", "tasks", "messages", "messages/{message}", "decided/{notice}", "letters"),
    *(
        "check-ins",
        "rewards",
        "kinds",
        "insight",
        "insight/trends",
        "insight/behind/?what=sales",
        "policy",
        "policy/edit",
        "policy/edit/?as=file",
        "reviews",
        "texts",
    ),
    *("texts/polite-inquiry", "files", "settings", "settings/set/letterhead", "settings/set/email"),
    *("settings/set/hook", "settings/people", "settings/journal", "search?q=er", "search?q=zzz"),
)
"""Pages of a company, below its short name; the numbers of whom and what to look at are filled in."""
OUTSIDE = ("/account/", "/begin/", "/")
"""Pages of whoever has signed in, of no company; the last one offers a choice to who works for two."""
DOORS = (
    *("/sign-in/", "/sign-in/forgotten/", "/join/1-1-x/", "/sign-in/new-password/1-1-x/"),
    *("/join/{join}/", "/sign-in/new-password/{reset}/", "/nowhere/"),
)
"""Pages of strangers: with links that are spent, with links that open, and one that there is not."""
FIRST = ("/sign-in/", "/first/?token={token}")
"""Pages of an installation without an account."""
CODE = "/sign-in/code/"
NO_PAGES = {
    "week-file",
    "trends-file",
    "behind-file",
    "measures-file",
    "aging-file",
    "message-file",
    "preview-paper",
    "policy-paper",
}
"""What is downloaded: files and papers."""


def _pause(page: Any) -> None:
    page.locator("tbody input[type=checkbox]").first.check()
    page.locator("button[value=pause]").click()
    page.locator("input[name=sure]").wait_for(state="attached")


def _checked(page: Any) -> None:
    page.locator("button[value=check]").click()
    page.locator("#changes").wait_for()


def _tried(page: Any) -> None:
    page.locator("select[name=days]").select_option(index=0)
    page.locator("button[value=try]").click(timeout=120_000)
    page.locator("#changes").wait_for(timeout=90_000)


def _panel(page: Any) -> None:
    page.wait_for_load_state("load")
    page.keyboard.press("p")
    page.locator("#deed-title").wait_for()


def _keys(page: Any) -> None:
    page.wait_for_load_state("load")
    page.keyboard.press("?")
    page.locator("#keys-title").wait_for()


STEPS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "worklist, paused": ("worklist", _pause),
    "policy, checked": ("policy/edit", _checked),
    "policy, tried": ("policy/edit", _tried),
    "customer, promise": ("customers/{one}", _panel),
    "keys": ("today", _keys),
}
"""What a step from a page shows: from where, and the step."""
ABOVE = {"customer, promise", "keys"}
"""Steps that lay something over the page."""


def link_of(place: str, slug: str, numbers: Mapping[str, Any]) -> str:
    """Give the address of a company's place."""
    path, _, query = place.format_map(numbers).partition("?")
    return f"/{slug}/{path.rstrip('/')}/{'?' + query if query else ''}"


def names_seen() -> set[str]:
    """Name the routes of all pages that are looked at."""
    places = [link_of(place, "acme", defaultdict(lambda: 1)) for place in COMPANY]
    doors = [
        door.format_map(defaultdict(lambda: 1)) for door in (*DOORS, *FIRST, *OUTSIDE, CODE) if "nowhere" not in door
    ]
    return {str(resolve(path.partition("?")[0]).url_name) for path in (*places, *doors)}


def open_links(caller: Any, owner: Any) -> dict[str, str]:
    """Invite somebody, and let the owner forget her password: gives the ends of both links."""
    from dunwell.faces.workbench.links import invitation_link, reset_link
    from dunwell.queries.people import person_named
    from dunwell.usecases.add_person import add_person
    from dunwell.usecases.invite_person import invite_person
    from dunwell.usecases.work import find_company

    add_person(caller, name="Dee Roos", email="dee@example.org", roles=["service"])
    invite_person(caller, name="Dee Roos")
    person = person_named(find_company(caller.company), "Dee Roos")
    return {"join": invitation_link(person, caller.actor, caller.at), "reset": reset_link(owner, caller.at)}


def second_company(caller: Any, owner: Any) -> None:
    """Open another company for the same owner, who chooses from then on."""
    from dataclasses import replace

    from dunwell.usecases.add_person import add_person
    from dunwell.usecases.open_account import give_account
    from dunwell.usecases.open_company import open_company

    other = replace(caller, company="noorder")
    open_company(other, slug="noorder", name="Noorder Gereedschap B.V.", country="NL", currency="EUR")
    add_person(other, name=owner.name, email=owner.email, roles=["owner"])
    give_account(other, name=owner.name, account=owner.pk)


def owe_a_code(page: Any, password: str, at: Any) -> None:
    """Sign in by an account with a second factor, as far as the door that asks for the code."""
    from dunwell.faces.workbench import signing
    from dunwell.queries.accounts import account_by_mail
    from dunwell.usecases.open_account import open_account, set_second_factor

    known = account_by_mail("eva@example.org")
    if known is None:
        opened = open_account(email="eva@example.org", name="Eva", password=password, at=at)
        set_second_factor(account=opened["account"], secret=signing.sealed(signing.new_secret()))
    page.goto("/sign-in/")
    page.locator("#email").fill("eva@example.org")
    page.locator("#password").fill(password)
    page.locator("main form button.btn-primary").click()
    page.locator("#code").wait_for()
