"""The open promises and plans of a snapshot, what they cover, and the money that settles nothing yet."""

import polars as pl

from dunwell.data.snapshot.reading import Reader
from dunwell.policy.facts import CommitmentRow, CoverRow, UnallocatedRow, schema


def take_commitments(reader: Reader) -> pl.DataFrame:
    """Gather the open promises and plans with the first date that the money counted does not yet meet."""
    rows = reader.frame(_OPEN, _OPEN_COLUMNS)
    if rows.is_empty():
        return pl.DataFrame(schema=schema(CommitmentRow))
    return with_unmet(rows, reader.frame(_INSTALMENTS, _INSTALMENT_COLUMNS)).select(list(schema(CommitmentRow)))


def with_unmet(commitments: pl.DataFrame, instalments: pl.DataFrame) -> pl.DataFrame:
    """Add unmet_on: of a plan the first instalment that the money does not reach, of a promise its date."""
    wanted = instalments.sort("commitment_id", "due_on").with_columns(
        wanted_minor=pl.col("amount_minor").cum_sum().over("commitment_id")
    )
    missed = (
        wanted.join(commitments.select("commitment_id", "counted_minor"), on="commitment_id")
        .filter(pl.col("wanted_minor") > pl.col("counted_minor"))
        .group_by("commitment_id")
        .agg(missed_on=pl.col("due_on").min())
    )
    unmet = pl.col("counted_minor") < pl.col("amount_minor")
    return commitments.join(missed, on="commitment_id", how="left").with_columns(
        unmet_on=pl.when(unmet).then(pl.coalesce("missed_on", "on_date"))
    )


def take_covers(reader: Reader) -> pl.DataFrame:
    """Gather what open promises and plans still cover of items."""
    return reader.frame(_COVERS, schema(CoverRow))


def take_unallocated(reader: Reader) -> pl.DataFrame:
    """Gather money and credits that settle nothing yet, with the open commitment for which they count."""
    return reader.frame(_UNALLOCATED, schema(UnallocatedRow))


_OPEN_COLUMNS = {
    "customer_id": pl.Int64,
    "commitment_id": pl.Int64,
    "kind": pl.String,
    "amount_minor": pl.Int64,
    "counted_minor": pl.Int64,
    "on_date": pl.Date,
    "grace_days": pl.Int64,
}
_INSTALMENT_COLUMNS = {"commitment_id": pl.Int64, "due_on": pl.Date, "amount_minor": pl.Int64}
_OPEN = """
SELECT t.customer_id, t.id, t.kind, t.amount_minor, t.counted_minor, t.on_date, t.grace_days FROM data_commitment t
WHERE {mine} AND t.state = 'open'
"""
_INSTALMENTS = """
SELECT t.id, i.due_on, i.amount_minor FROM data_commitment t
JOIN data_instalment i ON i.company_id = t.company_id AND i.commitment_id = t.id
WHERE {mine} AND t.state = 'open'
"""
_COVERS = """
SELECT t.customer_id, t.commitment_id, t.item_id, t.cover_minor FROM data_cover t
JOIN data_commitment k ON k.company_id = t.company_id AND k.id = t.commitment_id AND k.state = 'open'
WHERE {mine} AND t.cover_minor > 0
"""
_UNALLOCATED = """
SELECT t.customer_id, t.currency, t.unallocated_minor, k.id FROM data_entry t
LEFT JOIN data_commitment k ON k.company_id = t.company_id AND k.id = t.counts_for_id AND k.state = 'open'
WHERE {mine} AND t.unallocated_minor > 0 AND t.kind IN ('payment', 'credit', 'recovery')
"""
