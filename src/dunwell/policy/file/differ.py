"""What has changed from one policy to another, field by field.

Stages, steps and verbs are matched by their names, so that a step put in between is one change. Does not judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dunwell.policy.file.model import Policy

_NAMES = ("stage", "step", "verb")


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs; none stands for "not there"."""

    field: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.field}: added {self.after}"
        if self.after is None:
            return f"{self.field}: removed {self.before}"
        return f"{self.field}: {self.before} → {self.after}"


def diff_policies(before: Policy, after: Policy) -> list[Change]:
    """List the fields in which two policies differ, in the order of the file."""
    return list(_changes("", before.model_dump(mode="json"), after.model_dump(mode="json")))


def _changes(field: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    old, new = _keyed(before), _keyed(after)
    if old is None or new is None:
        yield Change(field, _told(before), _told(after))
        return
    for key in [*old, *(key for key in new if key not in old)]:
        yield from _changes(f"{field}.{key}" if field else key, old.get(key), new.get(key))
    shared_old, shared_new = [key for key in old if key in new], [key for key in new if key in old]
    if shared_old != shared_new:
        yield Change(f"{field} (order)", ", ".join(shared_old), ", ".join(shared_new))


def _keyed(value: Any) -> dict[str, Any] | None:
    """See a list of named things as fields by name; a plain value or list has none."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return {_name(each): each for each in value}
    return None


def _name(named: dict[str, Any]) -> str:
    return next(str(named[name]) for name in _NAMES if name in named)


def _told(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_told(each) or "" for each in value) or "none"
    if isinstance(value, dict):
        return (
            "; ".join(f"{key} {_told(each)}" for key, each in value.items() if each not in (None, [], {}, False))
            or "none"
        )
    return str(value)
