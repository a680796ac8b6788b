"""Files that came in, the newest first, and mappings by name. Reads only."""

from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company
from dunwell.domain.errors import UserError

HIDDEN = ("content",)


def list_imports(company: Company, limit: int = 50) -> list[dict[str, Any]]:
    """List the files that were taken in, the newest first, those taken back among them."""
    rows = Books(company).import_files.order_by("-id")[:limit]
    return [
        {
            "import_id": row.pk,
            "file": row.name,
            "what": row.what,
            "taken_in_on": row.recorded_on.isoformat(),
            "complete_on": row.complete_on.isoformat() if row.complete_on else None,
            "undone_on": row.undone_on.isoformat() if row.undone_on else None,
            "counts": {name: value for name, value in row.counts.items() if value and name not in HIDDEN},
        }
        for row in rows
    ]


def saved_mapping(company: Company, name: str) -> dict[str, str]:
    """Give a mapping that was saved under a name. Raises UserError `mapping_unknown`."""
    mappings = Books(company).import_mappings.standing()
    found = mappings.filter(name=name).first()
    if found is None:
        known = ", ".join(mappings.order_by("name").values_list("name", flat=True))
        raise UserError(
            "mapping_unknown",
            f"{name} is neither a file nor the name of a mapping",
            f"Give a mapping file, or one of: {known}" if known else "Give a mapping file; none is saved yet",
            field="map",
            value=name,
        )
    return dict(found.fields)


def saved_mappings(company: Company) -> list[dict[str, Any]]:
    """List the mappings that were saved, by name: which header gives which field."""
    rows = Books(company).import_mappings.standing().order_by("name")
    return [{"name": row.name, "fields": dict(row.fields), "since": row.recorded_on} for row in rows]
