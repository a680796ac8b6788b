"""The demo's own office: somebody who may look at everything on the workbench, which stays open until Ctrl-C.

Only where a person sits at the terminal; a script gets its prompt back. Knows no page.
"""

import sys
from datetime import date
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.roles import Role
from dunwell.faces.cli.screen import Screen

if TYPE_CHECKING:
    from dunwell.usecases.work import Caller

EMAIL, NAME = "demo@example.org", "Marit de Haan"
PORTS = range(8000, 8020)
LOCAL = "127.0.0.1"


def somebody_looks_on() -> bool:
    """Tell whether a person sits at the terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def let_in(caller: "Caller") -> str:
    """Give the demo an account that is its owner, and its password."""
    from dunwell.usecases.add_person import add_person
    from dunwell.usecases.open_account import give_account, open_account

    password = token_urlsafe(12)
    opened = open_account(email=EMAIL, name=NAME, password=password, at=caller.at)
    add_person(caller, name=NAME, email=EMAIL, roles=[Role.OWNER.value])
    give_account(caller, name=NAME, account=opened["account"])
    return password


def stay_open(screen: Screen, caller: "Caller", day: date) -> None:
    """Serve the workbench on the demo's last day until Ctrl-C, and say where it is and how to sign in."""
    from dunwell.queries.companies import first_zone

    password = let_in(caller)
    wiring.live_on(day, first_zone())
    server, port = _listening()
    screen.line()
    screen.title(f"The workbench is open at http://{LOCAL}:{port}/")
    screen.line(f"Sign in with {EMAIL} and the password {password}")
    screen.line("Ctrl-C ends the demo.", style="dim")
    try:
        server.run()
    except KeyboardInterrupt:
        screen.line("The demo has ended; its books stay until the next one.")


def _listening() -> tuple[wiring.Server, int]:
    """Listen on the first port that is free. Raises UserError `address_taken` where none is."""
    for port in PORTS[:-1]:
        try:
            return wiring.workbench(LOCAL, port, 4), port
        except UserError as fault:
            if fault.code != "address_taken":
                raise
    return wiring.workbench(LOCAL, PORTS[-1], 4), PORTS[-1]
