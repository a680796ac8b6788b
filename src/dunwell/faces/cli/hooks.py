"""Commands about events for other systems: who is told, what was told, telling."""

from secrets import token_bytes, token_hex
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.config.private_files import keep_secret
from dunwell.domain.webhooks import key_of, make_secret
from dunwell.faces.cli import page
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk

PANEL = "Sending"

Url = Annotated[str, typer.Argument(metavar="URL", help="https://…")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="Events for other systems, such as service.suspend.", no_args_is_help=True)
    at_desk(group, "list", "", LOOKS)(hook_list)
    at_desk(group, "set", "", WRITES)(hook_set)
    at_desk(group, "stop", "", WRITES)(hook_stop)
    at_desk(group, "events", "", LOOKS)(hook_events)
    at_desk(group, "deliver", "", WRITES)(hook_deliver)
    app.add_typer(group, name="hook", rich_help_panel=PANEL)


def hook_list(desk: Desk) -> None:
    """List the addresses that are told events.

    Example: dunwell hook list
    """
    company = desk.ledger()
    from dunwell.queries.events import hook_facts

    _show(desk, "hooks", hook_facts(company))


def hook_set(
    desk: Desk,
    url: Url,
    events: Annotated[
        list[str] | None, typer.Option("--event", metavar="NAME", help="Only this one; several may be given.")
    ] = None,
    secret_file: Annotated[
        typer.FileText | None,
        typer.Option("--secret-file", metavar="FILE", help="Left out: one is made and shown once."),
    ] = None,
) -> None:
    """Tell an address events from now on, signed as Standard Webhooks are.

    Example: dunwell hook set https://licences.acme.example/dunwell --event service.suspend
    """
    from dunwell.usecases.configure_hook import configure_hook

    given = secret_file.read().strip() if secret_file else ""
    secret = given or make_secret(token_bytes(32))
    key_of(secret)
    name = f"hook-{token_hex(8)}"
    answer = configure_hook(desk.caller(), url=url, events=tuple(events or ()), secret=f"file:{name}")
    if not desk.dry:
        keep_secret(name, secret)
    desk.done(f"{url} is told events", answer | ({} if given else {"secret": secret}))


def hook_stop(desk: Desk, url: Url) -> None:
    """Tell an address nothing any more.

    Example: dunwell hook stop https://licences.acme.example/dunwell
    """
    from dunwell.usecases.configure_hook import configure_hook

    desk.done(f"{url} is told nothing", configure_hook(desk.caller(), url=url, on=False))


def hook_events(desk: Desk) -> None:
    """List the newest events, and what became of each delivery.

    Example: dunwell hook events
    """
    company = desk.ledger()
    from dunwell.queries.events import event_facts

    _show(desk, "events", event_facts(company))


def hook_deliver(desk: Desk) -> None:
    """Tell other systems the events that wait for them; what fails is told again later.

    Example: dunwell hook deliver
    """
    from dunwell.usecases.deliver_events import deliver_events

    desk.done("Events told", deliver_events(desk.caller(), teller=wiring.teller()))


def _show(desk: Desk, name: str, rows: list[dict[str, object]]) -> None:
    if desk.screen.facts({name: rows}):
        return
    desk.screen.table(page.listing(rows)) if rows else desk.screen.line("None.")
