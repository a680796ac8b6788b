"""Where customers stand after a run: episodes, their history, account holds. Knows no rule of climbing."""

import polars as pl

from dunwell.data.models import Episode, Hold, Placement, StageChange
from dunwell.data.plans.page import Page
from dunwell.data.plans.writing import insert, update

_STANDING = {
    "stage": pl.Int64,
    "floor": pl.Int64,
    "stage_since": pl.Date,
    "oldest_item_id": pl.Int64,
    "oldest_due": pl.Date,
}
_EPISODE = {"id": pl.Int64, "customer_id": pl.Int64, **_STANDING}


def write_standings(page: Page) -> pl.DataFrame:
    """Begin, move and end episodes, place and release holds; give the running episode of each customer."""
    before, standings = _running(page), page.plan.standings
    begun = standings.filter("begins")
    insert(
        Episode,
        begun.select("customer_id", *_STANDING),
        policy_version_id=page.version_id,
        began_on=page.as_of,
        **page.stamp,
    )
    _use_up_placements(page, begun)
    moved = _moved(before, standings.filter(~pl.col("begins") & ~pl.col("ends")))
    update(Episode, moved.select("id", *_STANDING))
    _write_holds(page)
    episodes = _running(page)
    _remember(page, pl.concat([moved, episodes.join(begun, on="customer_id", how="semi").select(moved.columns)]))
    return episodes.select("customer_id", episode_id="id")


def end_episodes(page: Page) -> None:
    """End the episodes in which nothing past due is left; last, so that what this run did still belongs to them."""
    over = _running(page).join(page.plan.standings.filter("ends"), on="customer_id", how="semi")
    update(Episode, over.select("id"), ended_on=page.as_of, ended_seq=page.seq)


def _running(page: Page) -> pl.DataFrame:
    return page.read(
        "SELECT t.id, t.customer_id, t.stage, t.floor, t.stage_since, t.oldest_item_id, t.oldest_due "
        "FROM data_episode t WHERE {mine} AND t.ended_on IS NULL",
        _EPISODE,
    )


def _moved(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Keep the episodes of which anything changed, with what they are now."""
    both = before.join(after.select("customer_id", *_STANDING), on="customer_id", suffix="_now")
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_now")) for name in _STANDING)
    return both.filter(~same).select("id", "customer_id", *(pl.col(f"{name}_now").alias(name) for name in _STANDING))


def _remember(page: Page, changed: pl.DataFrame) -> None:
    insert(StageChange, changed.rename({"id": "episode_id"}), changed_on=page.as_of, **page.stamp)


def _use_up_placements(page: Page, begun: pl.DataFrame) -> None:
    if begun.is_empty():
        return
    standing = page.read(
        "SELECT t.id, t.customer_id FROM data_placement t WHERE {mine} AND t.ended_on IS NULL",
        {"id": pl.Int64, "customer_id": pl.Int64},
    )
    used = standing.join(begun, on="customer_id", how="semi").select("id")
    update(Placement, used, ended_on=page.on, ended_seq=page.seq)


def _write_holds(page: Page) -> None:
    standing = page.read(
        "SELECT t.id, t.customer_id FROM data_hold t WHERE {mine} AND t.ended_on IS NULL",
        {"id": pl.Int64, "customer_id": pl.Int64},
    )
    wanted = page.plan.standings.select("customer_id", "hold")
    placed = wanted.filter("hold").join(standing, on="customer_id", how="anti").select("customer_id")
    insert(Hold, placed, run_id=page.run.pk, placed_on=page.as_of, **page.stamp)
    released = standing.join(wanted.filter(~pl.col("hold")), on="customer_id", how="semi").select("id")
    update(Hold, released, ended_on=page.as_of, ended_seq=page.seq)
