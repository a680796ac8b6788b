"""Commands for papers: in whose name the company writes, and a customer's statement of account."""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk
from dunwell.faces.cli.outbox import ListsFirst
from dunwell.faces.cli.screen import grid

PANEL = "Sending"
WAYS = "iban, account, bic, bank, payee, reference, link and currency"


class ShowsFirst(ListsFirst):
    """A group of commands that shows where none of them is named."""

    alone = "show"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="In whose name the company writes: address, where to pay, who signs.", cls=ShowsFirst)
    at_desk(group, "show", "", LOOKS)(letterhead_show)
    at_desk(group, "set", "", WRITES)(letterhead_set)
    app.add_typer(group, name="letterhead", rich_help_panel=PANEL)
    at_desk(app, "statement", PANEL, LOOKS | {"today": (o.Today, None)})(statement)
    at_desk(app, "letter", PANEL, LOOKS | {"today": (o.Today, None)})(letter)


def letterhead_show(desk: Desk) -> None:
    """Show in whose name the company writes.

    Example: dunwell letterhead show
    """
    company = desk.ledger()
    from dunwell.queries.letterhead import letterhead_facts

    facts = letterhead_facts(company)
    if desk.screen.facts(facts):
        return
    desk.screen.title(company.name)
    if len(facts) == 1:
        desk.screen.line("Nothing is set: papers bear the name alone. See `dunwell letterhead set --help`.")
    desk.screen.table(grid(facts))


def letterhead_set(
    desk: Desk,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="As it stands on papers.")] = None,
    address: Annotated[
        list[str] | None, typer.Option("--address", metavar="LINE", help="A line of the address; several may be given.")
    ] = None,
    email: Annotated[str | None, typer.Option("--email", metavar="ADDRESS", help="Where customers write to.")] = None,
    phone: Annotated[str | None, typer.Option("--phone", metavar="NUMBER", help="Where customers call.")] = None,
    web: Annotated[str | None, typer.Option("--web", metavar="SITE", help="The web site.")] = None,
    tax_id: Annotated[str | None, typer.Option("--tax-id", metavar="TEXT", help="The tax number.")] = None,
    colour: Annotated[str | None, typer.Option("--colour", metavar="#RRGGBB", help="Of the letterhead.")] = None,
    pay: Annotated[
        list[str] | None,
        typer.Option(
            "--pay", metavar="TEXT", help=f'A way to pay, such as "iban=NL91…"; of {WAYS}. All are given anew.'
        ),
    ] = None,
    signs: Annotated[str | None, typer.Option("--signs", metavar="NAME", help="The person who signs.")] = None,
    signs_role: Annotated[str | None, typer.Option("--signs-role", metavar="TEXT", help="What the person is.")] = None,
    signs_email: Annotated[str | None, typer.Option("--signs-email", metavar="ADDRESS", help="Its address.")] = None,
    signs_phone: Annotated[str | None, typer.Option("--signs-phone", metavar="NUMBER", help="Its number.")] = None,
    logo: Annotated[typer.FileBinaryRead | None, typer.Option("--logo", metavar="FILE", help="An SVG or PNG.")] = None,
) -> None:
    """Say in whose name the company writes; what is not named stays as it is, an empty text takes it away.

    Example: dunwell letterhead set --address "Keizersgracht 1" --address "1015 Amsterdam" --email ar@acme.example
    --pay "iban=NL91ABNA0417164300 bic=ABNANL2A" --signs "Ann Smith" --signs-phone "+31 20 1"
    """
    caller, company = desk.caller(), desk.ledger()
    from dunwell.queries.letterhead import letterhead_facts, writer_of
    from dunwell.usecases.set_letterhead import set_letterhead

    known = letterhead_facts(company)
    own = {"name": name, "address": address, "email": email, "phone": phone, "web": web}
    signatory = {"name": signs, "role": signs_role, "email": signs_email, "phone": signs_phone}
    answer = set_letterhead(
        caller,
        company=_changed(known.get("company", {}), own | {"tax_id": tax_id, "colour": colour}),
        sender=_changed(known.get("sender", {}), signatory),
        payment=known.get("payment", []) if pay is None else [_way(text) for text in pay if text],
        logo=writer_of(company).company.logo if logo is None else logo.read(),
    )
    desk.done("Papers from now on bear this", answer)


def statement(
    desk: Desk,
    customer: o.Customer,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to put the PDF; left out: in this folder.")
    ] = None,
) -> None:
    """Write a customer's statement of account as PDF: open items, payments, charges, balance by currency.

    Example: dunwell statement ACME --out acme.pdf
    """
    company, day = desk.ledger(), desk.day()
    from dunwell.queries.customers import find_customer
    from dunwell.queries.statement_facts import statement_facts

    papers, found = wiring.papers(company.slug), find_customer(company, customer)
    language = papers.language(found.language, company.language)
    content = papers.statement(statement_facts(company, {found.pk: language}, day)[found.pk])
    path = wiring.write_file(out or Path(f"statement-{wiring.safe_name(customer)}-{day}.pdf"), content)
    if not desk.screen.facts({"customer": customer, "as_of": day.isoformat(), "file": str(path)}):
        desk.screen.line(f"The statement of {found.name} on {day}: {path}")


class Kind(StrEnum):
    """What a letter of a person is about."""

    REJECTION = "rejection"
    PLAN = "plan"
    THANKS = "thanks"
    HANDED_OVER = "handed-over"


def letter(
    desk: Desk,
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help=f"One of {', '.join(Kind)}.")],
    customer: o.Customer,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to put the PDF; left out: in this folder.")
    ] = None,
) -> None:
    """Write a letter that you send: why a dispute was rejected, a plan proposed or agreed, thanks, a hand-over.

    It is written in the customer's language, as PDF and, to be put into a mail, as text. Nothing is sent.
    Example: dunwell letter rejection ACME --out acme.pdf
    """
    company, day = desk.ledger(), desk.day()
    from dunwell.queries.letters import own_letter

    papers = wiring.papers(company.slug)
    facts = own_letter(company, kind.value, customer, day, papers.language)
    subject, text = papers.own_words(facts)
    name = f"{kind.value}-{wiring.safe_name(customer)}-{day}.pdf"
    path = wiring.write_file(out or Path(name), papers.own_letter(facts))
    told = {"customer": customer, "kind": kind.value, "language": facts.language, "subject": subject, "text": text}
    if not desk.screen.facts({**told, "file": str(path)}):
        desk.screen.title(subject)
        desk.screen.line(text)
        desk.screen.line(str(path), style="dim")


def _changed(known: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Lay what was said over what is known; what was not said stays."""
    return known | {name: value for name, value in said.items() if value is not None}


def _way(text: str) -> dict[str, str]:
    """Read a way to pay, such as `iban=NL91… bank="ABN AMRO"`. Raises UserError `bad_way_to_pay`."""
    try:
        parts = [part.partition("=") for part in shlex.split(text)]
    except ValueError:
        parts = []
    if not parts or not all(name and value for name, _, value in parts):
        raise UserError(
            "bad_way_to_pay",
            f"{text!r} is not a way to pay",
            f"Write it as \"iban=NL91ABNA0417164300 bank='ABN AMRO'\", of {WAYS}",
            field="pay",
            value=text,
        )
    return {name: value for name, _, value in parts}
