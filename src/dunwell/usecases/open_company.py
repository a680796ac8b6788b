"""Open the books of a company, with the policy by which it collects. Doing it again changes nothing.

Knows no customer.
"""

import re

from django.db import transaction

from dunwell.data import journal
from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.errors import RefusalCode, Refused, UserError
from dunwell.domain.money import digits
from dunwell.domain.roles import Role
from dunwell.policy.file import Policy, load_policy, policy_hash, policy_text, shipped_text
from dunwell.usecases.ledger.texts import check_country, check_text
from dunwell.usecases.work import Answer, Caller

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)


def open_company(
    caller: Caller,
    *,
    slug: str,
    name: str,
    country: str = "",
    region: str = "",
    currency: str = "",
    calendar: str = "",
    law: str = "",
    language: str = "en",
    zone: str = "UTC",
    policy: str = "",
) -> Answer:
    """Open a company's books, or find them open already with the same particulars.

    `calendar`: empty, each customer's own country; "none", every day is a business day; else a country code.
    `policy` is the text of a policy file; empty, the shipped one. Books that are open keep the policies they have:
    another one is activated by a verb of its own. Raises Refused `not_allowed` and `already_exists`,
    PolicyErrors for a policy with mistakes, and UserError `bad_slug`, `bad_country` or `unknown_currency`.
    """
    _check(caller, slug, name, (country, law, calendar if calendar != "none" else ""), currency)
    read = load_policy(policy or shipped_text("default.yaml"), "policy")
    particulars = {
        "name": name,
        "country": country,
        "region": region,
        "currency": currency,
        "calendar": calendar,
        "law": law,
        "language": language,
        "zone": zone,
        "policy_name": read.name,
    }
    with transaction.atomic():
        company = Company.objects.filter(slug=slug).first()
        created = company is None
        if company is None:
            company = Company.objects.create(slug=slug, **particulars)
            _record(caller, company, read, particulars)
        elif {field: getattr(company, field) for field in particulars} != particulars or (
            policy and not _is_known(company, read)
        ):
            raise _other(slug)
        if caller.dry:
            transaction.set_rollback(True)
    return {"company": slug, "policy": read.name, "created": created}


def _is_known(company: Company, policy: Policy) -> bool:
    return bool(Books(company).policy_versions.filter(name=policy.name, digest=policy_hash(policy)).exists())


def _record(caller: Caller, company: Company, policy: Policy, particulars: dict[str, str]) -> None:
    """Put the company on record, and its policy as the first version of its name."""
    facts = {"slug": company.slug, "policy_digest": policy_hash(policy), **particulars}
    seq = journal.record(
        company, "company", facts=facts, actor=caller.actor, role=caller.role.value, at=caller.at, key=caller.key
    )
    Books(company).policy_versions.create(
        name=policy.name,
        digest=policy_hash(policy),
        text=policy_text(policy),
        activated_on=caller.today,
        recorded_on=caller.today,
        recorded_seq=seq,
    )


def _check(caller: Caller, slug: str, name: str, places: tuple[str, ...], currency: str) -> None:
    if caller.role is not Role.OWNER:
        raise Refused(
            RefusalCode.NOT_ALLOWED,
            f"The role {caller.role.value} may not open a company",
            "Ask an owner",
            field="role",
            value=caller.role.value,
        )
    if not _SLUG.fullmatch(slug):
        raise UserError(
            "bad_slug",
            f"{slug!r} is no short name of a company",
            "Write small letters, digits, hyphens and underscores, at most 60, such as acme-nl",
            field="slug",
            value=slug,
        )
    check_text("name", name, needed=True)
    for place in places:
        check_country(place)
    if currency:
        digits(currency)


def _other(slug: str) -> Refused:
    return Refused(
        RefusalCode.ALREADY_EXISTS,
        f"The company {slug} is open already, with other particulars or another policy",
        "Choose another short name, leave the particulars as they are, or activate the policy",
        field="slug",
        value=slug,
    )
