"""What an import answers: counts, problems with their place and way out, and what the file was taken for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Literal

from dunwell.data.models import ImportFile
from dunwell.ports import FileReading, RowProblem, TakenFor
from dunwell.usecases.work import Answer


def told(
    reading: FileReading,
    what: str,
    *,
    counts: Mapping[str, Any],
    problems: Iterable[RowProblem] = (),
    refused: int = 0,
    already: bool = False,
    kept: ImportFile | None = None,
) -> Answer:
    """Put together the answer of an import; `refused` rows are those that the ledger refused beside the reader."""
    every = sorted((*reading.problems, *problems), key=lambda each: each.line or 0)
    return {
        "file": reading.file,
        "import_id": kept.pk if kept is not None else None,
        "what": what,
        "digest": reading.digest,
        "refused": reading.is_refused,
        "already": already,
        "rows": reading.rows_seen,
        "rows_refused": reading.rows_refused + refused,
        "rows_repeated": reading.rows_repeated,
        **counts,
        "problems": [plain(each) for each in every],
        "taken_for": plain(reading.taken_for),
    }


def plain(each: RowProblem | TakenFor) -> dict[str, Any]:
    """Give what JSON gives back, lists for tuples, so that the answer of an earlier call is the same."""
    facts: dict[str, Any] = json.loads(json.dumps(asdict(each), default=str))
    return facts


def row_problem(
    file: str,
    line: int | None,
    field: str,
    value: object,
    said: tuple[str, str, str],
    severity: Literal["refused", "warning"] = "warning",
) -> RowProblem:
    """Make a problem of a row; `said` is its code, its sentence and the way out."""
    code, message, way_out = said
    return RowProblem(file, line, field, str(value), code, message, way_out, severity)
