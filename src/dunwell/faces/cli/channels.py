"""Commands for the ways by which messages leave: listed, set, tried, and mended when one stands still.

A password is read from a file or at a prompt, never from the command line, and never shown.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.config.private_files import keep_secret
from dunwell.domain.errors import UserError
from dunwell.faces.cli import exits, sending_page
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk

PANEL = "Sending"


class Channel(StrEnum):
    """A way by which messages leave."""

    EMAIL = "email"
    LETTER = "letter"


Way = Annotated[Channel, typer.Argument(metavar="CHANNEL", help="email or letter.")]
Address = "An address of your own domain."
Kind = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="email_files, email_smtp or letters; left out: by --host.")
]
Host = Annotated[str, typer.Option("--host", metavar="NAME", help="The mail server.")]
Port = Annotated[int | None, typer.Option("--port", metavar="N", help="Its port; left out: 587.")]
Security = Annotated[
    str, typer.Option("--security", metavar="HOW", help="starttls (left out), tls, or none for this machine alone.")
]
User = Annotated[str, typer.Option("--user", metavar="NAME", help="To sign in with; the password is asked for.")]
PasswordFile = Annotated[
    typer.FileText | None,
    typer.Option("--password-file", metavar="FILE", help="Read the password here; - is stdin."),
]
PasswordEnv = Annotated[
    str, typer.Option("--password-env", metavar="NAME", help="The password is in this environment variable.")
]
Folder = Annotated[Path | None, typer.Option("--folder", metavar="FOLDER", help="Where the files go.")]
PickedUp = Annotated[
    bool, typer.Option("--picked-up", help="A mail system empties the folder: what lies there counts as delivered.")
]
Duplex = Annotated[bool, typer.Option("--duplex", help="Letters are printed on both sides.")]
FromAddress = Annotated[str, typer.Option("--from-address", metavar="ADDRESS", help=Address)]
FromName = Annotated[str, typer.Option("--from-name", metavar="NAME", help="Left out: who signs, and the company.")]
ReplyTo = Annotated[str, typer.Option("--reply-to", metavar="ADDRESS", help="Left out: the address it comes from.")]
BouncesTo = Annotated[
    str, typer.Option("--bounces-to", metavar="ADDRESS", help="Where mail comes back that cannot be delivered.")
]
NoPlus = Annotated[
    bool, typer.Option("--no-plus", help="Your mail system knows no addresses such as ar+17@ours.example.")
]
PerMinute = Annotated[int | None, typer.Option("--per-minute", metavar="N", help="At most so many.")]
PerDay = Annotated[int | None, typer.Option("--per-day", metavar="N", help="At most so many.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    channels = typer.Typer(help="The ways by which messages leave: files, a mail server.", no_args_is_help=True)
    at_desk(channels, "list", "", LOOKS)(channel_list)
    at_desk(channels, "set", "", WRITES)(channel_set)
    at_desk(channels, "test", "", LOOKS)(channel_test)
    at_desk(channels, "resume", "", WRITES)(channel_resume)
    app.add_typer(channels, name="channel", rich_help_panel=PANEL)


def channel_list(desk: Desk) -> None:
    """List the channels, how each sends, and whether one stands still.

    Example: dunwell channel list
    """
    company = desk.ledger()
    from dunwell.queries.letterhead import channel_facts

    rows = [row | {"folder": folder_of(company, row["channel"])} for row in channel_facts(company)]
    sending_page.channels(desk.screen, rows)


def channel_set(
    desk: Desk,
    channel: Way,
    kind: Kind = "",
    host: Host = "",
    port: Port = None,
    security: Security = "",
    user: User = "",
    password_file: PasswordFile = None,
    password_env: PasswordEnv = "",
    folder: Folder = None,
    picked_up: PickedUp = False,
    duplex: Duplex = False,
    from_address: FromAddress = "",
    from_name: FromName = "",
    reply_to: ReplyTo = "",
    bounces_to: BouncesTo = "",
    no_plus: NoPlus = False,
    per_minute: PerMinute = None,
    per_day: PerDay = None,
) -> None:
    """Say how a channel sends from now on; what is left out is as if never set. One that stood still sends again.

    Examples: dunwell channel set email --host mail.acme.example --user ar --from-address ar@acme.example ·
    dunwell channel set email --folder /var/spool/acme --picked-up · dunwell channel set letter --duplex
    """
    caller, company = desk.caller(), desk.ledger()
    from dunwell.usecases.configure_channel import configure_channel

    given = {
        "host": host,
        "port": port,
        "security": security,
        "user": user,
        "folder": str(folder.absolute()) if folder else "",
        "picked_up": picked_up,
        "duplex": duplex,
    }
    options: dict[str, Any] = {name: value for name, value in given.items() if value}
    secret = _password(user, password_env, password_file)
    if user:
        options["password"] = f"env:{password_env}" if password_env else f"file:{_secret_name(company.slug, channel)}"
    answer = configure_channel(
        caller,
        wiring.open_channel,
        channel=channel.value,
        kind=kind or ("email_smtp" if host else wiring.CHANNEL_KINDS[channel.value][0]),
        options=options,
        per_minute=per_minute,
        per_day=per_day,
        from_name=from_name,
        from_address=from_address,
        reply_to=reply_to,
        plus_addressing=not no_plus,
        bounces_to=bounces_to,
    )
    if secret and not desk.dry:  # after the settings were found good, so that a mistake changes no password
        keep_secret(_secret_name(company.slug, channel), secret)
    desk.done(f"{channel.value} goes by {answer['kind']}; try it with `dunwell channel test {channel.value}`", answer)


def channel_test(desk: Desk, channel: Way) -> None:
    """Try a channel short of sending: connect and sign in, or write to its folder. Exit code 1 where it fails.

    Example: dunwell channel test email
    """
    company = desk.ledger()
    from dunwell.queries.letterhead import channel_settings

    settings = channel_settings(company, channel.value)
    outcome = wiring.open_channel(company.slug, settings).check()
    works = outcome.result.value == "delivered"
    facts = {"channel": channel.value, "kind": settings.kind, "works": works}
    facts |= {"code": outcome.code, "said": outcome.said, "folder": folder_of(company, channel.value)}
    if not desk.screen.facts(facts):
        why = "works" if works else f"does not work: {outcome.code}. {outcome.said}"
        desk.screen.line(f"{channel.value} by {settings.kind} {why}".rstrip())
    if not works:
        raise typer.Exit(exits.AMISS)


def channel_resume(desk: Desk, channel: Way) -> None:
    """Let a channel that stood still send again, with the settings it has.

    Example: dunwell channel resume email
    """
    from dunwell.usecases.configure_channel import resume_channel

    desk.done(f"{channel.value} sends again", resume_channel(desk.caller(), channel=channel.value))


def folder_of(company: Any, channel: str) -> str:
    """Name the folder into which a channel writes, if it does."""
    from dunwell.queries.letterhead import channel_settings

    return str(wiring.folder_of(company.slug, channel_settings(company, channel)) or "")


def _secret_name(company: str, channel: Channel) -> str:
    return f"{company}-{channel.value}-password"


def _password(user: str, env: str, file: Any) -> str:
    """Read the password from a file or at a prompt; it is not echoed, and never part of the command."""
    if not user or env:
        return ""
    secret = (
        str(file.read()).rstrip("\r\n") if file is not None else typer.prompt("Password", hide_input=True, err=True)
    )
    if not secret:
        raise UserError("secret_missing", "The password is empty", "Give the password of the mail server", field="user")
    return str(secret)
