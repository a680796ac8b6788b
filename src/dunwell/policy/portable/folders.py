"""The folders: `facts.json` and, for each policy version, tables of facts or of a plan in Parquet files.

    facts.json                              the day, and the policies that decide
    17/customers/00001.parquet              facts of version 17: one file a table and stretch of customers
    17/table=actions/00001.parquet          a plan, in a folder of its own beside a copy of facts.json

Knows no rule, and no other machine.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dunwell.domain.errors import UserError
from dunwell.policy.facts import BadTemplateRow, Facts, frame
from dunwell.policy.portable.shapes import FACTS, PLANS, TABLE

KIND, VERSION, HEADER = "dunwell-facts", 1, "facts.json"


@dataclass(frozen=True, slots=True)
class Version:
    """A policy version that decides: its id, its frozen text, and whether cash is fresh enough by it."""

    id: int
    text: str
    cash_fresh: bool


@dataclass(frozen=True, slots=True)
class Header:
    """What holds for all facts of a folder. seq: the newest journal entry that was known."""

    company: str
    as_of: date
    versions: tuple[Version, ...]
    bad_templates: tuple[tuple[str, str], ...] = ()

    def facts(self, version: Version, tables: Mapping[str, pl.DataFrame]) -> Facts:
        """Make facts of tables that were read from somewhere."""
        broken = frame(BadTemplateRow, self.bad_templates)
        return Facts(as_of=self.as_of, cash_fresh=version.cash_fresh, bad_templates=broken, **tables)


def write_header(folder: Path, header: Header) -> None:
    """Write what holds for all facts of a folder, which is made where it is missing."""
    told = {
        "kind": KIND,
        "version": VERSION,
        "company": header.company,
        "as_of": header.as_of.isoformat(),
        "versions": [{"id": each.id, "text": each.text, "cash_fresh": each.cash_fresh} for each in header.versions],
        "bad_templates": [list(each) for each in header.bad_templates],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / HEADER).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def read_header(folder: Path) -> Header:
    """Read what holds for all facts of a folder. Raises UserError `facts_unreadable`."""
    try:
        told: dict[str, Any] = json.loads((folder / HEADER).read_text(encoding="utf-8"))
        if (told["kind"], told["version"]) != (KIND, VERSION):
            raise ValueError("it is of another kind or version")
        return Header(
            told["company"],
            date.fromisoformat(told["as_of"]),
            tuple(Version(**each) for each in told["versions"]),
            tuple((template, language) for template, language in told["bad_templates"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UserError(
            "facts_unreadable",
            f"{folder} holds no facts that can be read: {fault}",
            "Name a folder that `dunwell facts export` or `dunwell facts decide` has written",
            file=str(folder),
        ) from fault


def write_facts(folder: Path, version: int, part: int, facts: Facts) -> None:
    """Write the facts of a stretch of customers."""
    for name in FACTS:
        _write(folder / str(version) / name, part, getattr(facts, name))


def read_facts(folder: Path, version: int, part: Path) -> dict[str, pl.DataFrame]:
    """Read the facts of a stretch of customers, named by its file of customers."""
    return {name: pl.read_parquet(folder / str(version) / name / part.name) for name in FACTS}


def write_plan(folder: Path, version: int, part: int, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write the plan of a stretch of customers."""
    for name in PLANS:
        _write(folder / str(version) / f"{TABLE}={name}", part, tables[name])


def plan_tables(folder: Path, version: int) -> dict[str, pl.DataFrame]:
    """Read the plan for the customers of a version, whoever has written it; a table without files is empty."""
    found = {}
    for name, columns in PLANS.items():
        files = sorted((folder / str(version) / f"{TABLE}={name}").glob("*.parquet"))
        read = [
            pl.read_parquet(file, columns=list(columns), hive_partitioning=False).cast(pl.Schema(columns))
            for file in files
        ]
        found[name] = pl.concat(read) if read else pl.DataFrame(schema=columns)
    return found


def _write(folder: Path, part: int, table: pl.DataFrame) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    table.write_parquet(folder / f"{part:05}.parquet", compression="zstd")
