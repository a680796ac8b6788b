"""Put a customer on the books: who it is, how it is reached, what was agreed with it."""

from collections.abc import Mapping, Sequence

from dunwell.data.models import Contact, Customer
from dunwell.data.models.customer import CUSTOMER_KINDS
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.money import digits
from dunwell.domain.roles import Verb
from dunwell.domain.terms_reading import parse_terms
from dunwell.law.longest_terms import warning_of
from dunwell.policy.file import Policy
from dunwell.queries.case.account import law_of
from dunwell.usecases.ledger.amounts import check_amount
from dunwell.usecases.ledger.policies import newest_version, policy_of
from dunwell.usecases.ledger.texts import already_exists, check_country, check_email, check_text, warned_of_phone
from dunwell.usecases.work import Answer, Work, use_case


@use_case(Verb.CUSTOMER)
def add_customer(
    work: Work,
    *,
    ref: str,
    name: str,
    country: str = "",
    region: str = "",
    kind: str = "business",
    language: str = "",
    zone: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    contacts: Sequence[Mapping[str, str]] = (),
    terms: str = "",
    policy: str = "",
    law: str = "",
    limit_minor: int | None = None,
    limit_currency: str = "",
    stage: str = "",
    reason: str = "",
) -> Answer:
    """Add a customer under its number.

    `email`, `phone` and `address` reach the customer in general; `contacts` are people, each with `role`, `name`,
    `language`, `email`, `phone`, `address` as far as known. `terms`, `policy` and `law` where they differ from the
    company's. `stage` is the rung on which its next episode begins, because of `reason`. `limit_minor` is the credit
    limit, in minor units of `limit_currency`.
    Raises Refused `already_exists`, `unknown_policy`, `unknown_stage` or `not_positive`; UserError `unknown_terms`,
    `unknown_kind`, `bad_country`, `unknown_currency`, `too_long` or `missing`.
    """
    _check(work, ref, name, kind, terms, policy)
    check_country(country)
    check_country(law, "law")
    if limit_minor:
        check_amount(limit_minor, limit_currency)
    elif limit_minor is not None:
        digits(limit_currency)
    customer: Customer = work.books.customers.create(
        ref=ref,
        name=name,
        country=country,
        region=region,
        kind=kind,
        language=language or work.company.language,
        zone=zone,
        terms=terms,
        policy_name=policy,
        law=law,
        limit_minor=limit_minor,
        limit_currency=limit_currency if limit_minor is not None else "",
        recorded_on=work.today,
    )
    facts = {"ref": ref, "kind": kind, "country": country, "policy": policy, "law": law, "limit_minor": limit_minor}
    people = [{"email": email, "phone": phone, "address": address}, *map(dict, contacts)]
    work.note({**facts, "stage": stage}, subject=customer, personal={"name": name, "people": people})
    customer.recorded_seq = work.seq
    customer.save(update_fields=["recorded_seq"])
    _reach(work, customer, None, email=email, phone=phone, address=address)
    for person in contacts:
        _add_contact(work, customer, person)
    if stage:
        _place(work, customer, policy_of(work, customer), stage, reason)
    answer: Answer = {"customer": ref, "customer_id": customer.pk} | warned_of_phone(phone, country)
    too_long = warning_of(law_of(work.company, customer), kind, parse_terms(terms), work.today) if terms else ""
    said = [{"code": "terms_too_long", "sentence": too_long}] if too_long else []
    return answer | ({"warnings": [*answer.get("warnings", []), *said]} if said else {})


def _check(work: Work, ref: str, name: str, kind: str, terms: str, policy: str) -> None:
    check_text("customer", ref, 100, needed=True)
    check_text("name", name, 300, needed=True)
    if kind not in CUSTOMER_KINDS:
        raise UserError(
            "unknown_kind",
            f"{kind!r} is no kind of customer",
            f"Write one of {', '.join(CUSTOMER_KINDS)}",
            field="kind",
            value=kind,
        )
    if terms:
        parse_terms(terms)
    if policy:
        newest_version(work, policy)
    if work.books.customers.filter(ref=ref).exists():
        raise already_exists("a customer", ref)


def _add_contact(work: Work, customer: Customer, person: Mapping[str, str]) -> None:
    contact: Contact = work.books.contacts.create(
        customer=customer,
        role=person.get("role", ""),
        name=person.get("name", ""),
        language=person.get("language", ""),
        **work.stamp,
    )
    _reach(
        work,
        customer,
        contact,
        email=person.get("email", ""),
        phone=person.get("phone", ""),
        address=person.get("address", ""),
    )


def _reach(work: Work, customer: Customer, contact: Contact | None, *, email: str, phone: str, address: str) -> None:
    """Keep the addresses that are given, each on its channel; texts and calls go to the telephone number."""
    check_email(email)
    for channel, text in (("email", email), ("sms", phone), ("letter", address)):
        if text:
            work.books.addresses.create(customer=customer, contact=contact, channel=channel, text=text, **work.stamp)


def _place(work: Work, customer: Customer, policy: Policy, stage: str, reason: str) -> None:
    """Let the customer's next episode begin on a stage (docs/deciding.md, rule 2)."""
    try:
        rank = policy.rank_of(stage)
    except KeyError:
        raise Refused(
            RefusalCode.UNKNOWN_STAGE,
            f"The policy {policy.name} has no stage {stage}",
            f"Write one of {', '.join(rung.stage for rung in policy.ladder)}",
            field="stage",
            value=stage,
        ) from None
    work.books.placements.create(customer=customer, stage=rank, reason=reason, **work.stamp)
