"""Commands for policies: check, show, diff, schema, list, activate."""

from pathlib import Path
from typing import Annotated

import typer

from dunwell.domain.errors import UserError
from dunwell.faces.cli import exits
from dunwell.faces.cli.desk import LOOKS, PLAIN, WRITES, Desk, at_desk
from dunwell.policy.file import (
    Policy,
    default_policy,
    diff_policies,
    load_policy,
    policy_hash,
    policy_schema,
    show_policy,
)

PANEL = "Policies, books and upkeep"

IN_FORCE = "in-force"

File = Annotated[Path, typer.Argument(metavar="FILE", help="A policy file.")]
Named = Annotated[
    str,
    typer.Argument(
        metavar="POLICY",
        help="A file, a name in force, `in-force` for the company's own, or `default` for the shipped one.",
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The rules by which customers are chased: read, checked, compared, put in force.")
    at_desk(group, "check", "", PLAIN, books=False)(check)
    at_desk(group, "show", "", LOOKS, books=False)(show)
    at_desk(group, "diff", "", LOOKS, books=False)(diff)
    at_desk(group, "schema", "", {}, books=False)(schema)
    at_desk(group, "activate", "", WRITES)(activate)
    app.add_typer(group, name="policy", rich_help_panel=PANEL, no_args_is_help=True)


def check(desk: Desk, file: File) -> None:
    """Check a policy file and name every mistake in it, with line, field and the way out.

    Example: dunwell policy check our-policy.yaml
    """
    policy = load_policy(_text(file), str(file))
    facts = {"file": str(file), "name": policy.name, "digest": policy_hash(policy), "ok": True}
    if not desk.screen.facts(facts):
        desk.screen.line(f"{file} is in order: policy {policy.name}, version {policy_hash(policy)[:12]}.")


def show(desk: Desk, policy: Named = IN_FORCE) -> None:
    """Tell a policy in plain words; left out, the one by which the company decides.

    Examples: dunwell policy show · dunwell policy show our-policy.yaml
    """
    found = _find(desk, policy)
    if not desk.screen.facts({"digest": policy_hash(found), "policy": found.model_dump(mode="json")}):
        for line in show_policy(found):
            desk.screen.line(line)


def diff(desk: Desk, before: Named, after: Named) -> None:
    """Name the fields in which two policies differ. Exit code 1 where they do.

    Example: dunwell policy diff default our-policy.yaml
    """
    changes = diff_policies(_find(desk, before), _find(desk, after))
    facts = [{"field": each.field, "before": each.before, "after": each.after} for each in changes]
    if not desk.screen.facts({"changes": facts}):
        for each in changes:
            desk.screen.line(str(each))
        if not changes:
            desk.screen.line("The two say the same.")
    if changes:
        raise typer.Exit(exits.AMISS)


def schema(desk: Desk) -> None:
    """Print the JSON Schema of a policy file, for editors that complete and check while one writes.

    Example: dunwell policy schema > policy.schema.json
    """
    desk.screen.line(policy_schema().rstrip())


def activate(desk: Desk, file: File) -> None:
    """Put a policy in force: new episodes follow it, running ones keep theirs.

    Example: dunwell policy activate our-policy.yaml
    """
    caller = desk.caller()
    from dunwell.usecases.activate_policy import activate_policy

    text = _text(file)
    desk.done(f"The policy of {file} is in force", activate_policy(caller, text=text, path=str(file)))


def _find(desk: Desk, name: str) -> Policy:
    """Find a policy: the shipped one, a file, or the newest version in force of a name."""
    if name == "default" and not Path(name).exists():
        return default_policy()
    if Path(name).suffix in (".yaml", ".yml") or Path(name).exists():
        return load_policy(_text(Path(name)), name)
    company = desk.ledger()
    from dunwell.queries.policies import active_policy

    return active_policy(company, company.policy_name if name == IN_FORCE else name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise UserError(
            "file_unreadable", f"{path} cannot be read: {told}", "Name a policy file", file=str(path)
        ) from error
