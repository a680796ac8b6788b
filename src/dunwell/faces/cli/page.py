"""Pages of facts for people: companies, customers, tasks, aging. Each prints JSON instead where that is asked for."""

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from dunwell.domain.money import format_amount
from dunwell.domain.sheets import Column
from dunwell.faces.cli.screen import Screen, count, grid, short, table

Facts = Mapping[str, Any]


def companies(screen: Screen, rows: list[dict[str, Any]]) -> None:
    """Print the companies."""
    if screen.facts({"companies": rows}):
        return
    made = table("Company", "Name", "Country", "Currency", "Time zone", "Policy")
    for row in rows:
        made.add_row(*(row[name] for name in ("slug", "name", "country", "currency", "zone", "policy_name")))
    screen.table(made) if rows else screen.line("No company yet. Open one with `dunwell company add`.")


def customers(screen: Screen, rows: list[dict[str, Any]]) -> None:
    """Print customers with stage, hold and balance."""
    if screen.facts({"customers": rows}):
        return
    made = table("Customer", "Name", "Stage", "Since", "Hold", ">Balance", "Last reason")
    for row in rows:
        hold = "on hold" if row["on_hold"] else ""
        stage, since = row["stage"] or "", row["stage_since"] or ""
        made.add_row(row["customer"], row["name"], stage, since, hold, amounts(row["balance_minor"]), row["reason"])
    screen.table(made)
    screen.line(count(len(rows), "customer"), style="dim")


def customer(screen: Screen, facts: dict[str, Any]) -> None:
    """Print all about one customer."""
    if screen.facts(facts):
        return
    screen.title(f"{facts['customer']}  {facts['name']}")
    lists = {name: value for name, value in facts.items() if isinstance(value, list)}
    screen.table(grid({name: value for name, value in facts.items() if name not in (*lists, "customer", "name")}))
    for name, rows in lists.items():
        if rows:
            screen.line()
            screen.table(listing(rows, title=name.capitalize()))


def tasks(screen: Screen, rows: list[dict[str, Any]]) -> None:
    """Print open calls and tasks."""
    if screen.facts({"tasks": rows}):
        return
    made = table(">No.", "Kind", "Customer", "Name", "What", "About", "Since", "Until", "For")
    for row in rows:
        number, until = str(row["id"]), row["due_on"] or ""
        told = (
            row["kind"],
            row["customer"],
            row["name"],
            row["what"],
            row["about"],
            row["raised_on"],
            until,
            row["role"],
        )
        made.add_row(number, *told)
    screen.table(made) if rows else screen.line("Nothing waits for anybody.")


def aging(screen: Screen, facts: dict[str, Any]) -> None:
    """Print open claims by how long they have been past due: a column a currency, or a line a customer."""
    if screen.facts(facts):
        return
    rows = facts["rows"]
    screen.title(f"Open on {facts['as_of']}, by days past due")
    if not rows:
        screen.line("Nothing is open.")
    elif "customer" in rows[0]:
        _aging_by_customer(screen, rows)
    else:
        _aging_by_currency(screen, rows)


def _aging_by_currency(screen: Screen, rows: list[dict[str, Any]]) -> None:
    made = table("Days past due", *(f">{row['currency']}" for row in rows))
    for number, each in enumerate(rows[0]["buckets"]):
        cells = [plain(row["buckets"][number]["open_minor"], row["currency"]) for row in rows]
        made.add_row(_bucket(each["bucket"]), *cells)
    made.add_section()
    made.add_row("Open", *(plain(row["total_minor"], row["currency"]) for row in rows))
    made.add_row("Items", *(str(row["items"]) for row in rows))
    made.add_row("Unallocated", *(plain(row["unallocated_minor"], row["currency"]) for row in rows))
    screen.table(made)


def _aging_by_customer(screen: Screen, rows: list[dict[str, Any]]) -> None:
    heads = [f">{_bucket(each['bucket'])}" for each in rows[0]["buckets"]]
    made = table("Customer", "Currency", ">Items", *heads, ">Open", ">Unallocated")
    for row in rows:
        cells = [plain(each["open_minor"], row["currency"]) for each in row["buckets"]]
        ends = [plain(row[name], row["currency"]) for name in ("total_minor", "unallocated_minor")]
        made.add_row(Text(row["customer"]), row["currency"], str(row["items"]), *cells, *ends)
    screen.table(made)


def listing(rows: list[dict[str, Any]], title: str = "") -> Any:
    """Lay a list of facts out as a table: a column a name, amounts written with their currency."""
    names = [name for name in rows[0] if any(row.get(name) not in (None, "") for row in rows) and name != "currency"]
    heads = [_head(name) for name in names]
    made = table(*heads, title=title)
    for row in rows:
        made.add_row(*(Text(cell(row, name)) for name in names))
    return made


def cell(row: Facts, name: str) -> str:
    """Write one value of a row."""
    value = row.get(name)
    if value in (None, ""):
        return ""
    if name.endswith("_minor") and isinstance(value, int):
        return format_amount(value, row["currency"])
    return str(value)


def sheet_cell(row: Facts, column: Column) -> Text:
    """Write one value of a report; a zero amount is left blank."""
    value = row.get(column.name)
    if column.kind == "amount":
        return Text(plain(value, row["currency"]) if value else "")
    return Text("" if value is None else short(str(value)) if column.name == "name" else str(value))


def amounts(sums: Mapping[str, int]) -> str:
    """Write one amount a currency, zeros left out."""
    return ", ".join(format_amount(minor, currency) for currency, minor in sums.items() if minor)


def plain(minor: int, currency: str) -> str:
    """Write an amount without its currency; nothing for zero."""
    return format_amount(minor, currency).split(" ", maxsplit=1)[0] if minor else ""


def _head(name: str) -> str:
    head = name.removesuffix("_minor").replace("_", " ").capitalize()
    return f">{head}" if name.endswith("_minor") or name == "days" else head


def _bucket(code: str) -> str:
    return {"not_due": "Not due"}.get(code, code.replace("_", " "))
