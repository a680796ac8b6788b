"""The command `dunwell`. Knows how to speak on a terminal; the business is done in use cases and queries."""

from typing import Annotated

import typer

from dunwell import __version__

app = typer.Typer(name="dunwell", help="Dunning, done well.", no_args_is_help=True)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dunwell {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True)] = False,
) -> None:
    """Dunning, done well."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    app()
