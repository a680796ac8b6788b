"""The help is understood without the docs, and the docs name what there is."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from dunwell.domain.roles import Verb
from dunwell.faces.cli.exits import MEANINGS
from dunwell.faces.cli.main import app
from source_tree import ROOT, SOURCE

DOCS = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give each command with its words."""
    root: Any = group or get_command(app)
    for name, command in sorted(root.commands.items()):
        if getattr(command, "commands", None):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(commands())
GROUPS = {words[0] for words in COMMANDS if len(words) > 1}


def test_every_verb_that_a_use_case_does_has_a_command() -> None:
    sources = [path.read_text("utf-8") for path in (SOURCE / "usecases").rglob("*.py")]
    done = {
        Verb[name].value for text in sources for name in re.findall(r"^@use_case\(Verb\.(\w+)\)", text, re.MULTILINE)
    }
    assert len(done) > 30
    assert done - {words[0] for words in COMMANDS} - {words[-1] for words in COMMANDS} == set()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_with_an_example(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert shown.exit_code == 0
    assert re.search(r"Examples?: .*dunwell " + " ".join(words), shown.output)
    assert all(param.help or param.metavar for param in COMMANDS[words].params)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_docs_name_every_command_and_its_options(words: tuple[str, ...]) -> None:
    assert f"`dunwell {' '.join(words)}" in DOCS
    for option in (opt for param in COMMANDS[words].params for opt in param.opts if opt.startswith("--")):
        assert option == "--help" or option in DOCS


def test_every_command_that_docs_and_messages_name_exists() -> None:
    texts = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *SOURCE.rglob("*.py")]
    named = {
        (path.name, *found)
        for path in texts
        for found in re.findall(
            r"(?:`|^)dunwell ([a-z][a-z-]+)(?: ([a-z]+)(?=[ `\n]))?", path.read_text("utf-8"), re.MULTILINE
        )
    }
    assert named
    assert {each for each in named if (each[1],) not in COMMANDS and each[1] not in GROUPS} == set()
    assert {each for each in named if each[1] in GROUPS and each[2] and each[1:] not in COMMANDS} == set()


def test_the_commands_of_readme_and_start_have_the_options_that_they_show() -> None:
    shown = [
        shlex.split(line, comments=True)[1:]
        for path in (ROOT / "README.md", ROOT / "docs" / "start.md")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("dunwell ")
    ]
    assert len(shown) > 15
    for words in shown:
        name = next(each for each in (tuple(words[:2]), tuple(words[:1])) if each in COMMANDS)
        known = {opt for param in COMMANDS[name].params for opt in param.opts}
        assert (words, {word for word in words if word.startswith("--")} - known) == (words, set())


def test_exit_codes_are_told_in_the_help_and_in_the_docs() -> None:
    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
    for code, meaning in MEANINGS.items():
        assert f"{code} {meaning}" in shown
        assert f"| {code} | {meaning} |" in DOCS
