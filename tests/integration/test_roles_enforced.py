"""Every cell of the table of roles, tried at every use case: who may not is refused, whoever may gets further."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

import dunwell.usecases
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.roles import Role, Verb, may, role_table
from dunwell.usecases.work import Caller
from source_tree import ROOT


def use_cases() -> Iterator[Callable[..., Any]]:
    """Find every use case there is, whatever its module."""
    for found in pkgutil.walk_packages(dunwell.usecases.__path__, "dunwell.usecases."):
        module = importlib.import_module(found.name)
        for each in vars(module).values():
            if callable(each) and hasattr(each, "verb") and each.__module__ == found.name:
                yield each


def verdict(use_case: Callable[..., Any], role: Role) -> str:
    caller = Caller("nobody", "ann", role, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1))
    with pytest.raises(Refused) as refusal:
        use_case(caller)
    return refusal.value.code


@pytest.mark.parametrize("role", Role)
def test_every_cell_is_enforced_by_every_use_case(role: Role, db: None) -> None:
    tried = list(use_cases())
    assert len({each.verb for each in tried}) > 45  # type: ignore[attr-defined]
    for each in tried:
        verb: Verb = each.verb  # type: ignore[attr-defined]
        wanted = RefusalCode.UNKNOWN_COMPANY if may(role, verb) else RefusalCode.NOT_ALLOWED
        assert (each.__name__, verdict(each, role)) == (each.__name__, wanted)


def test_every_verb_is_done_by_some_use_case() -> None:
    assert set(Verb) - {each.verb for each in use_cases()} == set()  # type: ignore[attr-defined]


def test_the_table_in_the_docs_is_the_one_of_the_code() -> None:
    text = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    assert "\n".join(role_table()) in text
    assert all(f"| `{role}` |" in text for role in Role)
