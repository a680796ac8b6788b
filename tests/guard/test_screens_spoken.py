"""Every word on a screen is said in every language: what the pages ask for stands in each catalog, with its places."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from dunwell.config.words import catalogs
from source_tree import SOURCE

FACE = SOURCE / "faces" / "workbench"
ASKING = {"_", "gettext", "gettext_lazy", "ngettext"}
PLACE = re.compile(r"%\((\w+)\)s")
LANGUAGES = dict(catalogs())


def said_by_code() -> Iterator[str]:
    """Give each text that a module asks for."""
    for path in [*FACE.rglob("*.py"), SOURCE / "usecases" / "send_week.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in ASKING and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def said_by_pages() -> Iterator[str]:
    """Give each text that a template asks for, its variables as places."""
    for path in (FACE / "templates").rglob("*.html"):
        page = path.read_text("utf-8")
        for quote, text in re.findall(r"{% translate (['\"])(.*?)\1", page):
            yield text.replace(f"\\{quote}", quote)
        for words, text in re.findall(r"{% blocktranslate(.*?)%}(.*?){% endblocktranslate %}", page, re.DOTALL):
            first = text.split("{% plural %}")[0]
            yield re.sub(r"{{ (\w+) }}", r"%(\1)s", first)
            assert "trimmed" not in words


def key_of(message: Any) -> str:
    """Give the text by which a message is asked for."""
    return message.id if isinstance(message.id, str) else message.id[0]


ASKED = {*said_by_code(), *said_by_pages()}


def test_the_screens_speak_six_languages_and_english() -> None:
    assert set(LANGUAGES) == {"nl", "ro", "ru", "fa", "sr_Latn", "sr"}
    assert len(ASKED) > 500


@pytest.mark.parametrize("folder", LANGUAGES)
def test_nothing_is_left_in_english(folder: str) -> None:
    known = {key_of(message): message for message in LANGUAGES[folder] if message.id}
    assert ASKED - set(known) == set(), "made by makemessages, then to be translated"
    assert [key for key, message in known.items() if not all(_texts(message.string))] == []


@pytest.mark.parametrize("folder", LANGUAGES)
def test_places_stay_what_they_are(folder: str) -> None:
    for message in LANGUAGES[folder]:
        if message.id:
            for text in _texts(message.string):
                assert set(PLACE.findall(text)) == set(PLACE.findall(key_of(message))), (folder, message.id)


@pytest.mark.parametrize("folder", LANGUAGES)
def test_numbers_have_all_the_forms_of_the_language(folder: str) -> None:
    catalog = LANGUAGES[folder]
    for message in catalog:
        if message.id and not isinstance(message.id, str):
            assert len(_texts(message.string)) == catalog.num_plurals


def _texts(string: Any) -> list[str]:
    return [string] if isinstance(string, str) else list(string)
