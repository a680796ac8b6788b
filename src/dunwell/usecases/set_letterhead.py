"""Say in whose name the company writes: address, where to pay, who signs, logo. What held before stays on record."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from dunwell.data.outbox.parts import keep_parts
from dunwell.domain.errors import UserError
from dunwell.domain.mail import Piece, check_address
from dunwell.domain.papers import Creditor, PayTo, Signatory
from dunwell.domain.roles import Verb
from dunwell.usecases.work import Answer, Work, use_case

LARGEST_LOGO = 300_000


@use_case(Verb.LETTERHEAD)
def set_letterhead(
    work: Work,
    *,
    company: Mapping[str, Any] | None = None,
    sender: Mapping[str, str] | None = None,
    payment: Sequence[Mapping[str, str]] = (),
    logo: bytes = b"",
) -> Answer:
    """Set the letterhead as a whole; what is left out is empty from now on.

    `company`: name, address (a list of lines), email, phone, web, tax_id, colour; the name left out is that of the
    company. `sender`: name, role, email, phone of the person who signs. `payment`: payee, iban, account, bic, bank,
    reference, link and currency of each way to pay. `logo`: an SVG or PNG. Raises UserError `unknown_field`,
    `bad_address`, `missing` and `too_long`.
    """
    facts: dict[str, Any] = {
        "company": _of(Creditor, company or {}, without=("logo",)),
        "payment": [
            _of(PayTo, {"payee": (company or {}).get("name") or work.company.name, **each}) for each in payment
        ],
    }
    if sender:
        facts["sender"] = _of(Signatory, sender, needed="name")
    for address in (facts["company"].get("email"), facts.get("sender", {}).get("email")):
        if address:
            check_address(address)
    if len(logo) > LARGEST_LOGO:
        raise UserError("too_long", f"The logo has {len(logo)} bytes", f"Give at most {LARGEST_LOGO}", field="logo")
    work.note({"letterhead": _digest(facts), "logo": Piece(logo).sha256 if logo else None}, personal=facts)
    ids = keep_parts(work.company, [Piece(logo)]) if logo else {}
    work.books.letterheads.standing().update(ended_on=work.today, ended_seq=work.seq)
    work.books.letterheads.create(facts=facts, logo_id=next(iter(ids.values()), None), **work.stamp)
    return {**facts, "logo": bool(logo)}


def _digest(facts: Mapping[str, Any]) -> list[str]:
    """Name what was set; the values are personal and lie apart."""
    return sorted(name for name, value in facts.items() if value)


def _of(shape: type, given: Mapping[str, Any], *, without: Sequence[str] = (), needed: str = "") -> dict[str, Any]:
    """Take the fields of a shape out of what was given. Raises UserError `unknown_field` and `missing`."""
    known = [field.name for field in fields(shape) if field.name not in without]
    unknown = [name for name in given if name not in known]
    if unknown:
        raise UserError(
            "unknown_field",
            f"A letterhead has no {unknown[0]}",
            f"Write one of: {', '.join(known)}",
            field=unknown[0],
        )
    if needed and not given.get(needed):
        raise UserError(
            "missing", f"The {needed} is missing", f"Give the {needed} of the person who signs", field=needed
        )
    return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}
