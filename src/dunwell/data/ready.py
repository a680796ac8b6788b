"""Reads whose statement is written once, and asked again with other values: for what every page asks of the books.

To make a statement of a queryset takes Django three times as long as the database takes to answer it. Knows no table.
"""

import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from types import SimpleNamespace
from typing import Any

from django.db import connection, connections, models

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.data.straight import cursor_beside

Values = Sequence[Any]
Read = Callable[..., list[Any]]
_NUMBER = 1_987_654_320  # of a size that every column of numbers takes, and that stands in no statement
_DAY = date(4711, 3, 5)


def ready(make: Callable[..., models.QuerySet[Any]]) -> Read:
    """Make a function that gives a queryset one that gives its rows, by a statement that is written once in a process.

    It takes books, rows of tables, numbers, texts and days, each of which must stand in the statement as it is: the
    function may filter by them, and neither look at them nor reckon with them. Of a row its id is taken alone. A list
    of one id is a value too; with one of several, with none, or with anything else the words are written anew.
    Raises RuntimeError where a value is not found in the statement.
    """
    kept: dict[Any, _Written] = {}

    @wraps(make)
    def read(*given: Any) -> list[Any]:
        if not all(map(_is_value, given)):
            return list(make(*given))
        form = (connection.vendor, *map(type, given))
        written = kept.get(form)
        if written is None:
            written = kept[form] = _written(make, given)
        return written.rows([_plain(value) for value in given])

    return read


def _is_value(value: Any) -> bool:
    """Tell whether something takes one place of a statement, and can be told from the others there."""
    if isinstance(value, list | tuple | set):
        return len(value) == 1
    return isinstance(value, Books | models.Model | str | int | date) and not isinstance(value, bool | datetime)


def _plain(value: Any) -> Any:
    """Give what stands in a statement for a value: the id of a row, the company of books, the only one of a list."""
    if isinstance(value, Books):
        return value.company.pk
    if isinstance(value, list | tuple | set):
        return next(iter(value))
    return value.pk if isinstance(value, models.Model) else value


def _mark(number: int, value: Any) -> tuple[Any, Any]:
    """Give a stand-in for a value, by which its place in the statement is found, and what stands there for it."""
    if isinstance(value, Books):
        return Books(_of_id(Company, _NUMBER + number)), _NUMBER + number
    if isinstance(value, models.Model):
        return _of_id(type(value), _NUMBER + number), _NUMBER + number
    if isinstance(value, list | tuple | set):
        return [_NUMBER + number], _NUMBER + number
    if isinstance(value, date):
        day = _DAY + timedelta(days=number)
        return day, day
    if isinstance(value, str):
        return f"\x1a{number}", f"\x1a{number}"
    return _NUMBER + number, _NUMBER + number


def _of_id(model: type[models.Model], number: int) -> Any:
    """Give a row of which the id alone is known: to look at anything else of it is a fault."""
    return model.from_db(None, [model._meta.pk.attname], [number])


def _written(make: Callable[..., models.QuerySet[Any]], given: Values) -> "_Written":
    """Write the statement, and find the place of each value in it."""
    marks = [_mark(number, value) for number, value in enumerate(given)]
    rows = make(*(mark for mark, _plain in marks))
    compiler = rows.query.get_compiler(connection=connection)
    words, params = compiler.as_sql()
    found = {str(plain): number for number, (_mark, plain) in enumerate(marks)}
    places = [(at, found[str(param)]) for at, param in enumerate(params) if str(param) in found]
    if {number for _at, number in places} != set(range(len(given))):
        raise RuntimeError(f"{make.__qualname__} does more with a value than to filter by it")
    compiler.connection = None  # each thread has its own, which nobody else may keep from being closed
    return _Written(rows, compiler, words, list(params), places, threading.local())


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement with the places of its values, and how its answer becomes rows."""

    made: Any
    compiler: Any
    words: str
    params: list[Any]
    places: list[tuple[int, int]]
    here: threading.local

    def rows(self, values: Values) -> list[Any]:
        """Ask it for these values."""
        params = self.params.copy()
        for at, number in self.places:
            params[at] = type(params[at])(values[number]) if isinstance(params[at], int | str) else values[number]
        with cursor_beside() as cursor:
            cursor.execute(self.words, params)
            answer = cursor.fetchall()
        return list(self.made._iterable_class(self._asked(answer))) if answer else []

    def _asked(self, answer: list[Any]) -> Any:
        """Give what Django makes rows of: a queryset whose answer is there already."""
        turned = self._turned(answer)
        compiler = SimpleNamespace(
            select=self.compiler.select,
            klass_info=self.compiler.klass_info,
            annotation_col_map=self.compiler.annotation_col_map,
            execute_sql=lambda **_how: turned,
            results_iter=lambda *_answer, **_how: map(tuple, turned),
        )
        query = SimpleNamespace(
            get_compiler=lambda *_database, **_using: compiler,
            selected=self.made.query.selected,
            extra_select=self.made.query.extra_select,
            values_select=self.made.query.values_select,
            annotation_select=self.made.query.annotation_select,
        )
        made = self.made
        return SimpleNamespace(
            db=made.db, query=query, model=made.model, _fields=made._fields, _known_related_objects={}
        )

    def _turned(self, answer: list[Any]) -> Any:
        """Turn what the database gives into what the fields hold, by turns that are looked up once in a thread."""
        known = self.here.__dict__
        if "compiler" not in known:
            compiler = copy(self.compiler)
            compiler.connection = connections[self.made.db]
            columns = [column for column, _words, _name in compiler.select[: compiler.col_count]]
            known |= {"turns": compiler.get_converters(columns), "compiler": compiler}
        return known["compiler"].apply_converters(answer, known["turns"]) if known["turns"] else answer
