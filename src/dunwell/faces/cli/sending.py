"""Commands by which messages leave: dispatch, the digest to staff and the people who get it. Knows no channel."""

from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.domain.roles import Role
from dunwell.faces.cli import crew, exits, sending_page
from dunwell.faces.cli.channels import Channel, folder_of
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk

PANEL = "Sending"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "dispatch", PANEL, WRITES)(dispatch)
    at_desk(app, "digest", PANEL, WRITES)(digest)
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
    with crew.stoppable() as stop, crew.bar(desk) as tell:
        post = wiring.post(stops=stop, told=tell)
        facts = dispatch_notices(caller, post, wiring.papers(company.slug), limit=limit, **asked)
    for name, told in facts["channels"].items():
        numbers = [int(number) for number in (*told["cancelled"], *told["put_off"])]
        told["messages"] = messages_named(company, numbers)
        told["folder"] = folder_of(company, name)
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
    from dunwell.usecases.send_digest import send_digest

    papers = wiring.papers(company.slug)
    answer = send_digest(caller, wiring.post(), papers)
    if not desk.screen.facts(answer):
        for line in papers.digest(company.name, answer["digest"], papers.language(company.language)):
            desk.screen.line(line)
        desk.screen.title(sending_page.digest_told(answer))
    if answer["result"] in ("failed", "in_doubt"):
        raise typer.Exit(exits.AMISS)


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
