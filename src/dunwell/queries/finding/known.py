"""The names, numbers and addresses of a company's customers, in memory: read once, then kept up with the journal."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import NamedTuple

import polars as pl

from dunwell.data.books import Books
from dunwell.data.journal import changes_between, newest_id
from dunwell.data.models import Company
from dunwell.data.snapshot.reading import Reader
from dunwell.domain.roles import Verb
from dunwell.domain.slips import SHORTEST, ends_of, one_slip
from dunwell.queries.finding.folded import fold, folded

FEW = 2_000  # customers: of fewer all are read each time; of more, so many who changed are read anew
COMPANIES = 8  # whose customers are kept at a time
MOST_WORDS = 200
RENAMING = frozenset({Verb.CUSTOMER, Verb.IMPORT, Verb.ERASE, Verb.ARCHIVE})
"""Verbs by which many customers at once may come to be called or reached otherwise."""
DIGITS = 6  # of a telephone number, at least


class Found(NamedTuple):
    """A customer that fits: by what (ref, name, address), and the address that does."""

    customer: int
    why: str
    about: str


@dataclass(frozen=True)
class _Known:
    """Customers and how they are called and reached. seen: the newest journal entry by then."""

    seen: int
    names: pl.DataFrame
    addresses: pl.DataFrame

    @cached_property
    def words(self) -> pl.Series:
        """Give each word that is in a name once; numbers are none."""
        words = self.names["folded"].str.split(" ").explode().unique()
        return words.filter((words.str.len_chars() >= SHORTEST - 1) & ~words.str.contains(r"\d"))


_kept: OrderedDict[int, _Known] = OrderedDict()
_lock = Lock()


def find_known(company: Company, asked: str, most: int) -> list[Found]:
    """List customers whose number, name or address fits, the surest first, each once for each way in which it fits."""
    known = _known(company)
    found = [*_refs(known, asked, most), *_addresses(known, asked, most), *_names(known, asked, most)]
    return found or list(_slipped(known, asked, most))


def know(company: Company) -> None:
    """Read a company's customers into memory, or bring up to date what is there, so that no search waits for it."""
    _known(company)


def forget() -> None:
    """Let go of all that is kept in memory: of books that are not there any more."""
    with _lock:
        _kept.clear()


def _refs(known: _Known, asked: str, most: int) -> list[Found]:
    wanted = asked.lower()
    rows = known.names.filter(pl.col("small_ref").str.starts_with(wanted)).sort("small_ref").head(most)
    return [Found(number, "ref", ref) for number, ref in rows.select("customer_id", "ref").iter_rows()]


def _addresses(known: _Known, asked: str, most: int) -> list[Found]:
    digits = "".join(mark for mark in asked if mark.isdigit()).lstrip("0")
    if "@" in asked:
        fits = (pl.col("channel") == "email") & pl.col("plain").str.contains(asked.lower(), literal=True)
    elif len(digits) >= DIGITS and len(digits) > len(asked) // 2:
        fits = (pl.col("channel") == "sms") & pl.col("plain").str.contains(digits, literal=True)
    else:
        return []
    rows = known.addresses.filter(fits).head(most)
    return [Found(number, "address", text) for number, text in rows.select("customer_id", "text").iter_rows()]


def _names(known: _Known, asked: str, most: int) -> list[Found]:
    words = fold(asked).split()
    rows = known.names if words else known.names.clear()
    for word in words:
        rows = rows.filter(pl.col("folded").str.contains(word, literal=True))
    begins = pl.col("folded").str.starts_with(words[0]) if words else pl.lit(False)
    rows = rows.select("customer_id", "folded", begins.alias("begins")).sort(
        ["begins", "folded"], descending=[True, False]
    )
    return [Found(number, "name", "") for number in rows.head(most)["customer_id"]]


def _slipped(known: _Known, asked: str, most: int) -> Iterator[Found]:
    """Find names of which each word that was typed is a slip away from one."""
    rows = known.names
    for word in fold(asked).split():
        begin, end = ends_of(word)
        near = known.words.filter(
            (known.words.str.starts_with(begin) | known.words.str.ends_with(end))
            & ((known.words.str.len_chars().cast(pl.Int64) - len(word)).abs() <= 1)
        )
        meant = [each for each in near if one_slip(word, each)][:MOST_WORDS] if len(word) >= SHORTEST else []
        if not meant:
            rows = rows.filter(pl.col("folded").str.contains(word, literal=True))
            continue
        rows = rows.filter(pl.col("folded").str.contains_any(meant))
    yield from (Found(number, "name", "") for number in rows.sort("folded").head(most)["customer_id"])


def _known(company: Company) -> _Known:
    """Give what is known of a company's customers: kept, and brought up to date, where they are many."""
    if not Books(company).customers.order_by("id")[FEW : FEW + 1].exists():
        return _read(company, None, 0)
    with _lock:
        newest, kept = newest_id(company), _kept.get(company.pk)
        if kept is None or kept.seen != newest:
            _kept[company.pk] = kept = _brought_up(company, kept, newest)
        _kept.move_to_end(company.pk)
        while len(_kept) > COMPANIES:
            _kept.popitem(last=False)
        return kept


def _brought_up(company: Company, kept: _Known | None, newest: int) -> _Known:
    """Read anew those about whom anything was written, or all of them."""
    changed = _changed(company, kept.seen, newest) if kept and kept.seen < newest else None
    if kept is None or changed is None:
        return _read(company, None, newest)
    if not changed:
        return _Known(newest, kept.names, kept.addresses)
    fresh, others = _read(company, changed, newest), ~pl.col("customer_id").is_in(changed)
    return _Known(
        newest,
        pl.concat([kept.names.filter(others), fresh.names]),
        pl.concat([kept.addresses.filter(others), fresh.addresses]),
    )


def _changed(company: Company, seen: int, newest: int) -> list[int] | None:
    """Name the customers written to since an entry; none where that may be anybody."""
    subjects: set[int] = set()
    for verb, subject in changes_between(company, seen, newest, limit=FEW + 1):
        if subject is not None:
            subjects.add(subject)
        elif verb not in set(Verb) - RENAMING:
            return None
    return sorted(subjects) if len(subjects) < FEW else None


def _read(company: Company, customers: list[int] | None, newest: int) -> _Known:
    read = Reader(company.pk, customers).frame
    names = read(_NAMES, {"customer_id": pl.Int64, "ref": pl.String, "name": pl.String})
    addresses = read(_ADDRESSES, {"customer_id": pl.Int64, "channel": pl.String, "text": pl.String})
    digits = pl.col("text").str.replace_all(r"\D", "")
    return _Known(
        newest,
        names.select("customer_id", "ref", small_ref=pl.col("ref").str.to_lowercase(), folded=folded(pl.col("name"))),
        addresses.with_columns(plain=pl.when(channel="sms").then(digits).otherwise(pl.col("text").str.to_lowercase())),
    )


_NAMES = "SELECT t.id, t.ref, t.name FROM data_customer t WHERE {me}"
_ADDRESSES = """
SELECT t.customer_id, t.channel, t.text FROM data_address t
WHERE {mine} AND t.ended_on IS NULL AND t.channel IN ('email', 'sms')
"""
