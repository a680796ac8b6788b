"""Which law governs a claim."""

import pytest

from dunwell.law.governing import governing_law


@pytest.mark.parametrize(
    ("kind", "contract", "customer", "company", "country", "law"),
    [
        ("business", None, None, None, "RS", "NL"),
        ("public", None, None, None, "RS", "NL"),
        ("consumer", None, None, None, "RS", "RS"),
        ("consumer", None, None, None, None, "NL"),
        ("business", "FR", "DE", "CH", "RS", "FR"),
        ("business", None, "de", "CH", "RS", "DE"),
        ("business", None, None, "CH", "RS", "CH"),
        ("consumer", None, None, "CH", "RS", "CH"),
        ("business", None, "US-TX", None, "US", "US-TX"),
    ],
)
def test_what_is_said_goes_first_then_the_place(
    kind: str, contract: str | None, customer: str | None, company: str | None, country: str | None, law: str
) -> None:
    governs = governing_law(
        company_country="nl",
        customer_country=country,
        kind=kind,
        contract_law=contract,
        customer_law=customer,
        company_law=company,
    )
    assert governs == law
