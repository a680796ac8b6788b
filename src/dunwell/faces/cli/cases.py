"""Commands for matters that go to counsel: the case file, and its verification without any books."""

from pathlib import Path
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.domain.case_file import check_case
from dunwell.domain.errors import UserError
from dunwell.faces.cli import exits
from dunwell.faces.cli import options as o
from dunwell.faces.cli.desk import PLAIN, WRITES, Desk, at_desk
from dunwell.faces.cli.screen import count

PANEL = "Stopping and steering"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "case-file", PANEL, WRITES)(case_file)
    at_desk(app, "verify-case", PANEL, PLAIN, books=False)(verify_case)


def case_file(
    desk: Desk,
    customer: o.Customer,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it, such as acme.zip.")],
) -> None:
    """Write a customer's case file: all that happened with its proof, signed, in one ZIP; the journal is sealed.

    Example: dunwell case-file ACME --out acme.zip
    """
    caller = desk.caller()
    from dunwell.usecases.make_case_file import make_case_file

    case, told = make_case_file(caller, wiring.case_tools(caller.company), customer=customer)
    if desk.dry:
        desk.done(f"The case of {customer}", told)
        return
    told["file"] = str(wiring.write_file(out, case))
    if desk.screen.facts(told):
        return
    desk.screen.title(f"The case of {customer}, {count(told['events'], 'event')}, lies in {told['file']}")
    desk.screen.line("Tell counsel these two by another way; with them anybody can prove where the file comes from:")
    desk.screen.line(f"  root {told['root']}")
    desk.screen.line(f"  key  {told['key']}")


def verify_case(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A case file.")],
    root: Annotated[
        str, typer.Option("--root", metavar="N:HEX", help="A root of the journal that you know from elsewhere.")
    ] = "",
    key: Annotated[
        str, typer.Option("--key", metavar="FINGERPRINT", help="The key's fingerprint, from the hand-over letter.")
    ] = "",
) -> None:
    """Verify a case file without any books. Exit code 1 where it was altered; then what was altered is named.

    Without --root or --key it can only be consistent in itself: a file made up whole would be, too.

    Example: dunwell verify-case acme.zip --key 4f0c…
    """
    try:
        case = file.read_bytes()
    except OSError as fault:
        raise UserError(
            "file_unreadable", f"{file} cannot be read: {fault.strerror}", "Name a case file", file=str(file)
        ) from fault
    verdict = check_case(case, wiring.signature_verifier(), root=root, key=key)
    facts = {
        "verdict": verdict.sentence,
        "ok": verdict.ok,
        "origin_proved": verdict.origin_proved,
        "findings": list(verdict.findings),
        "root": verdict.root,
        "key": verdict.key,
    }
    if not desk.screen.facts(facts):
        desk.screen.line(f"{file}: {verdict.sentence}")
        desk.screen.line(f"  root {verdict.root}\n  key  {verdict.key}", style="dim")
    if not verdict.ok:
        raise typer.Exit(exits.AMISS)
