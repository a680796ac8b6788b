"""Reports by command: worklist, run, week, trends and what is behind them; as a table, or as CSV, XLSX or JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.faces.cli import options as o
from dunwell.faces.cli import page
from dunwell.faces.cli.desk import LOOKS, Desk, at_desk
from dunwell.faces.cli.screen import count, json_text, table, with_amounts

if TYPE_CHECKING:
    from dunwell.queries.reports import Report

PANEL = "Looking"
DATED = LOOKS | {"today": (o.Today, None)}
JSON = ".json"
UNBROKEN = ("customer", "currency", "state", "reason", "what")
SHOWN = 200  # rows on a page; a file has them all
TOO_WIDE = ("score_why", "next_review_on", "open_minor", "delivered_on")  # a page has no room; files have them

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write it into a file instead: .csv, .xlsx or .json by its name."),
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    at_desk(app, "worklist", PANEL, DATED)(worklist)
    group = typer.Typer(help="What came of a run; the figures of a week, and month by month.", no_args_is_help=True)
    at_desk(group, "run", "", DATED)(run)
    at_desk(group, "week", "", DATED)(week)
    at_desk(group, "trends", "", DATED)(trends)
    at_desk(group, "behind", "", DATED)(behind)
    app.add_typer(group, name="report", rich_help_panel=PANEL)


def worklist(desk: Desk, as_of: o.AsOf = None, out: Out = None) -> None:
    """List who owes, the most urgent first: what is due today or why nothing, promises, disputes, last contact.

    The day is decided as a run would, and nothing is written. The score is explained in files and in --json.

    Examples: dunwell worklist · dunwell worklist --out worklist.xlsx
    """
    company = desk.ledger()
    from dunwell.queries.reports import worklist as query

    give(desk, query(company, as_of or desk.day()), out)


def run(
    desk: Desk,
    number: Annotated[int | None, typer.Argument(metavar="[RUN]", help="Its number; left out: the newest.")] = None,
    out: Out = None,
) -> None:
    """Tell what came of a run: what went out, what did not and why, customer by customer.

    Example: dunwell report run 3 --out run-3.csv
    """
    company = desk.ledger()
    from dunwell.queries.reports import run_report

    give(desk, run_report(company, number), out)


def week(desk: Desk, as_of: o.AsOf = None, out: Out = None) -> None:
    """Tell the figures of the seven days up to a day: open, past due, went out, promised, collected.

    Example: dunwell report week --as-of 2026-04-10
    """
    company = desk.ledger()
    from dunwell.queries.reports import week_report

    give(desk, week_report(company, as_of or desk.day()), out)


def trends(desk: Desk, as_of: o.AsOf = None, out: Out = None) -> None:
    """Tell the measures at the ends of the last twelve months: days outstanding and late, what was collected and kept.

    Example: dunwell report trends --out trends.xlsx
    """
    company = desk.ledger()
    from dunwell.queries.reports import trend_facts, trend_report

    on = as_of or desk.day()
    give(desk, trend_report(trend_facts(company, on), on), out)


def behind(
    desk: Desk,
    what: Annotated[
        str,
        typer.Argument(metavar="FIGURE", help="open, current, before, sales, due, received, given or kept."),
    ],
    currency: Annotated[str, typer.Argument(metavar="CURRENCY", help="In which currency.")],
    as_of: o.AsOf = None,
    out: Out = None,
) -> None:
    """List the very invoices, payments or promises behind a number of the measures; their amounts add up to it.

    Example: dunwell report behind received EUR --out received.csv
    """
    company = desk.ledger()
    from dunwell.queries.reports import behind_report

    give(desk, behind_report(company, what, currency.upper(), as_of or desk.day()), out)


def give(desk: Desk, report: "Report", out: Path | None) -> None:
    """Show a report, or write it into a file whose name says how. Raises UserError `unknown_format`."""
    if out is None:
        _show(desk, report)
        return
    if out.suffix.lower() == JSON:
        content = json_text(with_amounts(report.as_facts())).encode()
    else:
        content = _writer(out)(report.as_sheet())
    path = wiring.write_file(out, content)
    if not desk.screen.facts({"report": report.name, "rows": len(report.rows), "file": str(path)}):
        desk.screen.line(f"{report.title}: {count(len(report.rows), 'row')} in {path}")


def _writer(out: Path) -> wiring.WriteSheet:
    writers = wiring.sheet_writers()
    if out.suffix.lower() not in writers:
        raise UserError(
            "unknown_format",
            f"{out} has no ending that says how to write it",
            f"End the name with one of: {', '.join((*writers, JSON))}",
            field="out",
            value=out.suffix,
        )
    return writers[out.suffix.lower()]


def _show(desk: Desk, report: "Report") -> None:
    if desk.screen.facts(report.as_facts()):
        return
    desk.screen.title(report.title)
    if not report.rows:
        desk.screen.line("Nothing.")
        return
    filled = [each for each in report.columns if any(row.get(each.name) not in (None, "", 0) for row in report.rows)]
    shown = [each for each in filled if each.name not in TOO_WIDE]
    made = table(*(f">{each.head}" if each.kind in ("amount", "number") else each.head for each in shown))
    for column, each in zip(made.columns, shown, strict=True):
        column.no_wrap = each.kind != "text" or each.name in UNBROKEN
    for row in report.rows[:SHOWN]:
        made.add_row(*(page.sheet_cell(row, each) for each in shown))
    desk.screen.table(made)
    more = f"; the first {SHOWN} are shown, --out writes all" if len(report.rows) > SHOWN else ""
    desk.screen.line(f"{count(len(report.rows), 'row')}{more}", style="dim")
