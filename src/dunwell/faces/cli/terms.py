"""Commands for what is said before anything is late, and of charges: terms, policy and ways to pay in print."""

from pathlib import Path
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import LOOKS, PLAIN, WRITES, Desk, at_desk

PANEL = "Sending"
DATED = LOOKS | {"today": (o.Today, None)}

Tag = Annotated[
    str | None, typer.Option("--language", metavar="TAG", help="Such as nl or sr-Latn; left out: the company's own.")
]
Form = Annotated[str, typer.Option("--format", metavar="text|html|pdf", help="As text, a section of HTML, or PDF.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to put it; left out: text is printed.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="Terms, policy and ways to pay, to put on quotes, contracts, orders and invoices.")
    at_desk(group, "block", "", DATED)(block)
    at_desk(group, "policy", "", DATED)(policy)
    at_desk(group, "payment", "", DATED)(payment)
    app.add_typer(group, name="terms", rich_help_panel=PANEL, no_args_is_help=True)
    at_desk(app, "charge-note", PANEL, DATED)(charge_note)
    at_desk(app, "ubl", PANEL, WRITES)(ubl)
    at_desk(app, "gallery", PANEL, PLAIN, books=False)(gallery)


def block(desk: Desk, language: Tag = None, form: Form = "text", out: Out = None) -> None:
    """Give the block of terms, consequences and ways to pay, to be put on papers made elsewhere.

    Example: dunwell terms block --language nl --format html
    """
    _give(desk, "terms", language, form, out)


def policy(desk: Desk, language: Tag = None, form: Form = "text", out: Out = None) -> None:
    """Give the credit and collection policy in force, in words for customers.

    Example: dunwell terms policy --format pdf --out policy.pdf
    """
    _give(desk, "policy", language, form, out)


def payment(desk: Desk, language: Tag = None, form: Form = "text", out: Out = None) -> None:
    """Give the payment instructions.

    Example: dunwell terms payment --language de-CH --format pdf
    """
    _give(desk, "payment", language, form, out)


def charge_note(
    desk: Desk,
    fee: Annotated[str, typer.Argument(metavar="FEE", help="The number of the fee, as statements show it.")],
    language: Tag = None,
    out: Out = None,
) -> None:
    """Write the note of a late charge as PDF: what it is made of, day by day and rate by rate.

    Example: dunwell charge-note FEE-C-17-2026-04-01-EUR-LAW
    """
    company, day = desk.ledger(), desk.day()
    from dunwell.queries.charge_facts import charge_note as note_facts

    content = wiring.papers(company.slug).charge_note(note_facts(company, fee, language or "", day))
    path = wiring.write_file(out or Path(f"{wiring.safe_name(fee)}.pdf"), content)
    if not desk.screen.facts({"fee": fee, "file": str(path)}):
        desk.screen.line(f"The note of {fee}: {path}")


def ubl(
    desk: Desk,
    customer: Annotated[
        str | None, typer.Option("--customer", metavar="NUMBER", help="Of this one alone; left out: of all others.")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="They do not go along any more.")] = False,
) -> None:
    """Let reminders and statements as electronic documents (UBL) go along with mails.

    Example: dunwell ubl --customer ACME
    """
    caller = desk.caller()
    from dunwell.usecases.set_papers import set_papers

    answer = set_papers(caller, ubl=not off, customer=customer or "")
    desk.done("Electronic documents go along" if not off else "Electronic documents do not go along", answer)


def gallery(
    desk: Desk, folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to fill; it is made.")]
) -> None:
    """Write all mails and papers, in each language and of each country, with invented facts, to be looked at.

    Example: dunwell gallery pages
    """
    files = wiring.gallery(folder)
    if not desk.screen.facts({"folder": str(folder), "files": len(files), "index": str(folder / "index.html")}):
        desk.screen.line(f"{len(files)} files; begin with {folder / 'index.html'}")


def _give(desk: Desk, paper: str, language: str | None, form: str, out: Path | None) -> None:
    company, day = desk.ledger(), desk.day()
    from dunwell.queries.terms_facts import terms_facts

    facts = terms_facts(company, language or company.language, day)
    content = wiring.terms_paper(facts, paper, form)
    if out is None and form != "pdf":
        if not desk.screen.facts({"paper": paper, "language": facts.language, "content": content.decode()}):
            desk.screen.line(content.decode())
        return
    path = wiring.write_file(out or Path(f"{paper}-{facts.language}.{'txt' if form == 'text' else form}"), content)
    if not desk.screen.facts({"paper": paper, "language": facts.language, "file": str(path)}):
        desk.screen.line(f"Written: {path}")
