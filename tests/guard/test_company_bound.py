"""Rows are reached through a company-bound object alone: nobody asks a model for the rows of all."""

import ast

from source_tree import SOURCE, modules, place, tree

UNBOUND = {"objects", "_base_manager", "_default_manager"}
# A company is found by its name before anything can be bound to it.
FREE = {"Company"}
# The invariants judge all books of an installation at once.
ACROSS = ("data", "invariants")


def test_no_queryset_is_unbound_outside_data() -> None:
    found = [
        place(path, node.lineno)
        for path in modules(SOURCE)
        if not any(path.is_relative_to(SOURCE / part) for part in ACROSS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in UNBOUND and getattr(node.value, "id", "") not in FREE
    ]
    assert found == []
