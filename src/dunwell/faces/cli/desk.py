"""The desk at which a command works: which company, who acts in which role, on which day, and how to speak.

`at_desk` makes a command of a function whose first parameter is the Desk: the options that all commands of its sort
share are added to the function's own. Knows no command.
"""

import getpass
import inspect
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfoNotFoundError

import typer

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.domain.money import parse_amount
from dunwell.domain.roles import Role
from dunwell.faces.cli import exits, options, tables
from dunwell.faces.cli.screen import Screen

if TYPE_CHECKING:
    from dunwell.queries.companies import Company
    from dunwell.usecases.work import Caller

Body = Callable[..., None]

LOOKS: dict[str, tuple[Any, Any]] = {
    "company": (options.Company, None),
    "as_json": (options.Json, False),
}
WRITES: dict[str, tuple[Any, Any]] = {
    "company": (options.Company, None),
    "role": (options.As, Role.OWNER),
    "actor": (options.Who, None),
    "today": (options.Today, None),
    "key": (options.Key, None),
    "dry": (options.Dry, False),
    "as_json": (options.Json, False),
}
PLAIN: dict[str, tuple[Any, Any]] = {"as_json": (options.Json, False)}


@dataclass(slots=True)
class Desk:
    """Where a command works. Opens the database at the first question for the company or the caller."""

    company: str | None = None
    role: Role = Role.OWNER
    actor: str | None = None
    today: date | None = None
    key: str | None = None
    dry: bool = False
    as_json: bool = False
    screen: Screen = field(default_factory=Screen)

    def ledger(self) -> "Company":
        """Open the books and find the company: the one named, else the only one. Raises UserError."""
        tables.open_books()
        from dunwell.queries.companies import the_company

        return the_company(self.company)

    def day(self) -> date:
        """Give the company's own date: the one asked for, else today in its time zone. Raises UserError `day_ahead`."""
        return _until_today(self.today, wiring.today(self.ledger().zone))

    def caller(self) -> "Caller":
        """Give who asks, for a use case."""
        from dunwell.usecases.work import Caller

        actor = self.actor or login()
        return Caller(self.ledger().slug, actor, self.role, wiring.now(), self.day(), key=self.key, dry=self.dry)

    def founder(self, slug: str, zone: str) -> "Caller":
        """Give who opens a company that is not there yet. Raises UserError where the time zone is unknown."""
        from dunwell.usecases.work import Caller

        try:
            today = _until_today(self.today, wiring.today(zone))
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise UserError(
                "unknown_zone",
                f"There is no time zone {zone}",
                "Write it as Europe/Amsterdam",
                field="zone",
                value=zone,
            ) from error
        return Caller(slug, self.actor or login(), self.role, wiring.now(), today, key=self.key, dry=self.dry)

    def done(self, title: str, answer: dict[str, Any]) -> None:
        """Print the answer of a use case; a dry one says that nothing was written.

        A request that waits for another person's yes says how to give it, and the command ends with exit code 3.
        """
        waits = answer.get("state") == "asked"
        if waits:
            title = f"This waits for approval: {answer['what']} of {answer['customer']}"
        tried = {"dry_run": True} if self.dry else {}
        self.screen.answer(f"{title} (tried only, nothing is written)" if self.dry else title, answer | tried)
        if waits:
            if not self.as_json:
                roles = " or ".join(answer.get("roles", ()))
                self.screen.line(f"Somebody who is {roles} says: dunwell approve {answer['what']} {answer['customer']}")
            raise typer.Exit(exits.WAITS)


def at_desk(
    app: typer.Typer, name: str, panel: str, common: dict[str, tuple[Any, Any]], *, books: bool = True
) -> Callable[[Body], Body]:
    """Make a function a command of this name, shown in a panel of the help, with the options in common added.

    `books`: the books are open when the function begins, so that it may import use cases and queries.
    """

    def make(body: Body) -> Body:
        @wraps(body)
        def call(**given: Any) -> None:
            shared = {option: given.pop(option) for option in common}
            screen = Screen(as_json=shared.get("as_json", False))
            if books:
                tables.open_books()
            body(Desk(screen=screen, **shared), **given)

        own = list(inspect.signature(body, eval_str=True).parameters.values())[1:]
        added = [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
            for option, (hint, default) in common.items()
        ]
        call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [*(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own), *added]
        )
        app.command(name, rich_help_panel=panel, no_args_is_help=_asks_for_something(own))(call)
        return body

    return make


def minor(amount: str, currency: str) -> int:
    """Read an amount given on the command line as minor units. Raises UserError."""
    return parse_amount(amount, currency.upper())


def pair(amount: str | None, currency: str | None) -> tuple[int | None, str | None]:
    """Read an amount that may be left out, with its currency. Raises UserError where only the currency is missing."""
    if amount is None:
        return None, None
    if currency is None:
        raise UserError(
            "currency_missing",
            f"{amount} has no currency",
            f"Write it behind the amount: {amount} EUR",
            field="currency",
        )
    return minor(amount, currency), currency.upper()


def _asks_for_something(parameters: list[inspect.Parameter]) -> bool:
    return any(each.default is inspect.Parameter.empty for each in parameters)


def login() -> str:
    """Name the person at the terminal, as far as the system knows."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "cli"


def _until_today(asked: date | None, today: date) -> date:
    """Give the day on record: a day to come would bar every day before it from being run."""
    if asked is not None and asked > today:
        raise UserError(
            "day_ahead",
            f"{asked} has not come yet; today is {today}",
            "Leave --today out, or give a day that has passed; `dunwell run --as-of DATE --dry-run` looks ahead",
            field="today",
            value=asked,
        )
    return asked or today
