"""Commands by which messages leave: dispatch, the channels, the digest to staff and the people who get it.

A password is read from a file or at a prompt, never from the command line, and never shown.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.config.private_files import keep_secret
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.faces.cli import exits, sending_page
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk

PANEL = "Sending"


class Channel(StrEnum):
    """A way by which messages leave."""

    EMAIL = "email"
    LETTER = "letter"


Way = Annotated[Channel, typer.Argument(metavar="CHANNEL", help="email or letter.")]
Address = "An address of your own domain."


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "dispatch", PANEL, WRITES)(dispatch)
    at_desk(app, "digest", PANEL, WRITES)(digest)
    channels = typer.Typer(help="The ways by which messages leave: files, a mail server.", no_args_is_help=True)
    at_desk(channels, "list", "", LOOKS)(channel_list)
    at_desk(channels, "set", "", WRITES)(channel_set)
    at_desk(channels, "test", "", LOOKS)(channel_test)
    at_desk(channels, "resume", "", WRITES)(channel_resume)
    app.add_typer(channels, name="channel", rich_help_panel=PANEL)
    people = typer.Typer(help="Who works for the company, and gets its digest.", no_args_is_help=True)
    at_desk(people, "add", "", WRITES)(person_add)
    at_desk(people, "list", "", LOOKS)(person_list)
    app.add_typer(people, name="person", rich_help_panel=PANEL)


def dispatch(
    desk: Desk,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many on each channel.")
    ] = None,
    channel: Annotated[Channel | None, typer.Option("--channel", help="On this channel alone.")] = None,
) -> None:
    """Send what waits: each message is made, its customer read again, and only what still holds goes out.

    Says what went out and where to, what was cancelled and why, what is in doubt, and what waits for decent hours.

    Examples: dunwell dispatch · dunwell dispatch --limit 20 --dry-run
    """
    caller, company = desk.caller(), desk.ledger()
    from dunwell.queries.messages import messages_named
    from dunwell.usecases.dispatch_notices import dispatch_notices

    asked: dict[str, Any] = {"channels": [channel.value]} if channel else {}
    facts = dispatch_notices(caller, wiring.post(), wiring.papers(company.slug), limit=limit, **asked)
    for name, told in facts["channels"].items():
        numbers = [int(number) for number in (*told["cancelled"], *told["put_off"])]
        told["messages"] = messages_named(company, numbers)
        told["folder"] = _folder(company, name)
    tried = {"dry_run": True} if desk.dry else {}
    if not desk.screen.facts(facts | tried):
        sending_page.dispatched(desk.screen, facts["channels"], dry=desk.dry)
    if any(told["stopped"] for told in facts["channels"].values()):
        raise typer.Exit(exits.AMISS)


def digest(desk: Desk) -> None:
    """Send the digest of the day to staff, once: what falls due, what went out, what waits for somebody.

    It goes to owners, finance and collections of `dunwell person list` who have an address.

    Examples: dunwell digest · dunwell digest --dry-run
    """
    caller, company = desk.caller(), desk.ledger()
    from dunwell.usecases.send_digest import digest_text, send_digest

    answer = send_digest(caller, wiring.post())
    if not desk.screen.facts(answer):
        desk.screen.line(digest_text(company.name, answer["digest"]))
        desk.screen.title(sending_page.digest_told(answer))
    if answer["result"] in ("failed", "in_doubt"):
        raise typer.Exit(exits.AMISS)


def channel_list(desk: Desk) -> None:
    """List the channels, how each sends, and whether one stands still.

    Example: dunwell channel list
    """
    company = desk.ledger()
    from dunwell.queries.letterhead import channel_facts

    rows = [row | {"folder": _folder(company, row["channel"])} for row in channel_facts(company)]
    sending_page.channels(desk.screen, rows)


def channel_set(
    desk: Desk,
    channel: Way,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="email_files, email_smtp or letters; left out: by --host.")
    ] = "",
    host: Annotated[str, typer.Option("--host", metavar="NAME", help="The mail server.")] = "",
    port: Annotated[int | None, typer.Option("--port", metavar="N", help="Its port; left out: 587.")] = None,
    security: Annotated[
        str, typer.Option("--security", metavar="HOW", help="starttls (left out), tls, or none for this machine alone.")
    ] = "",
    user: Annotated[
        str, typer.Option("--user", metavar="NAME", help="To sign in with; the password is asked for.")
    ] = "",
    password_file: Annotated[
        typer.FileText | None,
        typer.Option("--password-file", metavar="FILE", help="Read the password here; - is stdin."),
    ] = None,
    password_env: Annotated[
        str, typer.Option("--password-env", metavar="NAME", help="The password is in this environment variable.")
    ] = "",
    folder: Annotated[Path | None, typer.Option("--folder", metavar="FOLDER", help="Where the files go.")] = None,
    picked_up: Annotated[
        bool, typer.Option("--picked-up", help="A mail system empties the folder: what lies there counts as delivered.")
    ] = False,
    duplex: Annotated[bool, typer.Option("--duplex", help="Letters are printed on both sides.")] = False,
    from_address: Annotated[str, typer.Option("--from-address", metavar="ADDRESS", help=Address)] = "",
    from_name: Annotated[
        str, typer.Option("--from-name", metavar="NAME", help="Left out: who signs, and the company.")
    ] = "",
    reply_to: Annotated[
        str, typer.Option("--reply-to", metavar="ADDRESS", help="Left out: the address it comes from.")
    ] = "",
    bounces_to: Annotated[
        str, typer.Option("--bounces-to", metavar="ADDRESS", help="Where mail comes back that cannot be delivered.")
    ] = "",
    no_plus: Annotated[
        bool, typer.Option("--no-plus", help="Your mail system knows no addresses such as ar+17@ours.example.")
    ] = False,
    per_minute: Annotated[int | None, typer.Option("--per-minute", metavar="N", help="At most so many.")] = None,
    per_day: Annotated[int | None, typer.Option("--per-day", metavar="N", help="At most so many.")] = None,
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
    facts |= {"code": outcome.code, "said": outcome.said, "folder": _folder(company, channel.value)}
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


def person_add(
    desk: Desk,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name.")],
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="Where the digest goes.")] = "",
    roles: Annotated[
        list[Role] | None, typer.Option("--role", help="What the person is; several may be given.")
    ] = None,
    gone: Annotated[bool, typer.Option("--gone", help="Works here no longer.")] = False,
) -> None:
    """Put somebody who works for the company on record, or change what is known of a person by this name.

    Example: dunwell person add "Ann Smith" --email ann@acme.example --role finance
    """
    from dunwell.usecases.add_person import add_person

    held = [each.value for each in roles or ()]
    desk.done(f"{name} is on record", add_person(desk.caller(), name=name, email=email, roles=held, active=not gone))


def person_list(desk: Desk) -> None:
    """List who works for the company.

    Example: dunwell person list
    """
    company = desk.ledger()
    from dunwell.queries.people import people

    sending_page.people(desk.screen, people(company))


def _folder(company: Any, channel: str) -> str:
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
