"""What every report is. Knows no table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dunwell.domain.sheets import Column, Sheet


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is, of which day, its columns, and its rows in order; amounts are in minor units."""

    name: str
    title: str
    as_of: str
    columns: tuple[Column, ...]
    rows: Sequence[dict[str, Any]]

    def as_facts(self) -> dict[str, Any]:
        """Give it as plain values for `--json`."""
        return {"report": self.name, "as_of": self.as_of, "rows": list(self.rows)}

    def as_sheet(self) -> Sheet:
        """Give it as a sheet for a file."""
        return Sheet(f"{self.name} {self.as_of}", self.columns, self.rows)
