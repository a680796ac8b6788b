"""Opens an archive and checks every byte of it before anything is done with it. Knows no database."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dunwell.data.archive.writing import KIND, MANIFEST, VERSION
from dunwell.domain.errors import UserError

AT_A_TIME = 1 << 20


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was found whole."""

    manifest: dict[str, Any]
    _zip: zipfile.ZipFile

    def member(self, name: str) -> bytes:
        """Give the content of a member."""
        return self._zip.read(name)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give the files that lay beside the database, each with its name."""
        for name in self.manifest["files"]:
            yield name, self.member(f"files/{name}")


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive whose every member is what its manifest says.

    Raises UserError `backup_unreadable`, `backup_damaged`.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            manifest = _manifest(opened, path)
            wrong = _wrong(opened, manifest["members"])
            if wrong:
                raise UserError(
                    "backup_damaged",
                    f"{path} is not what was written: {', '.join(wrong[:3])}",
                    "Take another backup; nothing was restored",
                    file=str(path),
                )
            yield Archive(manifest, opened)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, NotImplementedError) as fault:
        raise UserError(
            "backup_unreadable",
            f"{path} cannot be read as a backup: {fault}",
            "Name a file that `dunwell backup` has written",
            file=str(path),
        ) from fault


def _manifest(opened: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(opened.read(MANIFEST))
    if manifest["kind"] != KIND:
        raise ValueError("it is another kind of file")
    if manifest["version"] != VERSION:
        raise UserError(
            "backup_newer",
            f"{path} was written by a newer version of Dunwell",
            "Install that version, and restore again",
            file=str(path),
        )
    named = [part for table in manifest["tables"].values() for part in table["parts"]]
    named += [f"files/{name}" for name in manifest["files"] if _stays_inside(name)]
    if sorted(named) != sorted(manifest["members"]):
        raise ValueError("its manifest contradicts itself")
    return manifest


def _stays_inside(name: str) -> bool:
    """Tell whether a file's name leads to no place outside the folder it is put into."""
    parts = name.split("/")
    return "\\" not in name and not any(part in ("", ".", "..") for part in parts)


def _wrong(opened: zipfile.ZipFile, members: dict[str, str]) -> list[str]:
    """Name the members that are missing, added, or not what was written."""
    there = sorted(opened.namelist())
    wrong = [name for name in sorted(members) if name not in set(there)]
    wrong += [name for name in there if name != MANIFEST and name not in members]
    return wrong or [name for name, sha256 in members.items() if _digest(opened, name) != sha256]


def _digest(opened: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with opened.open(name) as member:
            while block := member.read(AT_A_TIME):
                digest.update(block)
    except (zipfile.BadZipFile, OSError):
        return "damaged"
    return digest.hexdigest()
