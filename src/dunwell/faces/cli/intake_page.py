"""What an import came to, as a page: one line a file, what a list settled or opened again, and what is wrong."""

from collections.abc import Sequence
from typing import Any

from dunwell.domain.money import format_amount
from dunwell.faces.cli.screen import Screen, count, table

SHOWN = 40  # problems and changes on a page; --json has them all
COUNTED = {
    "customers": "new customers",
    "changed": "customers changed",
    "addresses": "new addresses",
    "stages": "stages taken over",
    "promises": "promises taken over",
    "disputes": "disputes taken over",
    "invoices": "invoices",
    "settled": "of them settled",
    "part_paid": "part paid",
    "disputed": "disputed",
    "credits": "credit notes",
    "payments": "payments",
    "refunds": "refunds",
    "unallocated": "of the payments found no invoice",
    "duplicates": "payments on record already",
    "by_list_settled": "settled by list",
    "part_settled": "part-settled by list",
    "reopened": "opened again by list",
    "unchanged": "on the books already",
}
CHANGES = {
    "settled": "settled by list",
    "part_settled": "part-settled by list",
    "reopened": "opened again",
    "credit_used": "credit used up",
    "credit_back": "credit open again",
    "contested": "disputed, says the list",
    "credited": "upheld dispute credited",
}
PROVED = ("what", "layout", "sheet", "encoding", "delimiter", "date_order", "decimal")


def show_answer(screen: Screen, answer: dict[str, Any], *, dry: bool) -> None:
    """Print what came of one file."""
    if "error" in answer:
        screen.title(f"{answer['file']} was not taken in")
        screen.line(f"{answer['error']['message']}. {answer['error']['way_out']}.")
        return
    tried = " (tried only, nothing is written)" if dry else ""
    if answer["refused"]:
        screen.title(f"{answer['file']} was not taken in")
    else:
        said = [f"{answer[name]} {words}" for name, words in COUNTED.items() if answer.get(name)]
        again = " This file was taken in before." if answer["already"] else ""
        number = f" Import {answer['import_id']}." if answer["import_id"] and not dry else ""
        screen.title(
            f"{answer['file']}: {', '.join(said) or 'nothing new'} of {answer['rows']} rows{tried}.{again}{number}"
        )
    for name in PROVED[3:]:
        if answer["taken_for"].get(f"{name}_why"):
            screen.line(f"{name.replace('_', ' ')}: {answer['taken_for'][f'{name}_why']}", style="dim")
    if answer.get("needs_confirm"):
        screen.line("More than a fifth of what is open would be settled: this needs --confirm", style="bold")
    _show_changes(screen, answer.get("changes", []))
    _show_problems(screen, answer["problems"])


def show_taken_for(screen: Screen, reading: Any) -> None:
    """Print what a file was taken for, and why."""
    taken = reading.taken_for
    screen.title(f"{reading.file}: {taken.kind or 'not understood'}")
    for name in PROVED:
        why = getattr(taken, f"{name}_why", "")
        if why:
            value = getattr(taken, "decimal_mark" if name == "decimal" else name) or ""
            screen.line(f"{name.replace('_', ' ')}: {value} - {why}" if value else f"{name.replace('_', ' ')}: {why}")
    for note in taken.notes:
        screen.line(note, style="dim")
    if taken.columns:
        made = table("Field", "Taken from", "Because", title="Columns")
        for column in taken.columns:
            passed = f"; passed over: {', '.join(column.passed_over)}" if column.passed_over else ""
            made.add_row(column.field, column.header, f"{column.why}{passed}")
        screen.table(made)
    if taken.unused:
        screen.line(f"not used: {', '.join(taken.unused)}", style="dim")


def _show_changes(screen: Screen, changes: Sequence[dict[str, Any]]) -> None:
    if not changes:
        return
    made = table("Item", "Customer", ">Open before", ">Open now", "What the list says", title="Changed by the list")
    for each in changes[:SHOWN]:
        amounts = [
            format_amount(each[name], each["currency"]) if name in each else "" for name in ("from_minor", "to_minor")
        ]
        if "amount_minor" in each:
            amounts[1] = format_amount(each["amount_minor"], each["currency"])
        made.add_row(each["item"], each["customer"], *amounts, CHANGES[each["what"]])
    screen.line()
    screen.table(made)
    _more(screen, len(changes))


def _show_problems(screen: Screen, problems: Sequence[dict[str, Any]]) -> None:
    if not problems:
        return
    refused = sum(each["count"] for each in problems if each["severity"] == "refused")
    title = f"{count(refused, 'row')} refused" if refused else "To look at"
    made = table(">Line", "Field", "Value", "What is wrong, and the way out", title=title)
    for each in problems[:SHOWN]:
        times = f" ({each['count']} rows)" if each["count"] > 1 else ""
        told = f"{each['message']}{times}. {each['way_out']}"
        made.add_row(str(each["line"] or ""), each["field"], each["value"], told)
    screen.line()
    screen.table(made)
    _more(screen, len(problems))


def _more(screen: Screen, total: int) -> None:
    if total > SHOWN:
        screen.line(f"… and {total - SHOWN} more; --json lists them all", style="dim")
