"""Every route × every role × a stranger × another company: the table is made from the routes, so that none is missing.

A route that is new, and cannot be asked for by this test, fails it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from dunwell.domain.roles import Role
from dunwell.faces.workbench import urls as urls
from dunwell.faces.workbench.access import ROUTES, Door, Route, Rule
from integration.workbench.office import OURS, THEIRS, Office

NOT_LET_IN = (403,)
FIRST = {"entry": 1, "place": 0, "deed": "promise"}


def test_every_route_has_a_rule() -> None:
    patterns: list[Any] = list(get_resolver().url_patterns)
    assert {pattern.name for pattern in patterns} == set(ROUTES)
    assert all(isinstance(pattern.callback.rule, Rule) for pattern in patterns)


def test_every_page_of_a_company_stands_under_its_name() -> None:
    for route in ROUTES.values():
        assert route.pattern.startswith("<slug:company>/") == (route.rule.door is Door.MEMBER), route.name


def test_nobody_is_left_out_of_looking_and_nobody_writes_by_looking() -> None:
    writing = [route for route in ROUTES.values() if "POST" in route.methods and route.rule.door is Door.MEMBER]
    open_to_all = {route.name for route in writing if route.rule.roles == frozenset(Role)}
    assert open_to_all == {"deed", "view"}, "a deed checks the verb itself, and a view is one's own"


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_strangers_get_no_further_than_the_door(office: Office, name: str) -> None:
    route, numbers = ROUTES[name], _numbers(office)
    for method in route.methods:
        answer = _ask(Client(), route, method, numbers)
        if route.rule.door is Door.PUBLIC:
            assert answer.status_code in (200, 302, 422), (method, answer.status_code)
        elif method == "GET":
            assert answer.status_code == 302
            assert answer.url.startswith(reverse("sign-in"))
        else:
            assert answer.status_code == 401


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.rule.door is Door.MEMBER))
def test_each_role_opens_what_its_rule_says(office: Office, name: str) -> None:
    route, numbers = ROUTES[name], _numbers(office)
    for role in Role:
        for method in route.methods:
            answer = _ask(office.browser(role.value), route, method, numbers)
            if role in route.rule.roles:
                assert answer.status_code not in (401, 500), (role, method, answer.status_code)
                assert answer.status_code != 403 or name == "deed", (role, method)
            else:
                assert answer.status_code == 403, (role, method, answer.status_code)


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.rule.door is Door.MEMBER))
def test_another_company_is_as_if_it_were_not_there(office: Office, name: str) -> None:
    route, numbers = ROUTES[name], _numbers(office)
    for who in ("their-owner", "stranger"):
        for method in route.methods:
            assert _ask(office.browser(who), route, method, numbers).status_code == 404, (who, method)


@pytest.mark.parametrize(
    "name",
    sorted(name for name, route in ROUTES.items() if "<int:" in route.pattern and route.rule.door is Door.MEMBER),
)
def test_a_number_of_another_company_finds_nothing(office: Office, name: str) -> None:
    """Our owner asks in our company for what is theirs."""
    theirs = _numbers(office, THEIRS)
    for method in ROUTES[name].methods:
        answer = _ask(office.browser("owner"), ROUTES[name], method, theirs)
        assert answer.status_code == 404, (method, answer.status_code)


def _ask(client: Client, route: Route, method: str, numbers: dict[str, Any]) -> Any:
    address = reverse(route.name, kwargs=dict(_named(route, numbers)))
    return client.get(address) if method == "GET" else client.post(address, {})


def _named(route: Route, numbers: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give each part of an address; a part that this test does not know makes it fail."""
    for part in get_resolver().reverse_dict.getlist(route.name)[0][0][0][1]:
        yield part, numbers[f"{route.name}.{part}"] if f"{route.name}.{part}" in numbers else numbers[part]


def _numbers(office: Office, company: str = OURS) -> dict[str, Any]:
    """Make one of each thing that an address can name, in a company, and give its numbers."""
    from dunwell.data.models import Decision, Entry, Message
    from dunwell.usecases.post_payment import post_payment
    from dunwell.usecases.run_collections import run_collections

    customer = office.customer("N1", company)
    post_payment(office.caller(company), customer="N1", amount_minor=500_000, currency="EUR")
    second = office.customer("N2", company)
    run_collections(office.caller(company), as_of=office.today, allow_stale=True, approved=True)
    of_company = {"company__slug": company}
    decision = Decision.objects.filter(**of_company, customer=second, channel="email").first()
    message = Message.objects.filter(**of_company).first()
    entry = Entry.objects.filter(**of_company, unallocated_minor__gt=0).first()
    assert decision is not None
    assert message is not None
    assert entry is not None
    return {
        "company": OURS,
        "number": customer.pk,
        "message.number": message.pk,
        "message-file.number": message.pk,
        "message-word.number": message.pk,
        "preview.number": decision.pk,
        "preview-paper.number": decision.pk,
        "entry": entry.pk,
        "place": 0,
        "deed": "promise",
        "setting": "letterhead",
        "template": "polite-inquiry",
        "token": "1-1-x",
    }
