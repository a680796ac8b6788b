"""The journal records, seals, verifies, erases and proves, and the database itself keeps it append-only."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from django.db import IntegrityError, connection, transaction

from dunwell.data import journal
from dunwell.data.journal import guards
from dunwell.data.journal.seal import LEASE
from dunwell.data.models import Company, JournalBatch, JournalEntry, JournalPersonal, JournalSealer
from dunwell.domain.errors import UserError
from dunwell.domain.journal import Root
from dunwell.domain.journal_findings import FindingCode
from dunwell.domain.journal_proof import check_proof

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
ANNA, BORIS = 7, 8

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db: None) -> Company:
    return Company.objects.create(slug="mill", name="Mill")


def write(company: Company, *, subject: int | None = ANNA, personal: Any = None, **facts: Any) -> int:
    return journal.record(
        company,
        "promise.recorded",
        facts=facts,
        personal=personal,
        subject=subject,
        actor="Olga",
        role="collections",
        at=AT,
    )


def seal(company: Company, **kwargs: Any) -> journal.Sealing:
    return journal.seal(company, AT, "worker-1", **kwargs)


def codes(company: Company, root: Root | None = None) -> set[str]:
    return set(journal.verify(company, root).counts)


def statement(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


class TestRecording:
    def test_ids_rise_and_facts_are_kept_as_written(self, company: Company) -> None:
        first, second = write(company, amount_minor=1200, currency="EUR"), write(company, amount_minor=5)

        assert first < second
        assert JournalEntry.objects.get(pk=first).facts == '{"amount_minor":1200,"currency":"EUR"}'

    def test_a_float_is_refused(self, company: Company) -> None:
        with pytest.raises(TypeError):
            write(company, amount=12.5)

    def test_a_moment_without_a_zone_is_refused(self, company: Company) -> None:
        with pytest.raises(ValueError, match="zone"):
            journal.record(company, "x", facts={}, actor="Olga", role="owner", at=datetime(2026, 3, 1))  # noqa: DTZ001

    def test_personal_data_is_kept_apart_under_a_salt_of_its_own(self, company: Company) -> None:
        one, two = (write(company, personal={"name": "Anna"}) for _ in range(2))

        papers = JournalPersonal.objects.order_by("entry_id")
        assert [(paper.entry_id, paper.payload) for paper in papers] == [
            (one, '{"name":"Anna"}'),
            (two, '{"name":"Anna"}'),
        ]
        digests: list[Any] = list(JournalEntry.objects.values_list("personal_digest", flat=True))
        assert bytes(digests[0]) != bytes(digests[1])
        assert "Anna" not in str(list(JournalEntry.objects.values()))

    def test_a_bulk_write_is_one_entry_with_count_and_digest(self, company: Company) -> None:
        frame = pl.DataFrame({"customer_id": [1, 2], "amount_minor": [100, None]})
        digest = journal.digest_rows(frame)
        entry = journal.record_bulk(
            company, "run.written", rows=2, digest=digest, facts={"run": 1}, actor="worker", role="system", at=AT
        )

        row: Any = JournalEntry.objects.values("row_count", "rows_digest").get(pk=entry)
        assert (row["row_count"], bytes(row["rows_digest"])) == (2, digest)
        assert codes(company) == set()


class TestSealing:
    def test_batches_run_without_gaps_and_each_names_the_one_before(self, company: Company) -> None:
        for number in range(7):
            write(company, number=number)
        sealing = seal(company, batch_size=3)
        batches = list(JournalBatch.objects.order_by("number"))

        assert (sealing.batches, sealing.entries, sealing.held_by) == (3, 7, None)
        assert [(batch.first, batch.last, batch.count) for batch in batches] == [(1, 3, 3), (4, 6, 3), (7, 7, 1)]
        assert [batch.previous for batch in batches[1:]] == [batch.hash for batch in batches[:-1]]
        assert list(JournalEntry.objects.order_by("id").values_list("position", flat=True)) == list(range(1, 8))
        assert sealing.root == journal.newest_root(company)
        assert journal.unsealed(company) == 0

    def test_where_nothing_waits_nothing_is_sealed(self, company: Company) -> None:
        write(company)
        root = seal(company).root

        assert seal(company) == journal.Sealing(0, 0, root)

    def test_each_company_has_positions_of_its_own(self, company: Company) -> None:
        other = Company.objects.create(slug="forge", name="Forge")
        write(company), write(other), write(company)
        seal(company), seal(other)

        assert list(JournalEntry.objects.filter(company=other).values_list("position", flat=True)) == [1]
        assert codes(company) == codes(other) == set()

    def test_while_another_holds_the_lease_nothing_is_done(self, company: Company) -> None:
        write(company)
        seal(company)
        leases: Any = JournalSealer.objects
        leases.update(held_until=AT + LEASE)
        write(company)

        assert journal.seal(company, AT + timedelta(minutes=1), "worker-2").held_by == "worker-1"
        assert journal.seal(company, AT + LEASE, "worker-2").entries == 1

    def test_a_holder_whose_lease_was_taken_over_is_shut_out(self, company: Company) -> None:
        from dunwell.data.journal.seal import _seal_batch, _take_lease

        write(company)
        old = _take_lease(company.pk, AT, "worker-1")
        new = _take_lease(company.pk, AT + LEASE, "worker-2")
        assert old is not None
        assert new is not None

        assert _seal_batch(company.pk, AT, "worker-1", old, 10) == 0
        assert _seal_batch(company.pk, AT + LEASE, "worker-2", new, 10) == 1


class TestVerification:
    def test_an_untouched_journal_is_green_and_says_how_much_it_saw(self, company: Company) -> None:
        for number in range(5):
            write(company, number=number, personal={"note": f"п{number}"})
        seal(company, batch_size=2)
        write(company)
        report = journal.verify(company)

        assert report.ok
        assert (report.entries, report.unsealed, report.erased, report.batches) == (6, 1, 0, 3)
        assert report.guards_missing == ()
        assert not report.origin_proved

    def test_an_empty_journal_is_green(self, company: Company) -> None:
        assert journal.verify(company).ok

    def test_a_known_root_proves_the_origin_also_when_the_journal_has_grown(self, company: Company) -> None:
        write(company)
        root = seal(company).root
        write(company)
        seal(company)

        assert journal.verify(company, root).origin_proved
        assert Root.parse(str(root)) == root

    def test_a_root_that_is_too_new_shows_a_tail_cut_off(self, company: Company) -> None:
        write(company)
        root = seal(company).root
        assert root is not None

        assert codes(company, Root(2, root.hash)) == {FindingCode.TAIL_CUT}

    def test_a_root_of_another_chain_shows_a_journal_rebuilt(self, company: Company) -> None:
        write(company)
        seal(company)

        assert codes(company, Root(1, bytes(32))) == {FindingCode.REBUILT}


class TestErasing:
    def erase(self, company: Company, subject: int) -> int:
        return journal.erase(company, subject, reason="asked", actor="Olga", role="owner", at=AT)

    def test_verification_stays_green_and_others_keep_their_data(self, company: Company) -> None:
        write(company, personal={"name": "Anna"})
        write(company, personal={"name": "Boris"}, subject=BORIS)
        seal(company)
        write(company, personal={"phone": "1"})
        assert self.erase(company, ANNA) == 2
        report = journal.verify(company)
        seal(company)

        assert report.ok
        assert report.erased == 2
        assert journal.verify(company).ok
        assert [entry.erased for entry in journal.show(company)] == [True, False, True, False]
        assert [paper.payload for paper in JournalPersonal.objects.all()] == ['{"name":"Boris"}']

    def test_to_erase_nothing_writes_nothing(self, company: Company) -> None:
        write(company)

        assert self.erase(company, ANNA) == 0
        assert JournalEntry.objects.count() == 1

    def test_erased_data_that_comes_back_is_found(self, company: Company) -> None:
        entry = write(company, personal={"name": "Anna"})
        paper = JournalPersonal.objects.get(entry_id=entry)
        self.erase(company, ANNA)
        JournalPersonal.objects.bulk_create([paper])

        assert codes(company) == {FindingCode.PERSONAL_RETURNED}


class TestProof:
    def test_a_customers_entries_are_proved_without_showing_others(self, company: Company) -> None:
        wanted = [write(company, n=n, personal={"name": "Anna"}, subject=ANNA if n % 3 else BORIS) for n in range(11)]
        seal(company, batch_size=4)
        root = journal.newest_root(company)
        mine = [entry for n, entry in enumerate(wanted) if n % 3]
        proof = json.loads(json.dumps(journal.prove(company, mine)))

        verdict = check_proof(proof, root)
        assert verdict.origin_proved
        assert verdict.root == root
        assert [entry["id"] for entry in proof["entries"]] == mine
        assert f'"subject":{BORIS}' not in json.dumps(proof)

    def test_without_a_known_root_the_origin_is_not_proved(self, company: Company) -> None:
        entry = write(company)
        seal(company)
        verdict = check_proof(journal.prove(company, [entry]))

        assert verdict.ok
        assert not verdict.origin_proved

    def test_erased_data_is_left_out_and_the_entry_is_proved(self, company: Company) -> None:
        entry = write(company, personal={"name": "Anna"})
        journal.erase(company, ANNA, reason="asked", actor="Olga", role="owner", at=AT)
        seal(company)
        proof: Any = journal.prove(company, [entry])

        assert "personal" not in proof["entries"][0]
        assert check_proof(proof, journal.newest_root(company)).origin_proved

    def test_an_entry_that_waits_cannot_be_proved(self, company: Company) -> None:
        entry = write(company)

        with pytest.raises(UserError) as refused:
            journal.prove(company, [entry])
        assert refused.value.code == "journal_entry_unsealed"

    def test_an_entry_of_another_company_is_unknown(self, company: Company) -> None:
        entry = write(Company.objects.create(slug="forge", name="Forge"))

        with pytest.raises(UserError) as refused:
            journal.prove(company, [entry])
        assert refused.value.code == "journal_entry_unknown"


class TestGuards:
    @pytest.fixture
    def sealed(self, company: Company) -> Company:
        write(company, personal={"name": "Anna"})
        seal(company)
        write(company)
        return company

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE data_journalentry SET facts = '{}'",
            "UPDATE data_journalentry SET position = NULL",
            "UPDATE data_journalentry SET position = 9 WHERE position IS NOT NULL",
            "UPDATE data_journalentry SET position = 9, actor = 'Eve' WHERE position IS NULL",
            "DELETE FROM data_journalentry WHERE position IS NULL",
            "UPDATE data_journalbatch SET root = hash",
            "DELETE FROM data_journalbatch",
            "UPDATE data_journalpersonal SET payload = '{}'",
            "DELETE FROM data_journalpersonal",
            "INSERT INTO data_journalentry (company_id, verb, facts, actor, role, recorded_at, hash, position) "
            "SELECT company_id, verb, facts, actor, role, recorded_at, hash, 99 FROM data_journalentry",
        ],
    )
    def test_the_database_refuses(self, sealed: Company, sql: str) -> None:
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            statement(sql)
        assert codes(sealed) == set()

    @pytest.mark.parametrize("model", [JournalEntry, JournalBatch, JournalPersonal])
    @pytest.mark.parametrize(
        "change",
        [
            lambda model: model.objects.all().delete(),
            lambda model: model.objects.update(company_id=1),
            lambda model: model.objects.first().delete(),
        ],
    )
    def test_the_models_refuse(self, sealed: Company, model: Any, change: Callable[[Any], Any]) -> None:
        with pytest.raises(TypeError, match="append-only"):
            change(model)

    def test_triggers_that_were_dropped_are_missed(self, sealed: Company) -> None:
        guards.remove()
        assert "journal_entry_update" in journal.verify(sealed).guards_missing
        guards.install()
        assert guards.missing() == ()


@pytest.mark.django_db(transaction=True)
def test_a_verification_outside_of_a_transaction_reads_one_moment() -> None:
    company = Company.objects.create(slug="mill", name="Mill")
    write(company)
    seal(company)
    write(company)

    assert journal.verify(company).ok
    assert not connection.in_atomic_block
    write(company)
    assert seal(company).entries == 2


@pytest.mark.django_db(transaction=True)
def test_the_triggers_stand_again_after_the_tables_were_emptied() -> None:
    assert guards.missing() == ()
