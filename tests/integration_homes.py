"""Installations of their own, worked on by the command in processes of their own; and what their backups hold."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import polars as pl
import psycopg

import postgres


class Home:
    """An installation of its own, worked on by the command in processes of their own."""

    def __init__(self, path: Path, url: str | None = None) -> None:
        self.path, self.url = path, url

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        return self._run("-m", "dunwell", *map(str, words))

    def python(self, code: str, *words: str) -> None:
        ran = self._run("-c", code, *words)
        assert ran.returncode == 0, ran.stderr

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DUNWELL")}
        kept |= {"DUNWELL_HOME": str(self.path)} | ({"DUNWELL_DATABASE_URL": self.url} if self.url else {})
        return subprocess.run([sys.executable, *words], env=kept, capture_output=True, text=True, check=False)

    def done(self, *words: object) -> str:
        ran = self.run(*words)
        assert ran.returncode in (0, 3), (words, ran.stdout, ran.stderr)
        return ran.stdout

    def facts(self, *words: object) -> dict[str, object]:
        return dict(json.loads(self.done(*words, "--json")))


def new_database(server: postgres.Server, name: str) -> str:
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.url.replace("/postgres?", f"/{name}?")


def tables(path: Path) -> dict[str, list[dict[str, object]]]:
    """Give all rows of a backup by table, JSON by its value."""
    found: dict[str, list[dict[str, object]]] = {}
    with zipfile.ZipFile(path) as archive:
        for table, told in json.loads(archive.read("manifest.json"))["tables"].items():
            rows = [row for part in told["parts"] for row in pl.read_parquet(archive.read(part)).to_dicts()]
            found[table] = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return found


def _plain(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
