"""The companies of an installation, and the one that is meant where nobody names it. Reads only."""

from typing import Any

from dunwell.data.models import Company as Company
from dunwell.domain.errors import RefusalCode, Refused, UserError

SHOWN = ("slug", "name", "country", "region", "currency", "calendar", "law", "language", "zone", "policy_name")


def the_company(slug: str | None = None) -> Company:
    """Find a company by its short name, or the only one there is.

    Raises Refused `unknown_company`, UserError `company_not_named` where there are several to choose from.
    """
    known = {company.slug: company for company in Company.objects.order_by("slug")}
    if not known:
        raise _unknown(
            "There is no company yet", "Open one with `dunwell company add`, or look at `dunwell demo`", slug
        )
    if slug is None and len(known) == 1:
        return next(iter(known.values()))
    if slug is None:
        raise UserError(
            "company_not_named",
            f"There are {len(known)} companies here",
            f"Say which one with --company: {', '.join(known)}",
            field="company",
        )
    if slug not in known:
        raise _unknown(f"There is no company {slug}", f"Known here: {', '.join(known)}", slug)
    return known[slug]


def company_facts() -> list[dict[str, Any]]:
    """List all companies with their particulars, by short name."""
    return [{name: getattr(company, name) for name in SHOWN} for company in Company.objects.order_by("slug")]


def first_zone() -> str:
    """Give the time zone of the company that was opened first; UTC as long as there is none."""
    return Company.objects.order_by("id").values_list("zone", flat=True).first() or "UTC"


def _unknown(message: str, way_out: str, slug: str | None) -> Refused:
    return Refused(RefusalCode.UNKNOWN_COMPANY, message, way_out, field="company", value=slug)
