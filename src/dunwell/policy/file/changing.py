"""A policy file with some of its values changed: the rest stays as it was written, with its comments.

Places are named as mistakes name them: `guards.min_gap_days`, `ladder.late.steps[1].days`. Whether the outcome is a
policy is not known here; reading it tells.
"""

import io
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from dunwell.policy.file.positions import Positions

_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@lru_cache(maxsize=8)
def plain_values(text: str) -> Any:
    """Read the values of a text that may be no policy, to be looked at alone; none where it is no YAML."""
    source = Positions(text)
    return None if any(each.loc is None for each in source.refusals) else source.value


def value_at(facts: Any, place: str) -> Any:
    """Find the value at a place; none where there is nothing."""
    for part in _parts(place):
        facts = _inside(facts, part)
    return facts


def changed_file(
    text: str,
    changes: Mapping[str, Any],
    *,
    added: Iterable[tuple[str, dict[str, Any]]] = (),
    dropped: Iterable[str] = (),
) -> str:
    """Write a text with other values at some places, entries added to lists, and entries dropped from them.

    A value that is none, or an empty text, is taken out: then what goes without saying holds.
    """
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 110
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    root = yaml.load(text)
    for place, value in changes.items():
        _put(root, _parts(place), written(value))
    for place, entry in added:
        _listed(root, _parts(place)).append(CommentedMap({name: written(value) for name, value in entry.items()}))
    for place in sorted(dropped, key=_last_number, reverse=True):
        holder = value_at(root, place.rpartition("[")[0])
        if isinstance(holder, list) and _last_number(place) < len(holder):
            del holder[_last_number(place)]
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def written(value: Any) -> Any:
    """Turn what was typed into a value of the file: numbers and lists of them; other words stay as they are."""
    if isinstance(value, list | tuple):
        listed = CommentedSeq([written(each) for each in value])
        listed.fa.set_flow_style()
        return listed
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return YAML(typ="rt", pure=True).load(value)
    return value


def _put(facts: Any, parts: list[str | int], value: Any) -> None:
    """Put a value in its place; sections that are not there yet are made."""
    *before, last = parts
    for part in before:
        inner = _inside(facts, part)
        if inner is None and isinstance(facts, dict):
            inner = facts[part] = CommentedMap()
        facts = inner
    if not isinstance(facts, dict):
        return
    if value in (None, ""):
        facts.pop(last, None)
    elif facts.get(last) != value:
        facts[last] = value


def _listed(facts: Any, parts: list[str | int]) -> Any:
    """Find a list, made where it is not there yet."""
    *before, last = parts
    for part in before:
        facts = _inside(facts, part)
    if not facts.get(last):
        facts[last] = CommentedSeq()
    return facts[last]


def _inside(facts: Any, part: str | int) -> Any:
    if isinstance(facts, dict):
        return facts.get(part)
    if isinstance(facts, list) and isinstance(part, int):
        return facts[part] if part < len(facts) else None
    if isinstance(facts, list):  # a rung by its name
        return next((each for each in facts if isinstance(each, dict) and each.get("stage") == part), None)
    return None


def _parts(place: str) -> list[str | int]:
    return [int(number) if number else name for name, number in _PART.findall(place)]


def _last_number(place: str) -> int:
    parts = _parts(place)
    return parts[-1] if isinstance(parts[-1], int) else 0
