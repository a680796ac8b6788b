"""The commands `rates list` and `rates import`: which rates the product knows, and newer ones from a file."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell.config.environment import installation
from dunwell.faces.cli import options
from dunwell.faces.cli.desk import PLAIN, Desk, at_desk
from dunwell.faces.cli.screen import count, table
from dunwell.law.rates import Table, with_rows
from dunwell.law.rates_file import read_rates
from dunwell.law.rates_kept import Change, changes, keep, read_text, table_named, tables_with

PANEL = "The law"
TRIES: dict[str, tuple[Any, Any]] = {"dry": (options.Dry, False), **PLAIN}


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The rates that statutory interest follows: listed, and brought up to date from a file.")
    at_desk(group, "list", "", PLAIN, books=False)(list_rates)
    at_desk(group, "import", "", TRIES, books=False)(import_rates)
    app.add_typer(group, name="rates", rich_help_panel=PANEL, no_args_is_help=True)


def kept_rates() -> Path:
    """Give the folder of the installation in which newer rates are kept, whether it is there or not."""
    return installation().home / "rates"


def list_rates(
    desk: Desk, name: Annotated[str | None, typer.Argument(metavar="[TABLE]", help="The rows of this table.")] = None
) -> None:
    """List the tables of rates, or the rows of one with their sources.

    Examples: dunwell rates list · dunwell rates list nl_handelsrente
    """
    tables = tables_with(kept_rates())
    if name is None:
        _show_tables(desk, list(tables.values()))
    else:
        _show_rows(desk, table_named(name, tables))


def import_rates(
    desk: Desk,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV with date_from, rate_percent (or index), source.")],
    name: Annotated[
        str | None, typer.Option("--table", metavar="TABLE", help="Which table; left out: the name of the file.")
    ] = None,
    verified_by: Annotated[
        str | None, typer.Option("--verified-by", metavar="NAME", help="The lawyer who has checked the rows.")
    ] = None,
) -> None:
    """Take newer or corrected rates in from a file; they are laid over the shipped ones, of one date the newer word.

    Rates are percent a year. Columns `mark` (T, S, D or M), `verified_by` and `known_until` may follow; a row without
    a mark counts as doubtful until a lawyer is named. Nothing of a file with a mistake is taken. Kept as
    rates/TABLE.csv in DUNWELL_HOME; remove that file to have the shipped rates again.

    Example: dunwell rates import nl_handelsrente.csv --dry-run
    """
    tables = tables_with(kept_rates())
    found = table_named(name or file.stem, tables)
    taken = read_rates(read_text(file), found, str(file), verified_by)
    changed = changes(found, taken)
    if not desk.dry:
        keep(kept_rates(), found.name, taken)
    facts = {
        "table": found.name,
        "rows": len(taken.rows),
        "changes": [_change(each) for each in changed],
        "known_until": with_rows(found, taken.rows, taken.known_until).known_until,
    }
    if desk.screen.facts(facts | ({"dry_run": True} if desk.dry else {})):
        return
    tried = " (tried only, nothing is written)" if desk.dry else ""
    desk.screen.title(f"{found.name}: {count(len(taken.rows), 'row')}, {count(len(changed), 'change')}{tried}")
    for each in changed:
        before = "" if each.before is None else f", before {each.before}"
        desk.screen.line(f"  {each.date_from}  {each.after}{before}")


def _show_tables(desk: Desk, tables: list[Table]) -> None:
    if desk.screen.facts({"tables": [_table_facts(each) for each in tables]}):
        return
    made = table("Table", "What", ">Rows", "From", "Last row", ">Value", "Known until", ">Doubtful", ">Own")
    for each in tables:
        facts = _table_facts(each)
        names = ("table", "title", "rows", "first_date", "last_date", "value", "known_until", "doubtful", "own")
        made.add_row(*("" if facts[name] is None else str(facts[name]) for name in names))
    desk.screen.table(made)


def _show_rows(desk: Desk, found: Table) -> None:
    rows = [{"date_from": row.date_from, found.unit: str(row.value), **row.evidence.as_facts()} for row in found.rows]
    if desk.screen.facts(_table_facts(found) | {"rows": rows}):
        return
    desk.screen.title(f"{found.name}: {found.title}")
    if found.note:
        desk.screen.line(found.note)
    made = table("From", f">{found.unit.capitalize()}", "Mark", "Source", "Checked by")
    for row in found.rows:
        said = row.evidence
        made.add_row(str(row.date_from), str(row.value), said.mark, said.source, said.verified_by or "")
    desk.screen.table(made)


def _table_facts(each: Table) -> dict[str, Any]:
    return {
        "table": each.name,
        "title": each.title,
        "unit": each.unit,
        "rows": len(each.rows),
        "first_date": each.rows[0].date_from if each.rows else None,
        "last_date": each.rows[-1].date_from if each.rows else None,
        "value": str(each.rows[-1].value) if each.rows else None,
        "known_until": each.known_until,
        "doubtful": sum(row.evidence.doubtful for row in each.rows),
        "own": each.kept,
        "note": each.note,
    }


def _change(each: Change) -> dict[str, Any]:
    before = None if each.before is None else str(each.before)
    return {"date_from": each.date_from, "before": before, "after": str(each.after)}
