"""The folders of `locale`: which languages have one, and what its files hold. Knows no facts and no figures.

A folder may be another one in a second script (`script_of` in its words): then its files are written by rule, save
those that it holds itself.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

import dunwell
from dunwell.adapters.papers.cyrillic import Cyrillic
from dunwell.domain import duties, reasons, selling

FOLDER = Path(dunwell.__file__).parent / "locale"
SOURCE = "en"
"""The language that is complete, and from which all others are written."""
Kind = Literal["messages", "calls", "parts", "papers"]
KINDS: tuple[Kind, ...] = ("messages", "calls", "parts", "papers")


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """List the tags of all languages that have a folder."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/words.yaml")))


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a file of words; it is ours, and a mistake in it is a fault of the program."""
    loaded: dict[str, Any] = YAML(typ="safe").load(path)
    return loaded


@lru_cache(maxsize=50)
def own_words(tag: str) -> dict[str, Any]:
    """Give what the words of a folder say, those of the other script written by rule."""
    own = read_yaml(FOLDER / tag / "words.yaml")
    origin = own.get("script_of")
    return over(writer(tag).values(own_words(origin)), own) if origin else own


@lru_cache(maxsize=50)
def tone_words(tag: str) -> dict[str, list[str]]:
    """Give the tone list of a folder."""
    own, origin = FOLDER / tag / "tone.yaml", script_of(tag)
    if own.is_file() or not origin:
        return read_yaml(own)
    written: dict[str, list[str]] = writer(tag).values(tone_words(origin))
    return written


@lru_cache(maxsize=50)
def reason_words(tag: str) -> dict[str, dict[str, str]]:
    """Give what codes mean: `reasons` (why nothing is sent), `selling` (why not to sell), `duties` (what to do)."""
    if tag == SOURCE:
        return {
            "reasons": {code.value: said for code, said in reasons.MEANINGS.items()},
            "selling": {code.value: said for code, said in selling.MEANINGS.items()},
            "duties": {code.value: said for code, said in duties.MEANINGS.items()},
        }
    own, origin = FOLDER / tag / "reasons.yaml", script_of(tag)
    if own.is_file():
        return read_yaml(own)
    written: dict[str, dict[str, str]] = writer(tag).values(reason_words(origin)) if origin else {}
    return written


def names_of(tag: str, kind: Kind) -> tuple[str, ...]:
    """List the names of the texts of a kind that a folder has."""
    own = {path.stem for path in (FOLDER / tag / kind).glob("*.md")}
    origin = script_of(tag)
    return tuple(sorted(own | set(names_of(origin, kind) if origin else ())))


@lru_cache(maxsize=1_000)
def text_of(tag: str, kind: Kind, name: str) -> str | None:
    """Give a text of a folder as its file holds it; None where it has none."""
    if name not in names_of(tag, kind):
        return None
    own, origin = FOLDER / tag / kind / f"{name}.md", script_of(tag)
    if own.is_file() or not origin:
        return own.read_text(encoding="utf-8")
    return writer(tag).template(text_of(origin, kind, name) or "")


@lru_cache(maxsize=50)
def script_of(tag: str) -> str:
    """Name the folder of which this one is the other script; empty for most."""
    return str(read_yaml(FOLDER / tag / "words.yaml").get("script_of") or "") if tag in languages() else ""


@lru_cache(maxsize=10)
def writer(tag: str) -> Cyrillic:
    """Give what writes the texts of a folder in the other script."""
    own = read_yaml(FOLDER / tag / "words.yaml")
    return Cyrillic(own.get("keep") or (), own.get("apart") or ())


def over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay words over others, name by name."""
    merged = dict(below)
    for name, value in above.items():
        inner = merged.get(name)
        merged[name] = over(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return merged
