"""The command `dunwell`. Knows how to speak on a terminal; the business is done in use cases and queries."""

import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from django.db import OperationalError

from dunwell import __version__
from dunwell.domain.errors import Refused, UserError
from dunwell.faces.cli import (
    agencies,
    agreements,
    archives,
    backups,
    bench,
    bonds,
    cases,
    channels,
    claims,
    complaints,
    credit,
    customers,
    demo,
    exits,
    facts,
    hooks,
    intake,
    interest,
    journals,
    languages,
    looking,
    money,
    outbox,
    papers,
    plans,
    policies,
    promises,
    rates,
    reports,
    running,
    sending,
    status,
    stops,
    templates,
    terms,
    trying,
    upkeep,
    workbench,
    working,
)
from dunwell.faces.cli.screen import told_errors
from dunwell.policy.file import PolicyErrors

HELP = """Dunning, done well: decide every day who is reminded of what, and say why, and why not.

Begin with `dunwell demo`, or with your own books: `dunwell company add`, `dunwell import FILE`, `dunwell run`.
Each command has its own help with an example: `dunwell run --help`.
"""
EPILOG = "\n\n".join(["Exit codes", *(f"{code} {meaning}" for code, meaning in exits.MEANINGS.items())])

app = typer.Typer(
    name="dunwell",
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for group in (
    running,
    outbox,
    sending,
    channels,
    hooks,
    papers,
    terms,
    languages,
    templates,
    looking,
    reports,
    intake,
    customers,
    claims,
    money,
    agreements,
    promises,
    plans,
    complaints,
    credit,
    bonds,
    stops,
    agencies,
    cases,
    policies,
    trying,
    archives,
    journals,
    upkeep,
    bench,
    workbench,
    working,
    status,
    backups,
    facts,
    demo,
    interest,
    rates,
):
    group.add_commands(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dunwell {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the words of the command line."""


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: see `dunwell.faces.cli.exits`."""
    words = sys.argv[1:] if words is None else words
    as_json = "--json" in words
    try:
        code = app(list(words), prog_name="dunwell", standalone_mode=not as_json)
    except PolicyErrors as errors:
        told_errors(errors.errors, as_json=as_json)
        sys.exit(exits.UNREADABLE)
    except UserError as error:
        told_errors([error], as_json=as_json)
        sys.exit(exits.REFUSED if isinstance(error, Refused) else exits.UNREADABLE)
    except OperationalError as error:  # another process holds the database for longer than one waits
        told_errors([_busy(error)], as_json=as_json)
        sys.exit(exits.UNREADABLE)
    except typer.TyperException as error:  # words that cannot be read; without --json typer itself says so
        told_errors([_misread(error)], as_json=True)
        sys.exit(exits.UNREADABLE)
    sys.exit(code or exits.OK)


def _busy(error: OperationalError) -> UserError:
    return UserError(
        "database_busy",
        f"The database does not answer: {error}",
        "Nothing was written; see what else works on it, and try again",
    )


def _misread(error: typer.TyperException) -> UserError:
    return UserError("usage", error.format_message(), "See the command's --help")
