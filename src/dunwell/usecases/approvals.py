"""Four eyes: who may ask for something, who decides, and what is kept in between.

A use case that needs a yes begins with one call of `ask_first`. A caller in the role that the policy names goes ahead
at once; anybody else who may use the verb has asked, and the request waits as it was made. On approval the same use
case is carried out, under the name of the one who approved. Knows no verb by itself.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dunwell.data.models import Approval, Customer, Item
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import APPROVAL_NAMES, APPROVERS, Role, Verb
from dunwell.policy.file import Policy, VerbApproval
from dunwell.usecases.ledger.policies import newest_version, policy_of, thawed
from dunwell.usecases.work import Answer, Caller, Work

Amounts = Mapping[str, int]


class Approved(Work):
    """A use case at work for what was asked before: nothing is asked again."""

    def __init__(self, caller: Caller, verb: Verb, approval: Approval) -> None:
        super().__init__(caller, verb)
        self.approval = approval


@dataclass(frozen=True, slots=True)
class Needed:
    """The yes that a verb needs: whose, and whether it must be another person's than the one who asks."""

    roles: frozenset[str]
    other_person: bool

    def given_by(self, role: Role) -> bool:
        """Tell whether a role may say it."""
        return role in self.roles


def ask_first(work: Work, customer: Customer | None, amounts: Amounts, /, **asked: Any) -> Answer | None:
    """Put the request on record where the caller may ask and not decide; none where the caller goes ahead.

    `amounts` are what it is about, in minor units by currency; `asked` are the arguments of the use case, to call it
    with them again. Without a customer it is about the company. Where the policy wants another person, nobody decides
    alone, not even the owner.
    """
    if isinstance(work, Approved):
        return None
    needed = needed_yes(_policy(work, customer), work.verb, amounts)
    if needed is None or (needed.given_by(work.caller.role) and not needed.other_person):
        return None
    return _asked(work, customer, needed, request_of(work.verb, amounts, asked))


def needed_yes(policy: Policy, verb: Verb, amounts: Amounts) -> Needed | None:
    """Tell whose yes a verb needs for these amounts, in minor units by currency; none where nobody's.

    What the policy says goes first; where it does not name the verb, `dunwell.domain.roles.APPROVERS` holds.
    """
    rule = next((each for each in policy.approvals.verbs if each.verb == name_of(verb)), None)
    if rule is None:
        approvers = APPROVERS.get(verb)
        return Needed(frozenset(approvers), other_person=False) if approvers else None
    if not _reaches(rule, amounts):
        return None
    return Needed(frozenset({rule.role, Role.OWNER}), rule.other_person)


def name_of(verb: Verb) -> str:
    """Give the name by which a verb's approval is asked for, granted and refused."""
    return APPROVAL_NAMES.get(verb, verb.value)


def request_of(verb: Verb, amounts: Amounts, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Write a request down as plain JSON: the verb, its arguments, and the amounts that it is about."""
    return {
        "verb": verb.value,
        "asked": {name: _plain(value) for name, value in asked.items()},
        "amounts": dict(amounts),
    }


def waiting(work: Work, what: str, customer: Customer | None, number: int | None = None) -> Approval | None:
    """Find the oldest request of a kind that waits for a customer (or for the company), or the one of a number.

    One that has lapsed waits no more.
    """
    found = work.books.approvals.of_customer(customer).filter(what=what, state="asked", request__isnull=False)
    found = found.exclude(lapses_on__lte=work.today)
    found = found if number is None else found.filter(pk=number)
    oldest: Approval | None = found.order_by("pk").first()
    return oldest


def must_decide(work: Work, customer: Customer | None, approval: Approval) -> Needed | None:
    """Refuse a caller whose role does not decide what was asked. Raises Refused `not_allowed`."""
    request: dict[str, Any] = approval.request or {}
    needed = needed_yes(_policy(work, customer), Verb(request["verb"]), request["amounts"])
    if needed is not None and not needed.given_by(work.caller.role):
        raise Refused(
            RefusalCode.NOT_ALLOWED,
            f"The role {work.caller.role.value} does not decide on {approval.what}",
            f"Ask somebody in one of these roles: {', '.join(sorted(needed.roles))}",
            field="role",
            value=work.caller.role.value,
        )
    return needed


def answer(work: Work, approval: Approval, state: str, *, alone: bool = False) -> None:
    """Write down what became of a request: approved or rejected, by whom and when; alone: by the one who asked."""
    approval.state, approval.answered_by, approval.alone = state, work.caller.actor, alone
    approval.answered_on, approval.answered_seq = work.today, work.seq
    approval.save(update_fields=["state", "answered_by", "answered_on", "answered_seq", "alone"])


def nobody_else(work: Work, needed: Needed) -> bool:
    """Tell whether the caller is the only person on record who could say this yes: then the same one is asked twice.

    Where the people of the company are not on record nobody is taken to be alone.
    """
    people = work.books.people.filter(active=True)
    able = {each.name for each in people if needed.roles & set(each.roles)}
    return able == {work.caller.actor}


def lapse_requests(work: Work, as_of: date) -> int:
    """Close the requests that nobody has answered in their days; count them."""
    late = work.books.approvals.filter(state="asked", lapses_on__lte=as_of)
    work.books.customers.raise_versions(late.filter(customer__isnull=False).values_list("customer_id", flat=True))
    return late.update(state="lapsed", answered_on=as_of, answered_seq=work.seq)


def told(approval: Approval, customer: Customer | None) -> Answer:
    """Tell a request or its answer in plain values."""
    return {
        "approval": approval.pk,
        "what": approval.what,
        "customer": customer.ref if customer else "",
        "state": approval.state,
        "asked_by": approval.asked_by,
        "answered_by": approval.answered_by,
    }


def carry_out(work: Work, approval: Approval, use_cases: Iterable[Callable[..., Answer]]) -> Answer:
    """Do what was asked, now that it is approved: the body of the use case, as a part of this one."""
    request: dict[str, Any] = approval.request or {}
    verb = Verb(request["verb"])
    wanted = next(each for each in use_cases if getattr(each, "verb", None) is verb)
    asked = {name: _thawed(value) for name, value in request["asked"].items()}
    done: Answer = inspect.unwrap(wanted)(Approved(work.caller, verb, approval), **asked)
    return done


def nothing_waits(what: str, customer: str) -> Refused:
    """Make the refusal of an answer to something that nobody asked for."""
    return Refused(
        RefusalCode.NOTHING_TO_APPROVE,
        f"No {what} of {customer} waits for approval",
        "See what waits with `dunwell customer`, and name it as it stands there",
        field="what",
        value=what,
    )


def total_by_currency(items: Iterable[Item]) -> dict[str, int]:
    """Sum what is left of items, in minor units by currency."""
    totals: dict[str, int] = {}
    for item in items:
        totals[item.currency] = totals.get(item.currency, 0) + item.residual_minor
    return totals


def _policy(work: Work, customer: Customer | None) -> Policy:
    if customer is not None:
        return policy_of(work, customer)
    return thawed(newest_version(work, work.company.policy_name).text)


def _asked(work: Work, customer: Customer | None, needed: Needed, request: dict[str, Any]) -> Answer:
    """Keep the request until somebody answers it; the same request again is the one that waits already."""
    what = name_of(work.verb)
    same = (
        work.books.approvals.of_customer(customer).filter(what=what, state="asked").exclude(lapses_on__lte=work.today)
    )
    row = next((each for each in same if each.request == request), None)
    if row is None:
        facts = {"what": what, "asked": True, "amounts": request["amounts"]}
        work.note(facts, subject=customer, personal={"request": request["asked"]})
        row = work.books.approvals.create(
            customer=customer,
            what=what,
            request=request,
            asked_by=work.caller.actor,
            lapses_on=work.today + timedelta(days=_policy(work, customer).approvals.lapse_days),
            **work.stamp,
        )
    return {**told(row, customer), "roles": sorted(needed.roles), "other_person": needed.other_person}


def _reaches(rule: VerbApproval, amounts: Amounts) -> bool:
    """Tell whether amounts are above those of a rule; in a currency for which it gives none, all are."""
    if not rule.above:
        return True
    return any(minor > rule.above_minor.get(currency, 0) for currency, minor in amounts.items())


def _plain(value: Any) -> Any:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _thawed(value: Any) -> Any:
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value
