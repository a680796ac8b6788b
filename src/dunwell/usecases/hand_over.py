"""A customer's debt goes to an agency or to counsel, who alone speak with the customer from then on."""

from dunwell.data.models import Customer
from dunwell.data.models.stops import HAND_OVER_TO
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.roles import Verb
from dunwell.policy.file.ending import Agency
from dunwell.queries.agencies import agency_for, debt_of
from dunwell.usecases.approvals import ask_first, total_by_currency
from dunwell.usecases.ledger.policies import policy_of
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.HAND_OVER)
def hand_over(work: Work, *, customer: str, to: str, reason: str = "", agency: str = "") -> Answer:
    """Hand a customer over to `agency` or `counsel`, or ask for it where the caller does not decide.

    `agency`: its name in the policy; left out, the first one that the debt fits (docs/ending.md).
    While only fees are past due nothing is handed over (docs/deciding.md, rule 2). Raises Refused `handed_over`,
    `nothing_owed`, `no_agency`, `unknown_customer`, UserError `unknown_recipient`.
    """
    _must_be_known(to)
    found = work.customer(customer)
    _must_not_be_handed_over(work, found)
    amounts = _past_due(work, found)
    placed = _placed(work, found, agency) if to == "agency" else None
    if asked := ask_first(work, found, amounts, customer=customer, to=to, reason=reason, agency=agency):
        return asked
    facts = {"to": to, "amounts": amounts, "agency": placed.name if placed else ""}
    work.note(facts, subject=found, personal={"reason": reason} if reason else None)
    row = work.books.hand_overs.create(
        customer=found,
        to=to,
        handed_on=work.today,
        agency=facts["agency"],
        rules=[tier.model_dump(mode="json") for tier in placed.commission] if placed else [],
        amounts=amounts,
        oldest_due=debt_of(work.books, found, work.today).oldest_due,
        **work.stamp,
    )
    return {
        "hand_over": row.pk,
        "customer": found.ref,
        "to": to,
        "agency": facts["agency"],
        "handed_on": work.today.isoformat(),
        "amounts": amounts,
    }


def _must_be_known(to: str) -> None:
    if to not in HAND_OVER_TO:
        raise UserError(
            "unknown_recipient",
            f"Nothing is handed over to {to}",
            f"Say one of these: {', '.join(HAND_OVER_TO)}",
            field="to",
            value=to,
        )


def _placed(work: Work, customer: Customer, named: str) -> Agency | None:
    """Find the agency: the one named, else the first that fits. Refuse where the policy has some and none fits."""
    policy = policy_of(work, customer)
    agencies = policy.agencies
    if not (agencies or named):
        return None
    if named:
        found = next((each for each in agencies if each.name == named), None)
    else:
        found = agency_for(policy, customer, debt_of(work.books, customer, work.today), work.today)
    if found is None:
        known = ", ".join(each.name for each in agencies)
        said = (
            f"The policy has no agency {named}"
            if named
            else f"No agency of the policy takes the debt of {customer.ref}"
        )
        way_out = f"Name one of these: {known}" if known else "Put it into the policy, under agencies"
        raise Refused(RefusalCode.NO_AGENCY, said, way_out, field="agency", value=named)
    return found


def _must_not_be_handed_over(work: Work, customer: Customer) -> None:
    standing = work.books.hand_overs.of_customer(customer).standing().first()
    if standing is not None:
        raise Refused(
            RefusalCode.HANDED_OVER,
            f"{customer.ref} is handed over to {standing.to} already",
            "Recall it first",
            field="customer",
            value=customer.ref,
        )


def _past_due(work: Work, customer: Customer) -> dict[str, int]:
    """Sum what is past due, fees too, in minor units by currency; refuse where no claim but fees is."""
    overdue = work.books.items.of_customer(customer).overdue(work.today)
    if not overdue.claims().exists():
        raise Refused(
            RefusalCode.NOTHING_OWED,
            f"No invoice of {customer.ref} is past due",
            "Hand over what is past due; fees alone are not handed over",
            field="customer",
            value=customer.ref,
        )
    return total_by_currency(overdue)
