"""The index of a case file as a page that any browser shows, in one language. Escapes all that it is told."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

RIGHT_TO_LEFT = {"fa"}
FALLBACK = "en"
Words = Mapping[str, str]


@cache
def _all_words() -> dict[str, dict[str, str]]:
    text = (files("dunwell.adapters.case_files") / "words.json").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = json.loads(text)
    return words


def speaks(*wanted: str) -> str:
    """Choose the first language in which an index can be written; English where none of them is."""
    known = _all_words()
    for tag in wanted:
        for spelt in (tag, {"sr": "sr-Latn"}.get(tag, ""), tag.partition("-")[0]):
            if spelt in known:
                return spelt
    return FALLBACK


def words_of(language: str) -> Words:
    """Give the words of a language."""
    return _all_words()[language]


def index_page(language: str, told: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Write the index: who, what for, each event in order with the files behind it. `told` and `rows` are texts."""
    words = words_of(language)
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    facts = "".join(f"<dt>{escape(words[name])}</dt><dd><bdi>{escape(str(told[name]))}</bdi></dd>" for name in told)
    columns = ("number", "date", "kind", "about", "amount", "state", "files")
    head = "".join(f"<th>{escape(words[name])}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(_cell(row, name, words) for name in columns)}</tr>" for row in rows)
    style = "body{font:14px sans-serif;margin:2em}td,th{border:1px solid #999;padding:.3em;text-align:start}"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">'
        f"<title>{escape(words['case_file'])}</title><style>{style}</style><h1>{escape(words['case_file'])}</h1>"
        f"<dl>{facts}</dl><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></html>\n"
    ).encode()


def _cell(row: Mapping[str, Any], name: str, words: Words) -> str:
    if name == "files":
        links = (f'<a href="{escape(file, quote=True)}">{escape(file)}</a>' for file in row[name])
        return f"<td>{'<br>'.join(links)}</td>"
    text = words.get(row[name], str(row[name])) if name in ("kind", "state") else str(row[name])
    return f"<td><bdi>{escape(text)}</bdi></td>"
