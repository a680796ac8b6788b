"""A plan as bytes, for a run that waits, and back. Knows no table and no rule."""

import io
import zipfile
from datetime import date

import polars as pl

from dunwell.policy.plan import TABLES, Plan


def pack(versions: pl.DataFrame, plan: Plan, reviews: pl.DataFrame | None = None) -> bytes:
    """Pack a plan with the versions of the customers it was made from, and when those at rest are looked at again."""
    packed = io.BytesIO()
    tables = {"versions": versions, **{name: getattr(plan, name) for name in TABLES}}
    if reviews is not None:
        tables["reviews"] = reviews
    with zipfile.ZipFile(packed, "w") as parts:
        for name, table in tables.items():
            part = io.BytesIO()
            table.write_ipc_stream(part, compression="lz4")
            parts.writestr(name, part.getvalue())
        parts.writestr("as_of", plan.as_of.isoformat())
    return packed.getvalue()


def unpack(packed: bytes) -> tuple[pl.DataFrame, Plan]:
    """Give back the versions of the customers and the plan."""
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        tables = {name: pl.read_ipc_stream(io.BytesIO(parts.read(name))) for name in ("versions", *TABLES)}
        as_of = date.fromisoformat(parts.read("as_of").decode())
    return tables.pop("versions"), Plan.as_it_was(as_of, **tables)


def unpack_reviews(packed: bytes) -> pl.DataFrame | None:
    """Give back when those at rest are to be decided again, if that was packed."""
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        return pl.read_ipc_stream(io.BytesIO(parts.read("reviews"))) if "reviews" in parts.namelist() else None
