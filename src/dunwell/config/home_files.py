"""What lies in the folder of the installation beside the database, and belongs into a backup. Opens no file."""

from pathlib import Path

from django.conf import settings

from dunwell.config.environment import installation


def home_files() -> dict[str, Path]:
    """Give the files of DUNWELL_HOME by their paths in it: keys, passwords, letterheads, what waits to be picked up.

    The embedded database is left out, for it is read table by table; so are files half written, and backups.
    """
    home = installation().home
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    found = (path for path in sorted(home.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(home).as_posix(): path for path in found if not _is_other(path, database)}


def _is_other(path: Path, database: Path) -> bool:
    if path.parent == database.parent and path.name.startswith(database.name):
        return True
    return path.name.endswith((".part", ".backup")) or path.name.startswith(".")
