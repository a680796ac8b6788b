"""Commands for the workbench: serve it, and let people in. Knows no page: the server comes from wiring."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Annotated

import typer

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.faces.cli import options
from dunwell.faces.cli.desk import PLAIN, WRITES, Desk, at_desk

PANEL = "The workbench"
LOCAL = "127.0.0.1"
PATIENCE = 30  # seconds that a worker has to end what it has begun


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "serve", PANEL, {})(serve)
    group = typer.Typer(help="Who signs in at the workbench.", no_args_is_help=True)
    at_desk(group, "add", "", WRITES)(user_add)
    at_desk(group, "reset", "", PLAIN)(user_reset)
    app.add_typer(group, name="user", rich_help_panel=PANEL)


def serve(
    desk: Desk,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65_535, help="Where it listens.")] = 8000,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="On which address; left out, this machine alone.")
    ] = LOCAL,
    threads: Annotated[int, typer.Option("--threads", metavar="N", min=1, max=64, help="Pages at the same time.")] = 8,
    day: Annotated[
        date | None,
        typer.Option("--day", parser=options.read_date, metavar="DATE", help="Live on this day: for the demo's story."),
    ] = None,
    worker: Annotated[
        bool | None,
        typer.Option("--worker/--no-worker", help="Work beside it: left out, where the database is the embedded one."),
    ] = None,
) -> None:
    """Serve the workbench until Ctrl-C; beside the embedded database a worker keeps the schedule and sends.

    Nobody has an account at first: the address that is printed then holds a token that makes the first one. On another
    address than this machine's own, put a proxy with TLS before it (see docs/workbench.md).

    Example: dunwell serve --port 8080
    """
    if day is not None:
        from dunwell.queries.companies import first_zone

        wiring.live_on(day, first_zone())
    server = wiring.workbench(host, port, threads)
    token = wiring.token_of_first_account()
    shown = f"http://{LOCAL if host == '0.0.0.0' else host}:{port}/"  # noqa: S104 - compared, not bound to
    if token:
        desk.screen.title("Open this address to make the first account; it works once:")
        desk.screen.line(f"{shown}first/?token={token}")
    else:
        desk.screen.title(f"The workbench is at {shown}")
    desk.screen.line("Ctrl-C ends it.", style="dim")
    with _at_work(wiring.is_embedded() and day is None if worker is None else worker), suppress(KeyboardInterrupt):
        server.run()
    desk.screen.line("Ended.")


@contextmanager
def _at_work(wanted: bool) -> Iterator[None]:
    """Let a worker work in a process of its own as long as this lasts; it ends what it has begun, and then itself."""
    if not wanted:
        yield
        return
    process = subprocess.Popen([sys.executable, "-m", "dunwell", "worker"], stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)


def user_add(
    desk: Desk,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="By which the person signs in.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name, as it stands in records.")],
    roles: Annotated[
        list[Role], typer.Option("--role", metavar="ROLE", help="What the person is; several may be given.")
    ],
) -> None:
    """Let a person sign in at the workbench for a company, in these roles; the password is asked for.

    Example: dunwell user add ana@acme.example "Ana Petrović" --role collections
    """
    caller = desk.caller()
    from dunwell.queries.accounts import account_by_mail
    from dunwell.usecases.add_person import add_person
    from dunwell.usecases.open_account import give_account, open_account

    account = account_by_mail(email)
    if account is None:
        opened = open_account(email=email, name=name, password=_password(), at=wiring.now())
        number = opened["account"]
    else:
        number = account.pk
    add_person(caller, name=name, email=email, roles=[role.value for role in roles])
    answer = give_account(caller, name=name, account=number)
    desk.done(f"{name} can sign in with {email}", answer)


def user_reset(
    desk: Desk,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="By which the person signs in.")],
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="Take away the second factor as well: the telephone is lost.")
    ] = False,
) -> None:
    """Give a person a new password, which is asked for; all sessions of the account end.

    Example: dunwell user reset ana@acme.example
    """
    from dunwell.queries.accounts import account_by_mail
    from dunwell.usecases.open_account import set_password, set_second_factor

    account = account_by_mail(email)
    if account is None:
        raise UserError(
            "unknown_account",
            f"There is no account of {email}",
            "See who has one with `dunwell person list`",
            field="email",
            value=email,
        )
    set_password(account=account.pk, password=_password())
    if second_factor:
        set_second_factor(account=account.pk, secret="")
    desk.done(f"{email} has a new password", {"email": email, "second_factor": bool(account.totp_secret)})


def _password() -> str:
    """Ask for a password twice, or read it from the standard input of a script."""
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
