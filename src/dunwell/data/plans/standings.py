"""Where customers stand after a run: episodes, their history, account holds. Knows no rule of climbing."""

import polars as pl

from dunwell.data.models import Episode, Hold, Placement, StageChange
from dunwell.data.plans.page import Page
from dunwell.data.plans.writing import append, insert, new_ids, update

_STANDING = {
    "stage": pl.Int64,
    "floor": pl.Int64,
    "stage_since": pl.Date,
    "oldest_item_id": pl.Int64,
    "oldest_due": pl.Date,
}
_EPISODE = {"id": pl.Int64, "customer_id": pl.Int64, **_STANDING}


def write_standings(page: Page) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Begin and move episodes, place and release holds.

    Gives the running episode of each customer (customer_id, episode_id), and the customers whose standing changes.
    """
    before, standings = _running(page), page.plan.standings
    if standings.is_empty():
        return _keys(before), []
    begun = standings.filter("begins")
    moved = _moved(before, standings.filter(~pl.col("begins") & ~pl.col("ends")))
    update(Episode, moved.select("id", *_STANDING))
    episodes = before if begun.is_empty() else _begin(page, before, begun)
    _remember(page, pl.concat([moved, episodes.join(begun, on="customer_id", how="semi").select(moved.columns)]))
    return _keys(episodes), [begun, moved, standings.filter("ends"), *_write_holds(page)]


def end_episodes(page: Page, episodes: pl.DataFrame) -> None:
    """End the episodes in which nothing past due is left; last, so that what this run did still belongs to them."""
    over = episodes.join(page.plan.standings.filter("ends"), on="customer_id", how="semi")
    update(Episode, over.select(id="episode_id"), ended_on=page.as_of, ended_seq=page.seq)


def running_keys(page: Page) -> pl.DataFrame:
    """Give the running episode of each customer (customer_id, episode_id), before anything is written."""
    return _keys(_running(page))


def _begin(page: Page, before: pl.DataFrame, begun: pl.DataFrame) -> pl.DataFrame:
    """Begin episodes, on the stage that a person chose or the first, and give all that run."""
    rows = begun.select(new_ids(Episode, begun.height), "customer_id", *_STANDING)
    append(Episode, rows, policy_version_id=page.version_id, began_on=page.as_of, **page.stamp)
    standing = page.read(
        "SELECT t.id, t.customer_id FROM data_placement t WHERE {mine} AND t.ended_on IS NULL",
        {"id": pl.Int64, "customer_id": pl.Int64},
    )
    used = standing.join(begun, on="customer_id", how="semi").select("id")
    update(Placement, used, ended_on=page.on, ended_seq=page.seq)
    return pl.concat([before, rows.cast(before.schema)])


def _keys(episodes: pl.DataFrame) -> pl.DataFrame:
    return episodes.select("customer_id", episode_id="id")


def _running(page: Page) -> pl.DataFrame:
    if page.seen:
        known = page.seen.facts.customers.filter(pl.col("episode_id").is_not_null())
        ours = known.join(page.customers, on="customer_id", how="semi", maintain_order="left")
        return ours.select(id="episode_id", **{name: name for name in list(_EPISODE)[1:]})
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
    append(StageChange, changed.rename({"id": "episode_id"}), changed_on=page.as_of, **page.stamp)


def _write_holds(page: Page) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Place and release account holds, and name the customers."""
    standing = page.read(
        "SELECT t.customer_id, t.id FROM data_hold t WHERE {mine} AND t.ended_on IS NULL",
        {"customer_id": pl.Int64, "id": pl.Int64},
    )
    wanted = page.plan.standings.select("customer_id", "hold")
    placed = wanted.filter("hold").join(standing, on="customer_id", how="anti").select("customer_id")
    released = standing.join(wanted.filter(~pl.col("hold")), on="customer_id", how="semi")
    insert(Hold, placed, run_id=page.run.pk, placed_on=page.as_of, **page.stamp)
    update(Hold, released.select("id"), ended_on=page.as_of, ended_seq=page.seq)
    return placed, released
