"""Commands for the languages of mails and papers: which there are, and what one lacks. They need no books."""

from typing import Annotated

import typer

from dunwell import wiring
from dunwell.faces.cli import exits
from dunwell.faces.cli.desk import PLAIN, Desk, at_desk
from dunwell.faces.cli.screen import count, table

PANEL = "Sending"
Tag = Annotated[str, typer.Argument(metavar="TAG", help="A language, such as nl or sr-Latn.")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="The languages in which mails and papers are written.", no_args_is_help=True)
    at_desk(group, "list", "", PLAIN, books=False)(language_list)
    at_desk(group, "check", "", PLAIN, books=False)(language_check)
    at_desk(group, "mark", "", PLAIN, books=False)(language_mark)
    app.add_typer(group, name="language", rich_help_panel=PANEL)


def language_list(desk: Desk) -> None:
    """List the languages in which mails and papers can be written.

    Example: dunwell language list
    """
    known = wiring.known_languages()
    if desk.screen.facts({"languages": known}):
        return
    rows = table("Tag", "Name", "Lines run", ">Texts", ">Words")
    for each in known:
        runs = "from the right" if each["direction"] == "rtl" else "from the left"
        rows.add_row(each["tag"], each["name"], runs, str(each["texts"]), str(each["words"]))
    desk.screen.table(rows)


def language_check(desk: Desk, tag: Tag) -> None:
    """Name what a language lacks: texts and words that are missing, stale, unknown or broken. Exit code 1 where any is.

    Stale is what was translated from an English text that has changed since. Each text is filled in with samples.
    Example: dunwell language check nl
    """
    found = wiring.language_findings(tag)
    if not desk.screen.facts({"language": tag, "findings": found}):
        for each in found:
            desk.screen.line(f"{each['code']}  {each['what']}: {each['message']}. {each['way_out']}.")
        desk.screen.line(f"{count(len(found), 'finding')}." if found else "Nothing is amiss.")
    if found:
        raise typer.Exit(exits.AMISS)


def language_mark(desk: Desk, tag: Tag) -> None:
    """Note that a translation has been held against English as it stands now. Changes the folder of the language.

    Example: dunwell language mark nl
    """
    changed = wiring.mark_language(tag)
    if not desk.screen.facts({"language": tag, "changed": changed}):
        desk.screen.line(f"{count(changed, 'text')} and words noted as translated from English as it stands.")
