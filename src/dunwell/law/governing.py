"""Which law governs a claim (docs/deciding.md, rule 6).

Hours, holidays and contact rules are another matter: they are those of the customer's place. This module does not
know what a law says.
"""


def governing_law(
    *,
    company_country: str,
    customer_country: str | None,
    kind: str,
    contract_law: str | None = None,
    customer_law: str | None = None,
    company_law: str | None = None,
) -> str:
    """Name the law that governs a claim, as an ISO 3166 code in capitals.

    What contract, customer or company say goes first, the nearer to the claim before the farther. Where none says
    anything it is the company's country, and for a consumer the consumer's own, where that is known.
    """
    said = contract_law or customer_law or company_law
    if said:
        return said.upper()
    home = customer_country if kind == "consumer" else None
    return (home or company_country).upper()
