"""Write the whole installation, all its companies, into one file, while others go on working in it.

Knows neither where the installation lives nor when backups are made.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from dunwell.data.archive import write_archive
from dunwell.domain.errors import UserError
from dunwell.usecases.work import Answer


def make_backup(path: Path, files: Mapping[str, Path], at: datetime) -> Answer:
    """Write a backup to `path`, whole or not at all, readable by its owner alone; one of that name is replaced.

    `files`: what lies beside the database, by its name in the folder of the installation. Answers with the size in
    bytes, the number of tables, rows and files, and the newest journal root of each company, to be kept elsewhere.
    Raises UserError `file_unwritable`.
    """
    try:
        kept = write_archive(path.absolute(), files, at)
    except OSError as fault:
        raise UserError(
            "file_unwritable",
            f"{path} cannot be written: {fault.strerror or fault}",
            "Name a file in a folder that you may write to, with room enough",
            file=str(path),
        ) from fault
    tables = kept.manifest["tables"]
    return {
        "file": str(path.absolute()),
        "bytes": kept.size,
        "tables": len(tables),
        "rows": sum(table["rows"] for table in tables.values()),
        "files": len(kept.manifest["files"]),
        "companies": kept.manifest["companies"],
    }
