"""Commands for the texts of messages: listed, shown, checked, and a company's own put in the place of shipped ones."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dunwell import wiring
from dunwell.domain.errors import UserError
from dunwell.faces.cli import exits
from dunwell.faces.cli.desk import LOOKS, WRITES, Desk, at_desk
from dunwell.faces.cli.outbox import ListsFirst
from dunwell.faces.cli.screen import table

PANEL = "Sending"

Name = Annotated[str, typer.Argument(metavar="TEMPLATE", help="The name of the text, such as polite-inquiry.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The text: a head between lines of ---, then Liquid.")]
In = Annotated[str, typer.Option("--language", metavar="TAG", help="Such as en or sr-Latn.")]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep a text that cannot be used; nothing is sent from it until it is mended.")
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The texts of messages and calls; your own in the place of shipped ones.", cls=ListsFirst)
    at_desk(group, "list", "", LOOKS)(template_list)
    at_desk(group, "show", "", LOOKS)(template_show)
    at_desk(group, "check", "", LOOKS)(template_check)
    at_desk(group, "set", "", WRITES)(template_set)
    at_desk(group, "remove", "", WRITES)(template_remove)
    app.add_typer(group, name="template", rich_help_panel=PANEL)


def template_list(desk: Desk, language: In = "en") -> None:
    """List the texts: those that are shipped in a language, and your own with what is wrong with one.

    Example: dunwell template list
    """
    company = desk.ledger()
    from dunwell.queries.own_texts import template_facts

    own, shipped = template_facts(company), wiring.shipped_texts().names(language)
    if desk.screen.facts({"language": language, "shipped": shipped, "own": own}):
        return
    rows = table("template", "language", "whose", "problem", title=f"Texts in {language}")
    mine = {row["template"] for row in own if row["language"] == language}
    for row in own:
        rows.add_row(row["template"], row["language"], f"yours since {row['since']}", row["problem"])
    for name in shipped:
        if name not in mine:
            rows.add_row(name, language, "shipped", "")
    desk.screen.table(rows)


def template_show(desk: Desk, template: Name, language: In = "en") -> None:
    """Print a text as it holds now: your own, else the shipped one. Write it into a file to begin with.

    Example: dunwell template show polite-inquiry > polite-inquiry.md
    """
    company = desk.ledger()
    from dunwell.queries.own_texts import own_texts

    own = own_texts(company).get((template, language))
    text = own if own is not None else wiring.shipped_texts().text_of(template, language)
    if not text:
        raise UserError(
            "unknown_template",
            f"There is no text named {template} in {language}",
            "Choose one that `dunwell template list` shows",
            field="template",
            value=template,
        )
    facts = {"template": template, "language": language, "own": own is not None, "text": text}
    if not desk.screen.facts(facts):
        typer.echo(text, nl=not text.endswith("\n"))


def template_check(desk: Desk, template: Name, file: File, language: In = "en") -> None:
    """Say what is wrong with a text, without setting it. Exit code 1 where it cannot be used.

    Example: dunwell template check polite-inquiry polite-inquiry.md
    """
    found = wiring.shipped_texts().check(template, _text(file), language)
    usable = all(each.severity != "refused" for each in found)
    said = [_said(each) for each in found]
    if not desk.screen.facts({"template": template, "language": language, "usable": usable, "problems": said}):
        for each in said:
            desk.screen.line(f"{each['severity']}: {_sentence(file, each)}")
        desk.screen.line("It can be used" if usable else "It cannot be used")
    if not usable:
        raise typer.Exit(exits.AMISS)


def template_set(desk: Desk, template: Name, file: File, language: In = "en", keep: Keep = False) -> None:
    """Send your own text from now on, in the place of the shipped one; tasks to mend it are done thereby.

    Example: dunwell template set polite-inquiry polite-inquiry.md
    """
    caller = desk.caller()
    from dunwell.usecases.set_template import set_template

    answer = set_template(
        caller, wiring.shipped_texts().check, template=template, language=language, text=_text(file), keep=keep
    )
    if not desk.screen.as_json:
        for each in answer["doubts"]:
            desk.screen.line(_sentence(file, each))
    how = "is sent from now on" if answer["usable"] else "is kept, and nothing is sent from it until it is mended"
    desk.done(f"Your text of {template} in {language} {how}", answer)


def template_remove(desk: Desk, template: Name, language: In = "en") -> None:
    """Take your own text away: the shipped one holds again.

    Example: dunwell template remove polite-inquiry
    """
    caller = desk.caller()
    from dunwell.usecases.remove_template import remove_template

    answer = remove_template(caller, template=template, language=language)
    desk.done(f"The shipped text of {template} in {language} holds again", answer)


def _text(file: Path) -> str:
    """Read a text. Raises UserError `file_unreadable`."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        why = getattr(fault, "strerror", None) or "it is not UTF-8"
        raise UserError(
            "file_unreadable", f"{file} cannot be read: {why}", "Give a text file in UTF-8", file=str(file)
        ) from None


def _said(problem: Any) -> dict[str, Any]:
    names = ("code", "severity", "line", "message", "way_out")
    return {name: getattr(problem, name) for name in names}


def _sentence(file: Path, said: dict[str, Any]) -> str:
    where = f"{file.name}, line {said['line']}" if said["line"] else file.name
    return f"{where}: {said['message']}. {said['way_out']}"
