"""Liquid, kept small: fills values into a text, strictly, bounded, and so that a value always stays plain text.

Closed sets of tags and filters; what is undefined is an error; values are written with Markdown's marks escaped, so
that no name, number or note can become a heading, a link or a table. It does not know what the values mean.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TextIO

from liquid import BoundTemplate, CachingDictLoader, Environment, RenderContext, StrictUndefined
from liquid.builtin import content, illegal
from liquid.builtin.filters import array, math, misc, string
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags import (
    assign_tag,
    case_tag,
    comment_tag,
    for_tag,
    if_tag,
    inline_comment_tag,
    render_tag,
    unless_tag,
)
from liquid.exceptions import LiquidError
from liquid.stringify import to_liquid_string

from dunwell.adapters.papers import shelf
from dunwell.adapters.papers.figures import clean
from dunwell.adapters.papers.language import Language
from dunwell.adapters.papers.texts import BadTemplate

_TAGS = (
    content.Literal,
    illegal.Illegal,
    assign_tag.AssignTag,
    case_tag.CaseTag,
    comment_tag.CommentTag,
    for_tag.BreakTag,
    for_tag.ContinueTag,
    for_tag.ForTag,
    if_tag.IfTag,
    inline_comment_tag.InlineCommentTag,
    render_tag.RenderTag,
    unless_tag.UnlessTag,
)
_FILTERS = {
    "append": string.append,
    "at_least": math.at_least,
    "at_most": math.at_most,
    "capitalize": string.capitalize,
    "default": misc.default,
    "downcase": string.downcase,
    "first": array.first,
    "join": array.join,
    "last": array.last,
    "minus": math.minus,
    "plus": math.plus,
    "prepend": string.prepend,
    "replace": string.replace,
    "size": misc.size,
    "strip": string.strip,
    "truncate": string.truncate,
    "upcase": string.upcase,
}
# What a filter may raise besides, when it is given what it does not expect.
_OF_FILTERS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def _written(value: object, language: Language) -> str:
    """Write a value for one line; a count in the digits of the language."""
    if isinstance(value, int) and not isinstance(value, bool):
        return language.count(value)
    return clean(to_liquid_string(value, False))


class _EscapedNode(OutputNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        env: Any = context.env
        value = env.language.isolate(_written(self.expression.evaluate(context), env.language))
        return buffer.write(_MARKS.sub(r"\\\1", value))


class _EscapedOutput(Output):
    node_class = _EscapedNode


class _PlainNode(OutputNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        env: Any = context.env
        return buffer.write(_written(self.expression.evaluate(context), env.language))


class _PlainOutput(Output):
    node_class = _PlainNode


class _Bounded(Environment):
    """Liquid with our tags and filters alone, and an end to loops and output."""

    loop_iteration_limit = 100_000
    output_stream_limit = 2_000_000
    local_namespace_limit = 1_000_000
    context_depth_limit = 20

    def __init__(self, language: Language, output: type[Output]) -> None:
        self.language, self._output = language, output
        super().__init__(undefined=StrictUndefined, loader=CachingDictLoader(_parts(language)))

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Take in what the two tables name, and nothing else."""
        del extra
        for tag in (*_TAGS, self._output):
            self.add_tag(tag)
        for name, function in _FILTERS.items():
            self.add_filter(name, function)
        self.add_filter("plural", self._plural)

    def _plural(self, count: object, **forms: object) -> object:
        number = count if isinstance(count, int) else 0
        return forms.get(self.language.plural(number), forms.get("other", ""))


def fill(name: str, text: str, values: Mapping[str, Any], language: Language, *, first_line: int = 1) -> str:
    """Fill a body: the result is Markdown in which every value is plain text. Raises UserError `bad_template`."""
    return _fill(name, text, values, language, _EscapedOutput, first_line)


def fill_line(name: str, text: str, values: Mapping[str, Any], language: Language) -> str:
    """Fill a subject line: one line of plain text. Raises UserError `bad_template`."""
    return clean(_fill(name, text, values, language, _PlainOutput, None))


def _fill(
    name: str, text: str, values: Mapping[str, Any], language: Language, output: type[Output], first_line: int | None
) -> str:
    try:
        return _compiled(text, language, output).render(**values)
    except (LiquidError, *_OF_FILTERS) as fault:
        where = fault.context() if isinstance(fault, LiquidError) else None
        line = first_line + where[0] - 1 if where and first_line else None
        raise BadTemplate(
            name,
            f"The text cannot be filled in: {getattr(fault, 'message', type(fault).__name__)}",
            "Mend the line; the documentation lists the names, tags and filters that a text may use",
            line=line,
        ) from None


@lru_cache(maxsize=500)
def _compiled(text: str, language: Language, output: type[Output]) -> BoundTemplate:
    return _environment(language, output).from_string(text)


@lru_cache(maxsize=50)
def _environment(language: Language, output: type[Output]) -> Environment:
    return _Bounded(language, output)


def _parts(language: Language) -> dict[str, str]:
    return {name: shelf.text_of(language.home, "parts", name) or "" for name in shelf.names_of(language.home, "parts")}
