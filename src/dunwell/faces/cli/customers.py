"""Commands for the company and its customers."""

from enum import StrEnum
from typing import Annotated

import typer

from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.desk import LOOKS, PLAIN, WRITES, Desk, at_desk, pair

PANEL = "Companies and customers"


class Kind(StrEnum):
    """What a customer is, to the law."""

    BUSINESS = "business"
    CONSUMER = "consumer"
    PUBLIC = "public"


class Channel(StrEnum):
    """How a customer is reached."""

    EMAIL = "email"
    LETTER = "letter"
    SMS = "sms"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    companies = typer.Typer(help="The companies whose books are kept here.", no_args_is_help=True)
    at_desk(companies, "add", "", WRITES)(company_add)
    at_desk(companies, "list", "", PLAIN)(company_list)
    app.add_typer(companies, name="company", rich_help_panel=PANEL)
    customers = typer.Typer(help="The customers of a company.", no_args_is_help=True)
    at_desk(customers, "add", "", WRITES)(customer_add)
    at_desk(customers, "list", "", LOOKS)(customer_list)
    at_desk(customers, "show", "", LOOKS | {"today": (o.Today, None)})(customer_show)
    at_desk(customers, "address", "", WRITES)(customer_address)
    at_desk(customers, "assign", "", WRITES)(customer_assign)
    app.add_typer(customers, name="customer", rich_help_panel=PANEL)


def company_add(
    desk: Desk,
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="A short name in small letters, such as acme.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The legal name.")],
    country: Annotated[str, typer.Option("--country", metavar="CC", help="Where it is, such as NL.")] = "",
    currency: Annotated[str, typer.Option("--currency", metavar="CODE", help="Its own currency, such as EUR.")] = "",
    zone: Annotated[
        str, typer.Option("--zone", metavar="ZONE", help="Its time zone, such as Europe/Amsterdam.")
    ] = "UTC",
    region: Annotated[str, typer.Option("--region", metavar="CODE", help="Its region, for holidays.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="TAG", help="Of customers that have none.")] = "en",
    law: Annotated[str, typer.Option("--law", metavar="CC", help="The law of its contracts, if another.")] = "",
    calendar: Annotated[
        str,
        typer.Option("--calendar", metavar="CC", help="Days off for all: a country, or none; left out: each its own."),
    ] = "",
    policy: Annotated[
        typer.FileText | None, typer.Option("--policy", metavar="FILE", help="Its policy; left out: the shipped one.")
    ] = None,
) -> None:
    """Open the books of a company.

    Example: dunwell company add acme "Acme B.V." --country NL --currency EUR --zone Europe/Amsterdam
    """
    from dunwell.usecases.open_company import open_company

    answer = open_company(
        desk.founder(slug, zone),
        slug=slug,
        name=name,
        country=country.upper(),
        currency=currency.upper(),
        zone=zone,
        region=region,
        language=language,
        law=law.upper(),
        calendar=calendar if calendar == "none" else calendar.upper(),
        policy=policy.read() if policy else "",
    )
    desk.done(f"The books of {name} are open", answer)


def company_list(desk: Desk) -> None:
    """List the companies.

    Example: dunwell company list
    """
    from dunwell.queries.companies import company_facts

    page.companies(desk.screen, company_facts())


def customer_add(
    desk: Desk,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The customer's number in your books, such as ACME.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The legal name.")],
    country: Annotated[str, typer.Option("--country", metavar="CC", help="Where it is, such as RS.")] = "",
    region: Annotated[str, typer.Option("--region", metavar="CODE", help="Its region, for holidays.")] = "",
    kind: Annotated[Kind, typer.Option("--kind", help="What it is, to the law.")] = Kind.BUSINESS,
    language: Annotated[str, typer.Option("--language", metavar="TAG", help="Such as sr-Latn.")] = "",
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS")] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="NUMBER")] = "",
    address: Annotated[str, typer.Option("--address", metavar="TEXT", help="The postal address.")] = "",
    terms: Annotated[
        str, typer.Option("--terms", metavar="TEXT", help="Such as 'net 30'; left out: the policy's.")
    ] = "",
    policy: Annotated[str, typer.Option("--policy", metavar="NAME", help="Left out: the company's.")] = "",
    law: Annotated[str, typer.Option("--law", metavar="CC", help="The law of the contract, if another.")] = "",
    limit: Annotated[str, typer.Option("--limit", metavar="AMOUNT", help="Credit limit.")] = "",
    limit_currency: Annotated[str, typer.Option("--limit-currency", metavar="CODE")] = "",
    stage: Annotated[str, typer.Option("--stage", metavar="STAGE", help="Where its first episode begins.")] = "",
    reason: o.Reason = "",
) -> None:
    """Add a customer.

    Example: dunwell customer add ACME "Acme d.o.o." --country RS --language sr-Latn --email ap@acme.example
    """
    caller = desk.caller()
    from dunwell.usecases.add_customer import add_customer

    answer = add_customer(
        caller,
        ref=number,
        name=name,
        country=country.upper(),
        region=region,
        kind=kind.value,
        language=language,
        email=email,
        phone=phone,
        address=address,
        terms=terms,
        policy=policy,
        law=law.upper(),
        limit_minor=pair(limit, limit_currency or None)[0] if limit else None,
        limit_currency=limit_currency.upper(),
        stage=stage,
        reason=reason,
    )
    desk.done(f"Customer {number} added", answer)


def customer_list(
    desk: Desk,
    stage: Annotated[str | None, typer.Option("--stage", metavar="STAGE", help="Only those on this stage.")] = None,
) -> None:
    """List customers with stage, hold and balance.

    Example: dunwell customer list --stage late
    """
    company = desk.ledger()
    from dunwell.queries.customers import customer_list as query

    page.customers(desk.screen, query(company, stage))


def customer_show(desk: Desk, customer: o.Customer) -> None:
    """Show all about one customer: what it owes, what was agreed, what stops us, the last contacts.

    Example: dunwell customer show ACME
    """
    company = desk.ledger()
    from dunwell.queries.customers import customer_facts

    page.customer(desk.screen, customer_facts(company, customer, desk.day()))


def customer_address(
    desk: Desk,
    customer: o.Customer,
    channel: Annotated[Channel, typer.Argument(help="Which way.")],
    text: Annotated[str, typer.Argument(metavar="ADDRESS", help="The address or number.")],
    person: Annotated[str, typer.Option("--person", metavar="ROLE", help="Of its person in this role.")] = "",
) -> None:
    """Reach a customer at another address from now on.

    Example: dunwell customer address ACME email accounts@acme.example
    """
    from dunwell.usecases.change_address import change_address

    answer = change_address(desk.caller(), customer=customer, channel=channel.value, text=text, role=person)
    desk.done(f"{customer} is reached at {text}", answer)


def customer_assign(
    desk: Desk,
    customer: o.Customer,
    to: Annotated[str, typer.Argument(metavar="PERSON", help="Who sees to it; left out: nobody in particular.")] = "",
) -> None:
    """Put a person of the company in charge of a customer.

    Example: dunwell customer assign ACME "Ana Petrovic"
    """
    from dunwell.usecases.assign_customer import assign_customer

    answer = assign_customer(desk.caller(), customer=customer, to=to)
    desk.done(f"{to} sees to {customer}" if to else f"Nobody in particular sees to {customer}", answer)
