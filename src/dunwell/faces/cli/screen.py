"""Speaking on a terminal: facts as a short page or as JSON, errors with their way out. Knows no command."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dunwell.domain.errors import UserError
from dunwell.domain.money import CURRENCIES, format_amount

LONGEST_NAME = 26
WIDE = 140  # columns of a page that goes into a file or a pipe, where no terminal says how wide it is


def paper(*, to_errors: bool = False) -> Console:
    """Make a console for standard output or for errors; no colours where it is not a terminal."""
    stream = sys.stderr if to_errors else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else WIDE, highlight=False, markup=False)


@dataclass(slots=True)
class Screen:
    """Where a command speaks: a page for people, or JSON for programs."""

    as_json: bool = False
    page: Console = field(default_factory=paper)

    def facts(self, facts: Mapping[str, Any]) -> bool:
        """Print facts as JSON if that was asked for, and tell whether it was."""
        if self.as_json:
            sys.stdout.write(json_text(with_amounts(facts)))
        return self.as_json

    def answer(self, title: str, facts: Mapping[str, Any]) -> None:
        """Print what a use case answered, under a title."""
        if not self.facts(facts):
            self.title(title)
            self.page.print(grid(facts))

    def title(self, text: str) -> None:
        """Print a line that stands out."""
        self.page.print(Text(text, style="bold"))

    def line(self, text: str = "", style: str = "") -> None:
        """Print a line of text as it is, however long; the terminal wraps it."""
        self.page.print(Text(text, style=style), soft_wrap=True)

    def table(self, rows: Table) -> None:
        """Print a table."""
        self.page.print(rows)


def table(*columns: str, title: str = "") -> Table:
    """Make a table; a column whose name begins with ">" is set to the right, as amounts and days are."""
    made = Table(title=Text(title, style="bold") if title else None, title_justify="left", box=None)
    made.pad_edge = False
    for name in columns:
        right = name.startswith(">")
        made.add_column(name.lstrip(">"), justify="right" if right else "left", no_wrap=right, overflow="fold")
    return made


def sentences() -> Table:
    """Make a grid of numbers and sentences; a long sentence goes on below itself."""
    made = Table.grid(padding=(0, 2), pad_edge=False)
    made.add_column(no_wrap=True)
    made.add_column(overflow="fold")
    return made


def told_errors(errors: Sequence[UserError], *, as_json: bool) -> None:
    """Print errors on standard error: what is wrong and the way out, or the same as JSON (of several a list)."""
    if as_json:
        facts = [error.as_facts() for error in errors]
        sys.stderr.write(json_text({"error": facts[0]} if len(facts) == 1 else {"errors": facts}))
        return
    for error in errors:
        paper(to_errors=True).print(Text.assemble(("dunwell: ", "bold red"), str(error)), soft_wrap=True)


def json_text(facts: Any) -> str:
    """Write facts as JSON with stable keys, two blanks deep."""
    return json.dumps(facts, indent=2, ensure_ascii=False, default=str) + "\n"


def with_amounts(facts: Any, currency: str = "") -> Any:
    """Add to each amount in minor units the same as text: `total_minor` and `currency` bring `total`.

    A part without a currency of its own has that of the whole. Amounts by currency (`{"EUR": 120000}` under a name
    that ends in `_minor`) bring their texts by currency.
    """
    if isinstance(facts, Mapping):
        own = facts.get("currency") or currency
        return {name: value for pair in facts.items() for name, value in _with_amount(own, *pair)}
    if isinstance(facts, list | tuple):
        return [with_amounts(each, currency) for each in facts]
    return facts


def grid(facts: Mapping[str, Any]) -> Table:
    """Lay facts out as names and values, leaving out what is empty."""
    made = Table.grid(padding=(0, 2))
    made.add_column(style="dim")
    made.add_column(overflow="fold")
    for name, value in facts.items():
        if value in (None, "", [], {}, False) or name == "currency":
            continue
        made.add_row(
            name.removesuffix("_minor").replace("_", " "), Text(told(name, value, facts.get("currency") or ""))
        )
    return made


def told(name: str, value: Any, currency: str = "") -> str:
    """Write one value in words; a part without a currency of its own has that of the whole."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and name.endswith("_minor") and currency in CURRENCIES:
        return format_amount(value, currency)
    if isinstance(value, Mapping):
        if name.endswith("_minor"):
            return ", ".join(format_amount(minor, code) for code, minor in value.items()) or "nothing"
        own = value.get("currency") or currency
        parts = {part: each for part, each in value.items() if each not in (None, "", [], {}, False)}
        return ", ".join(
            f"{part.removesuffix('_minor').replace('_', ' ')} {told(part, each, own)}"
            for part, each in parts.items()
            if part != "currency"
        )
    if isinstance(value, list | tuple):
        between = "\n" if any(isinstance(each, Mapping) for each in value) else ", "
        return between.join(told(name, each, currency) for each in value)
    return str(value)


def short(name: str) -> str:
    """Cut a long name, so that a row stays a line."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def count(number: int, one: str, many: str = "") -> str:
    """Write a number of things."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _with_amount(currency: str, name: str, value: Any) -> Iterator[tuple[str, Any]]:
    yield name, with_amounts(value, currency)
    if not name.endswith("_minor"):
        return
    if isinstance(value, Mapping):
        yield name.removesuffix("_minor"), {code: format_amount(minor, code) for code, minor in value.items()}
    elif isinstance(value, int) and currency in CURRENCIES:
        yield name.removesuffix("_minor"), format_amount(value, currency)
