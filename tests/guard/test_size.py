"""Files and functions stay small enough to be read in one go."""

import ast

from source_tree import modules, place, tree

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 70


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {where: length for where, length in lengths.items() if length > LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_70_lines() -> None:
    lengths = {
        place(path, node.lineno): (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {where: length for where, length in lengths.items() if length > LINES_OF_A_FUNCTION} == {}
