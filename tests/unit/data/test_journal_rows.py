"""The digest of a bulk write depends on the rows alone, and on each of them."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.data.journal import digest_rows

rows = st.lists(
    st.fixed_dictionaries(
        {
            "customer_id": st.integers(-(2**31), 2**31 - 1),
            "step": st.none() | st.text(st.characters(codec="utf-8"), max_size=5),
            "due_date": st.none() | st.dates(),
            "told": st.none() | st.booleans(),
        }
    ),
    max_size=8,
)
SCHEMA = {"customer_id": pl.Int64, "step": pl.String, "due_date": pl.Date, "told": pl.Boolean}


def frame(values: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(values, schema=SCHEMA)


@given(rows, st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_and_width_of_integers_do_not_matter(values, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = chance.sample(values, len(values))
    other = frame(shuffled).select(reversed(SCHEMA)).with_columns(pl.col("customer_id").cast(pl.Int32))

    assert digest_rows(other) == digest_rows(frame(values))


@given(rows, rows)
def test_other_rows_give_another_digest(one, two) -> None:  # type: ignore[no-untyped-def]
    def key(row: dict[str, object]) -> str:
        return repr(sorted(row.items()))

    assert (digest_rows(frame(one)) == digest_rows(frame(two))) == (sorted(map(key, one)) == sorted(map(key, two)))


def test_names_of_columns_and_an_empty_text_count() -> None:
    digests = {digest_rows(pl.DataFrame(data)) for data in ({"a": [""]}, {"b": [""]}, {"a": [None]}, {"a": ["null"]})}

    assert len(digests) == 4


def test_words_count_however_they_are_kept() -> None:
    plain = pl.DataFrame({"channel": ["letter", "email"]})

    assert digest_rows(plain.cast(pl.Categorical)) == digest_rows(plain)
    assert digest_rows(plain.cast(pl.Enum(["sms", "letter", "email"]))) == digest_rows(plain)


def test_dates_moments_and_bytes_have_a_form() -> None:
    whole = pl.DataFrame({"on": [date(2026, 1, 1)], "at": [datetime(2026, 1, 1, tzinfo=UTC)], "raw": [b"\x00"]})

    assert len(digest_rows(whole)) == 32


@pytest.mark.parametrize("values", [[1.5], [[1]], [{"a": 1}]])
def test_what_is_written_differently_by_different_programs_is_refused(values: list[object]) -> None:
    with pytest.raises(TypeError, match="column a"):
        digest_rows(pl.DataFrame({"a": values}))
