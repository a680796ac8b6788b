"""Whoever changes, removes, swaps or adds anything in a journal, past its guards, is found and named.

The triggers are taken down first, as an attacker would; what he then does stands in `tampering`. Each deed is undone
before the next.
"""

# ruff: noqa: S311, S608 - chance has to be the same each time, and an attacker writes his SQL by hand

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from dunwell.data import journal
from dunwell.data.journal import guards
from dunwell.data.journal.reading import read_by_id, read_headers
from dunwell.data.models import Company
from dunwell.domain.journal import ERASED, Header, Leaf, Root, leaf_hashes, pack_leaves, unpack_leaves
from dunwell.domain.journal_findings import FindingCode as Code
from dunwell.domain.merkle import root_of
from property.tampering import BATCH, DEEDS, ENTRY, Journal, Question, add, drop, put, run

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
SEALED, LOOSE, SIZE = 23, 3, 5
# 22 deeds, 25 times each: 550 by chance.
TIMES = 25

pytestmark = [pytest.mark.django_db, pytest.mark.breaks_books]


@pytest.fixture
def company(db: None) -> Company:
    """Give a journal of five batches and a tail, with personal payloads, some of them erased, beside another one."""
    forge, mill = (Company.objects.create(slug=name, name=name) for name in ("forge", "mill"))
    for number in range(SEALED):
        write(mill, number)
        write(forge, number)
    journal.erase(mill, 3, reason="asked", actor="Olga", role="owner", at=AT)
    for owner in (mill, forge):
        journal.seal(owner, AT, "worker", batch_size=SIZE)
    for number in range(LOOSE):
        write(mill, 100 + number)
    guards.remove()
    return mill


def write(company: Company, number: int) -> None:
    bulk = number % 5 == 0
    fresh = journal.Fresh(
        "payment.posted",
        {"number": number, "amount_minor": number * 100},
        actor="Olga",
        role="finance",
        at=AT.replace(minute=number % 60),
        personal={"payer": f"Anna {number}"} if number % 2 else None,
        subject=number % 10,
        key=f"key-{number}" if number % 3 else None,
        row_count=number if bulk else None,
        rows_digest=bytes([number]) * 32 if bulk else None,
    )
    journal.record_many(company, [fresh])


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_each_deed_is_found_and_named(company: Company, deed: Callable[[Journal], Question]) -> None:
    for seed in range(TIMES):
        with undone():
            named = deed(Journal(company, random.Random(seed)))
            report = journal.verify(company)
            assert named(report), f"seed {seed}: {[str(finding) for finding in report.findings]}"
    assert journal.verify(company).ok


@pytest.mark.parametrize("seed", range(40))
def test_several_deeds_at_once_are_found(company: Company, seed: int) -> None:
    chance = random.Random(seed)
    with undone():
        for deed in chance.sample(DEEDS, 3):
            # A deed may run into what the one before left behind.
            with suppress(IntegrityError), transaction.atomic():
                deed(Journal(company, chance))
        assert not journal.verify(company).ok


def test_the_neighbours_journal_is_left_out_of_it(company: Company) -> None:
    forge = Company.objects.get(slug="forge")
    for row in Journal(company, random.Random(1)).sealed:
        put(ENTRY, row, facts="{}")

    assert journal.verify(forge).ok
    assert journal.verify(company).counts[Code.ENTRY_CHANGED] == SEALED + 1


def test_erased_persons_leave_it_green(company: Company) -> None:
    report = journal.verify(company)

    assert report.ok
    assert report.erased == 2
    assert len(journal.show(company, verb=ERASED)) == 1


def test_an_erasure_that_was_bent_to_hide_a_loss_is_found(company: Company) -> None:
    books = Journal(company, random.Random(1))
    erasure = next(row for row in books.sealed if row["verb"] == ERASED)
    victim = books.papers[0]
    put(ENTRY, erasure, facts=erasure["facts"].replace("[", f"[{victim['entry_id']},"))
    run("DELETE FROM data_journalpersonal WHERE id = %s", victim["id"])

    assert [finding.entry_id for finding in journal.verify(company).findings] == [erasure["id"]]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_batch_made_anew_after_a_change_breaks_the_chain_or_the_known_root(company: Company, number: int) -> None:
    root = journal.newest_root(company)
    books = Journal(company, random.Random(1))
    make_anew(books, number)

    codes = set(journal.verify(company).counts)
    assert codes == ({Code.BATCH_CHANGED} if number < len(books.batches) else set())
    assert Code.REBUILT in journal.verify(company, Root(number, bytes(books.batches[number - 1]["hash"]))).counts
    assert not journal.verify(company, root).ok


def test_a_tail_cut_off_cleanly_shows_with_the_known_root_alone(company: Company) -> None:
    root = journal.newest_root(company)
    books = Journal(company, random.Random(1))
    drop(BATCH, books.batches[-1])
    for row in books.entries:
        if row["position"] is None or row["position"] >= books.batches[-1]["first"]:
            run("DELETE FROM data_journalpersonal WHERE entry_id = %s", row["id"])
            drop(ENTRY, row)

    assert set(journal.verify(company).counts) <= {Code.PERSONAL_MISSING}  # its erasure was in the tail
    assert Code.TAIL_CUT in journal.verify(company, root).counts


def make_anew(books: Journal, number: int) -> None:
    """Change an entry and make its hash, its leaf, the root and the hash of its batch fit again, as far as one row."""
    batch = books.batches[number - 1]
    row = next(row for row in books.sealed if row["position"] == batch["first"])
    put(ENTRY, row, actor="Eve")
    new = read_by_id(books.company.pk, [row["id"]])[0].true_hash()
    assert new is not None
    leaves = [Leaf(row["id"], new), *unpack_leaves(bytes(batch["leaves"]))[1:]]
    old = read_headers(books.company.pk)[number - 1].header
    facts = {
        name: getattr(old, name) for name in ("company", "number", "first", "last", "count", "previous", "sealed_at")
    }
    header = Header(**facts, root=root_of(leaf_hashes(leaves)))
    put(ENTRY, row, hash=new)
    put(BATCH, batch, leaves=pack_leaves(leaves), root=header.root, hash=header.hash())


def test_two_entries_at_one_position_are_told_apart(company: Company) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot drop a constraint")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE data_journalentry DROP CONSTRAINT journal_position")
    copied = Journal(company, random.Random(1)).sealed[7]
    copy = add(ENTRY, copied)

    report = journal.verify(company)
    assert [(finding.code, finding.entry_id) for finding in report.findings if finding.entry_id == copy] == [
        (Code.ENTRY_ADDED, copy)
    ]


@pytest.mark.parametrize("column", ["verb", "facts", "actor", "recorded_at", "key", "subject", "row_count", "hash"])
@pytest.mark.parametrize("garbage", ["CAST(x'ff' AS TEXT)", "x'ff00'", "'garbage'"])
def test_what_cannot_be_read_is_named_and_the_rest_is_still_checked(
    company: Company, column: str, garbage: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps to the types of its columns")
    books = Journal(company, random.Random(1))
    spoiled, changed = books.sealed[3], books.sealed[12]
    run(f'UPDATE data_journalentry SET "{column}" = {garbage} WHERE id = %s', spoiled["id"])
    put(ENTRY, changed, actor="Eve")

    report = journal.verify(company)
    named = {finding.entry_id for finding in report.findings if finding.code == Code.ENTRY_CHANGED}
    assert named == {spoiled["id"], changed["id"]}
