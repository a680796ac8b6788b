"""Writes an installation into one file as it stands at one moment, while others go on working in it.

A ZIP: a Parquet file or more for each table, the files that lie beside the database, and a manifest with the hash of
each, the migrations that made the tables, and the newest journal root of each company. Knows no rule.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from dunwell.data import journal
from dunwell.data.archive import frames
from dunwell.data.journal.tables import one_moment
from dunwell.data.models import Company
from dunwell.domain.canonical import canonical_moment

KIND, VERSION, MANIFEST = "dunwell-backup", 1, "manifest.json"
READ_AT_A_TIME, HEAVY_AT_A_TIME = 2_000, 50


@dataclass(frozen=True, slots=True)
class Kept:
    """What an archive came to."""

    manifest: dict[str, Any]
    size: int


def write_archive(path: Path, files: Mapping[str, Path], at: datetime) -> Kept:
    """Write the archive under another name beside `path`, readable by its owner alone, and then give it its name.

    `files`: what goes along, by its name in the archive; one that has vanished meanwhile is left out. Raises OSError.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                manifest = _Writer(archive).write(files, at)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return Kept(manifest, path.stat().st_size)


class _Writer:
    """One archive being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._hashes: dict[str, str] = {}

    def write(self, files: Mapping[str, Path], at: datetime) -> dict[str, Any]:
        with one_moment():
            manifest = {
                "kind": KIND,
                "version": VERSION,
                "made_at": canonical_moment(at),
                "engine": connection.vendor,
                "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
                "companies": [_company(company) for company in Company.objects.order_by("pk")],
                "tables": {model._meta.db_table: self._table(model) for model in kept_models()},
            }
        manifest["files"] = [name for name, path in sorted(files.items()) if self._file(name, path)]
        manifest["members"] = self._hashes
        self._archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
        return manifest

    def _table(self, model: type[models.Model]) -> dict[str, Any]:
        heavy = any(isinstance(field, models.BinaryField) for field in frames.columns(model))
        names = [field.attname for field in frames.columns(model)]
        rows = model._base_manager.order_by("pk").values_list(*names)
        counted, parts = 0, []
        read = rows.iterator(chunk_size=HEAVY_AT_A_TIME if heavy else READ_AT_A_TIME)
        for number, (count, content) in enumerate(frames.packed(model, read), start=1):
            parts.append(f"tables/{model._meta.db_table}/{number:05}.parquet")
            self._add(parts[-1], content)
            counted += count
        return {"model": model._meta.label_lower, "rows": counted, "parts": parts}

    def _file(self, name: str, path: Path) -> bool:
        with suppress(FileNotFoundError):
            self._add(f"files/{name}", path.read_bytes())
            return True
        return False

    def _add(self, name: str, content: bytes) -> None:
        self._hashes[name] = hashlib.sha256(content).hexdigest()
        self._archive.writestr(name, content)


def kept_models() -> list[type[models.Model]]:
    """List the tables of all that is installed, those between two tables too; a library may be used without its own."""
    there = set(connection.introspection.table_names())
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if not model._meta.proxy and model._meta.db_table in there]
    return sorted(kept, key=lambda model: model._meta.db_table)


def _company(company: Company) -> dict[str, Any]:
    root = journal.newest_root(company)
    sealed = {"number": root.number, "hash": root.hash.hex()} if root else None
    return {"slug": company.slug, "root": sealed, "unsealed": journal.unsealed(company)}
