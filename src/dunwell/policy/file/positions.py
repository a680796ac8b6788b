"""Plain values read from YAML, and the line on which each of them stands.

Reads nothing but mappings, lists and plain values, and refuses keys that stand twice and references within the
file: a policy says each thing once and in full. Does not know what a policy is.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Loc = tuple[str | int, ...]
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A piece of the text that cannot be read, by its place (none where the text is no YAML at all)."""

    loc: Loc | None
    line: int
    message: str
    way_out: str


class Positions:
    """The values of a YAML text, the line of each by its place, and what was wrong with the text itself."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Loc, int] = {(): 1}
        self.refusals: list[Refusal] = []
        self.value: Any = None
        try:
            root = YAML(typ="rt", pure=True).compose(text)
        except YAMLError as error:
            self.refusals.append(_unreadable(error))
            return
        self.value = None if root is None else self._plain(root, ())

    def line_of(self, loc: Loc) -> int:
        """Give the line of a place, or of the nearest place that holds it."""
        while loc not in self.lines:
            loc = loc[:-1]
        return self.lines[loc]

    def _plain(self, node: Node, loc: Loc) -> Any:
        self.lines.setdefault(loc, node.start_mark.line + 1)
        if getattr(node, "anchor", None):
            self._refuse(loc, f"the reference &{node.anchor}", "Write it out where it is used: anchors are not read.")
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, loc)
        if isinstance(node, SequenceNode):
            return [self._plain(child, (*loc, index)) for index, child in enumerate(node.value)]
        return self._scalar(node, loc) if isinstance(node, ScalarNode) else None

    def _mapping(self, node: MappingNode, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            place = (*loc, key)
            if key in found:
                first = self.lines[place]
                self.lines[place] = key_node.start_mark.line + 1
                self._refuse(place, f"{key} stands twice, first on line {first}", "Keep one of the two.")
                continue
            self.lines[place] = key_node.start_mark.line + 1
            found[key] = self._plain(child, place)
        return found

    def _scalar(self, node: ScalarNode, loc: Loc) -> Any:
        text = str(node.value)
        tag = str(node.tag).removeprefix(_TAG)
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag == "int":
            return int(text, 0) if text.lstrip("+-").lower().startswith(("0x", "0o")) else int(text)
        if tag == "float":
            return self._decimal(text, loc)
        return text

    def _decimal(self, text: str, loc: Loc) -> Decimal | None:
        number = Decimal(text) if text.replace(".", "", 1).lstrip("+-").isdigit() else None
        if number is None:
            self._refuse(loc, f"{text} is not a plain number", "Write it with digits, such as 1.5.")
        return number

    def _refuse(self, loc: Loc, message: str, way_out: str) -> None:
        self.refusals.append(Refusal(loc, self.line_of(loc), message, way_out))


def dotted(loc: Loc) -> str:
    """Write a place as people do: ladder[1].steps[2].days."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _unreadable(error: YAMLError) -> Refusal:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    problem = error.problem if isinstance(error, MarkedYAMLError) and error.problem else str(error)
    return Refusal(
        None,
        1 if mark is None else mark.line + 1,
        f"this is not readable YAML: {problem}",
        "Look at the indentation, the colons and the quotes of this line.",
    )
