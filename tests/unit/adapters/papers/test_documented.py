"""The page on papers names all that a text may use, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dunwell.adapters.papers import check_template
from dunwell.adapters.papers.filling import _FILTERS
from dunwell.adapters.papers.language import FOLDER, speak
from dunwell.adapters.papers.samples import sample_message
from dunwell.adapters.papers.texts import FACTS, shipped_texts
from dunwell.adapters.papers.values import message_values
from source_tree import ROOT

PAGE = (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Cut out what stands under a heading, up to the next one."""
    return PAGE.split(f"{title}\n", 1)[1].split("\n#", 1)[0]


def names(values: Mapping[str, Any]) -> Iterator[str]:
    """List all names, those inside of others too."""
    for name, value in values.items():
        yield name
        inner = next(iter(value), None) if isinstance(value, list) else value
        if isinstance(inner, Mapping):
            yield from names(inner)


def test_every_name_that_a_text_may_use_is_documented() -> None:
    samples = [sample_message(name, "late") for name in ("late-notice", "plan-proposed")]
    known = {name for each in samples for name in names(message_values(each, speak("en"), "email"))}
    table = section("### Names").split("**Parts**")[0]
    first_cells = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    documented = {word for code in re.findall(r"`([a-z_.]+)`", table) for word in code.split(".")}
    assert known <= documented
    assert {
        word for cell in first_cells for code in re.findall(r"`([a-z_.]+)`", cell) for word in code.split(".")
    } <= known


def test_every_filter_part_and_fact_is_documented() -> None:
    parts, _, filters = section("### Names").partition("**Filters**")
    assert set(re.findall(r"`([a-z_]+)`", filters)) == {*_FILTERS, "plural", "few", "many"}
    assert {path.stem for path in (FOLDER / "en" / "parts").glob("*.md")} <= set(re.findall(r"`([a-z-]+)`", parts))
    assert set(FACTS) <= set(re.findall(r"`([a-z_]+)`", section("## Writing a text of your own")))


def test_every_shipped_text_is_documented() -> None:
    table = section("## The texts that are shipped")
    shipped = {*shipped_texts("messages", speak("en")), *shipped_texts("calls", speak("en"))}
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == shipped


def test_the_text_shown_as_an_example_may_be_used() -> None:
    [example] = re.findall(r"```\n(---\n.*?)```", PAGE, re.DOTALL)
    assert check_template("just-overdue", example) == ()
