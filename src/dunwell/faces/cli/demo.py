"""The demo."""

import typer


def add_commands(app: typer.Typer) -> None:
    """Add the command."""
