"""Commands for what waits to go out: the outbox and what a person decides about single messages, and each as it was.

How messages leave is not known here (`sending`).
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dunwell import wiring
from dunwell.faces.cli import options as o
from dunwell.faces.cli import run_page
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk
from dunwell.faces.cli.screen import count, grid

PANEL = "Sending"
HELP = "The messages that wait: listed, marked as sent, tried again, cancelled. Alone it lists."

Numbers = Annotated[
    list[int], typer.Argument(metavar="MESSAGE...", help="Their numbers, as `dunwell outbox` lists them.")
]
Number = Annotated[int, typer.Argument(metavar="MESSAGE", help="Its number, as `dunwell outbox` lists it.")]


class ListsFirst(TyperGroup):
    """A group of commands that lists where none of them is named, so that `dunwell outbox` is enough."""

    alone = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put its word before options that stand alone."""
        unnamed = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, [self.alone, *args] if unnamed else args)


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help=HELP, cls=ListsFirst)
    at_desk(group, "list", "", LOOKS)(outbox)
    at_desk(group, "mark-sent", "", WRITES)(mark_sent)
    at_desk(group, "retry", "", WRITES)(retry)
    at_desk(group, "cancel", "", WRITES)(cancel)
    at_desk(group, "release", "", WRITES)(release)
    app.add_typer(group, name="outbox", rich_help_panel=PANEL)
    at_desk(app, "sent", PANEL, WRITES)(sent)
    message = typer.Typer(help="One message: what it says, and its bytes as they were sent.", no_args_is_help=True)
    at_desk(message, "show", "", LOOKS)(show)
    at_desk(message, "export", "", LOOKS)(export)
    app.add_typer(message, name="message", rich_help_panel=PANEL)


def outbox(
    desk: Desk,
    state: Annotated[
        str,
        typer.Option(
            "--state",
            metavar="STATE",
            help="Those of a state instead: planned, rendered, sent, in_doubt, failed, cancelled, delivered, bounced.",
        ),
    ] = "",
) -> None:
    """List the messages that wait to be sent; with --state those that went out, failed, are in doubt, …

    Examples: dunwell outbox list · dunwell outbox --state in_doubt
    """
    company = desk.ledger()
    from dunwell.queries.messages import outbox as query

    run_page.outbox(desk.screen, query(company, state=state), state)


def mark_sent(
    desk: Desk,
    messages: Numbers,
    on: Annotated[
        date | None, typer.Option("--on", parser=o.read_date, metavar="DATE", help="When; left out: the day on record.")
    ] = None,
) -> None:
    """Mark messages as sent by hand, or letters as posted: they count as delivered.

    Example: dunwell outbox mark-sent 12 13 14
    """
    _mark(desk, messages, on)


def sent(
    desk: Desk,
    messages: Numbers,
    on: Annotated[
        date | None, typer.Option("--on", parser=o.read_date, metavar="DATE", help="When; left out: the day on record.")
    ] = None,
) -> None:
    """Mark messages as sent by hand, or letters as posted: a short word for `dunwell outbox mark-sent`.

    Example: dunwell sent 12 13 14
    """
    _mark(desk, messages, on)


def retry(desk: Desk, messages: Numbers) -> None:
    """Send messages again that failed, or whose sending is in doubt: then the customer may get them twice.

    Example: dunwell outbox retry 12
    """
    from dunwell.usecases.handle_messages import retry_messages

    desk.done("These go out with the next dispatch", retry_messages(desk.caller(), messages=messages))


def cancel(desk: Desk, messages: Numbers, reason: o.Reason) -> None:
    """Keep messages from going out; their steps count as done.

    Example: dunwell outbox cancel 12 --reason "the director calls himself"
    """
    from dunwell.usecases.handle_messages import cancel_messages

    desk.done("Cancelled", cancel_messages(desk.caller(), messages=messages, reason=reason))


def release(
    desk: Desk,
    every: Annotated[
        bool, typer.Option("--all", help="Send also what was about to go out when the backup was made.")
    ] = False,
) -> None:
    """Turn sending on again after a restore. What had not been sent when the backup was made stays in doubt.

    With --all those messages wait to be sent again, too: first see in your mail server whether they went out.

    Example: dunwell outbox release
    """
    from dunwell.usecases.release_sending import release_sending

    desk.done("Sending is on again", release_sending(desk.caller(), messages="all" if every else "none"))


def show(desk: Desk, message: Number) -> None:
    """Show one message: its way so far, its files, and its text where it is a mail.

    Example: dunwell message show 12
    """
    company = desk.ledger()
    from dunwell.queries.messages import message_page

    facts = message_page(company, message)
    if desk.screen.facts(facts):
        return
    screen, text = desk.screen, facts.pop("text")
    screen.title(f"Message {facts.pop('id')} to {facts['name']}: {facts['state'].replace('_', ' ')}")
    screen.table(grid(facts))
    if text:
        screen.line()
        screen.line(text)


def export(
    desk: Desk,
    message: Number,
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Where to put the files; left out: this folder.")
    ] = Path(),
) -> None:
    """Write a message into a folder as it was sent, byte for byte: a mail as .eml, a letter with its enclosures.

    Example: dunwell message export 12 --out evidence
    """
    company = desk.ledger()
    from dunwell.queries.messages import message_files

    files = message_files(company, message)
    written = [wiring.write_file(out / name, content) for name, content in files]
    if not desk.screen.facts({"message": message, "files": [str(path) for path in written]}):
        desk.screen.title(f"Message {message}, {count(len(written), 'file')} as sent")
        for path in written:
            desk.screen.line(str(path))


def _mark(desk: Desk, messages: list[int], on: date | None) -> None:
    from dunwell.usecases.mark_sent import mark_sent as use_case

    desk.done("Marked as sent", use_case(desk.caller(), messages=messages, on=on))
