"""Reading a policy file, with every mistake named: file, line, field, value and the way out.

Does not know where files come from; the text is passed in. The shipped policy alone is read from the package.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from dunwell.domain.errors import UserError
from dunwell.policy.file.mistakes import mistakes_in
from dunwell.policy.file.model import Policy
from dunwell.policy.file.positions import Loc, Positions, dotted
from dunwell.policy.file.rules import Problem, problems_of


class PolicyErrors(Exception):  # noqa: N818 - it carries several, each an error of its own
    """All that is wrong with a policy file, each as a UserError with file, line, field, value and way out."""

    def __init__(self, errors: list[UserError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


@lru_cache(maxsize=16)
def load_policy(text: str, path: str) -> Policy:
    """Read a policy from the text of a file, the same text once; the path is for messages alone.

    Raises PolicyErrors with everything that is wrong, in the order of lines.
    """
    source = Positions(text)
    try:
        policy = Policy.model_validate({} if source.value is None else source.value)
        problems = problems_of(policy)
    except ValidationError as invalid:
        problems = mistakes_in(invalid)
    if problems or source.refusals:
        raise _errors(source, problems, path)
    return policy


@lru_cache(maxsize=1)
def default_policy() -> Policy:
    """Read the policy that is shipped with the package."""
    return load_policy(shipped_text("default.yaml"), "default.yaml")


def shipped_text(name: str) -> str:
    """Read a file shipped beside the policy package: default.yaml or policy.schema.json."""
    return (files("dunwell.policy") / "shipped" / name).read_text(encoding="utf-8")


def _errors(source: Positions, problems: list[Problem], path: str) -> PolicyErrors:
    unreadable = any(refusal.loc is None for refusal in source.refusals)
    refused = {refusal.loc for refusal in source.refusals}
    told = [] if unreadable else [problem for problem in problems if problem.loc not in refused]
    found = [
        _error("policy_unreadable", source, path, refusal.loc, refusal.line, refusal.message, refusal.way_out)
        for refusal in source.refusals
    ]
    for problem in told:
        line = source.line_of(problem.loc)
        error = _error("policy_invalid", source, path, problem.loc, line, problem.message, problem.way_out)
        error.value = None if problem.value is None or isinstance(problem.value, dict) else str(problem.value)
        found.append(error)
    return PolicyErrors(sorted(found, key=lambda error: error.line or 0))


def _error(
    code: str, source: Positions, path: str, loc: Loc | None, line: int, message: str, way_out: str
) -> UserError:
    field = _named(source.value, loc) if loc else None
    return UserError(code, message[0].upper() + message[1:], way_out, file=path, line=line, field=field)


def _named(value: Any, loc: Loc) -> str:
    """Write a place with the names of stages in place of their numbers: ladder.late.steps[1].days."""
    parts: list[str | int] = []
    for part in loc:
        value = _inside(value, part)
        stage = value.get("stage") if isinstance(value, dict) and isinstance(part, int) else None
        parts.append(stage if isinstance(stage, str) else part)
    return dotted(tuple(parts))


def _inside(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None
