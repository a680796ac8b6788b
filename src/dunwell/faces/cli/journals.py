"""Commands for the journal: verify, seal, show, prove, and erasing a person."""

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.faces.cli import exits
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import LOOKS, PLAIN, WRITES, Desk, at_desk
from dunwell.faces.cli.screen import count, json_text, table, told

PANEL = "Policies, books and upkeep"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="What was done, by whom and when: sealed, verified, shown.")
    at_desk(group, "verify", "", LOOKS)(verify)
    at_desk(group, "seal", "", LOOKS)(seal)
    at_desk(group, "show", "", LOOKS)(show)
    at_desk(group, "prove", "", {"company": LOOKS["company"]})(prove)
    at_desk(group, "verify-proof", "", PLAIN)(verify_proof)
    app.add_typer(group, name="journal", rich_help_panel=PANEL, no_args_is_help=True)
    at_desk(app, "erase", PANEL, WRITES)(erase)


def verify(
    desk: Desk,
    root: Annotated[
        str | None,
        typer.Option("--root", metavar="N:HEX", help="A root that you kept elsewhere: it must still be there."),
    ] = None,
) -> None:
    """Verify that nothing in the journal was changed, removed, moved or added. Exit code 1 where something was.

    Example: dunwell journal verify
    """
    company = desk.ledger()
    from dunwell.usecases.verify_journal import verify_journal

    report = verify_journal(company.slug, known_root=root)
    if not desk.screen.facts(report.as_facts()):
        for finding in report.findings:
            desk.screen.line(str(finding), style="red")
        desk.screen.line(report.summary())
    if not report.ok:
        raise typer.Exit(exits.AMISS)


def seal(desk: Desk) -> None:
    """Seal the entries that wait, and print the newest root: keep it somewhere else.

    Example: dunwell journal seal
    """
    company = desk.ledger()
    from dunwell.usecases.seal_journal import seal_journal

    sealing = seal_journal(company.slug, at=wiring.now(), holder=f"cli-{os.getpid()}")
    root = str(sealing.root) if sealing.root else None
    facts = {"entries": sealing.entries, "batches": sealing.batches, "root": root, "held_by": sealing.held_by}
    if desk.screen.facts(facts):
        return
    if sealing.held_by:
        desk.screen.line(f"Another process seals just now: {sealing.held_by}.")
    desk.screen.line(f"{count(sealing.entries, 'entry', 'entries')} sealed. Newest root: {root or 'none yet'}")


def show(
    desk: Desk,
    customer: Annotated[str | None, typer.Option("--customer", metavar="CUSTOMER", help="Of this customer.")] = None,
    verb: Annotated[str | None, typer.Option("--verb", metavar="VERB", help="Of this verb, such as payment.")] = None,
    after: Annotated[int, typer.Option("--after", metavar="ID", help="Behind this entry.")] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, help="So many.")] = 50,
) -> None:
    """Show entries of the journal, the oldest first.

    Example: dunwell journal show --customer ACME
    """
    company = desk.ledger()
    from dunwell.usecases.show_journal import show_journal

    entries = show_journal(company.slug, customer=customer, verb=verb, after=after, limit=limit)
    if desk.screen.facts({"entries": [each.as_facts() for each in entries]}):
        return
    made = table(">Id", "When", "Who", "As", "Did", "Facts")
    for each in entries:
        made.add_row(
            str(each.id), each.at.isoformat(timespec="seconds"), each.actor, each.role, each.verb, told("", each.facts)
        )
    desk.screen.table(made)


def prove(
    desk: Desk,
    entries: Annotated[
        list[int] | None, typer.Argument(metavar="[ENTRY...]", help="Their ids, as `show` lists them.")
    ] = None,
    customer: Annotated[
        str | None, typer.Option("--customer", metavar="CUSTOMER", help="All sealed entries about it.")
    ] = None,
    bare: Annotated[bool, typer.Option("--bare", help="Leave personal data out.")] = False,
) -> None:
    """Print a proof of entries as JSON: it shows nothing of other entries, and can be checked anywhere.

    Example: dunwell journal prove --customer ACME > proof.json
    """
    company = desk.ledger()
    from dunwell.usecases.show_journal import prove_entries

    proof = prove_entries(company.slug, entries=entries or (), customer=customer, personal=not bare)
    desk.screen.line(json_text(proof).rstrip())


def verify_proof(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A proof, as `journal prove` printed it.")],
    root: Annotated[
        str | None, typer.Option("--root", metavar="N:HEX", help="A root that you know from elsewhere.")
    ] = None,
) -> None:
    """Check a proof that was taken out of a journal. Exit code 1 where it does not hold.

    Example: dunwell journal verify-proof proof.json
    """
    from dunwell.usecases.verify_journal import verify_proof as use_case

    verdict = use_case(_proof(file), known_root=root)
    findings = [finding.as_facts() for finding in verdict.findings]
    known = str(verdict.root) if verdict.root else None
    facts = {"ok": verdict.ok, "origin_proved": verdict.origin_proved, "root": known, "findings": findings}
    if not desk.screen.facts(facts):
        for finding in verdict.findings:
            desk.screen.line(str(finding), style="red")
        origin = "" if verdict.origin_proved else "; its origin is not proved without a root that you know"
        desk.screen.line(f"The proof holds up to root {known}{origin}." if verdict.ok else "The proof does not hold.")
    if not verdict.ok:
        raise typer.Exit(exits.AMISS)


def _proof(path: Path) -> dict[str, Any]:
    try:
        proof = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "it is no JSON"
        raise UserError("file_unreadable", f"{path} cannot be read: {told}", "Name a proof", file=str(path)) from error
    return proof if isinstance(proof, dict) else {}


def erase(desk: Desk, customer: o.Customer, reason: o.Reason = "asked") -> None:
    """Erase personal data about a customer from the journal; the journal stays provable.

    Example: dunwell erase ACME --reason asked
    """
    from dunwell.usecases.erase_person import erase_person

    answer = erase_person(desk.caller(), customer=customer, reason=reason)
    desk.done(f"Personal data of {customer} erased", answer)
