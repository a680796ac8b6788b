"""A journal and an attacker with the database in his hands: what he can do to it, deed by deed.

Each deed damages the journal with plain SQL and answers with a question to the report: is the damage named as it should
be? A deed takes the journal and a source of chance, and leaves it to the caller to undo what was done.
"""

# ruff: noqa: S608 - an attacker writes his SQL by hand

import random
from collections.abc import Callable
from typing import Any

from django.db import connection

from dunwell.data.models import Company
from dunwell.domain.journal import Content
from dunwell.domain.journal_findings import FindingCode as Code
from dunwell.domain.journal_findings import Report

ENTRY, PERSONAL, BATCH = "data_journalentry", "data_journalpersonal", "data_journalbatch"
CONTENT = (
    *("verb", "facts", "actor", "role", "recorded_at", "key", "subject"),
    *("row_count", "rows_digest", "personal_digest"),
)
HEADER = ("first", "last", "count", "previous", "root", "sealed_at", "hash")
Row = dict[str, Any]
Question = Callable[[Report], bool]


class Journal:
    """One company's journal as its attacker sees it."""

    def __init__(self, company: Company, chance: random.Random) -> None:
        self.company = company
        self.chance = chance
        self.entries = self.rows(ENTRY)
        self.sealed = [row for row in self.entries if row["position"] is not None]
        self.batches = sorted(self.rows(BATCH), key=lambda row: int(row["number"]))
        self.papers = self.rows(PERSONAL)
        self.end = len(self.sealed)

    def rows(self, table: str) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE company_id = %s ORDER BY id", [self.company.pk])
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def two(self, rows: list[Row]) -> tuple[Row, Row]:
        one, other = self.chance.sample(rows, 2)
        return one, other


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def put(table: str, row: Row, **columns: Any) -> None:
    setting = ", ".join(f'"{name}" = %s' for name in columns)
    run(f"UPDATE {table} SET {setting} WHERE id = %s", *columns.values(), row["id"])


def drop(table: str, row: Row) -> None:
    run(f"DELETE FROM {table} WHERE id = %s", row["id"])


def add(table: str, row: Row, **columns: Any) -> int:
    """Insert a copy of a row with other values, and give its id."""
    copy = {name: value for name, value in row.items() if name != "id"} | columns
    names = ", ".join(f'"{name}"' for name in copy)
    places = ", ".join(["%s"] * len(copy))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING id", list(copy.values()))
        return int(cursor.fetchone()[0])


def exchange(table: str, one: Row, other: Row, *columns: str) -> None:
    put(table, one, **{name: other[name] for name in columns})
    put(table, other, **{name: one[name] for name in columns})


def another(value: Any, chance: random.Random) -> Any:
    """Give a value of the same type that is not the same."""
    if value is None:
        return chance.choice([1, 7, 99])
    if isinstance(value, int):
        return value + chance.choice([-3, -1, 1, 2, 1000])
    if isinstance(value, str):
        at = chance.randrange(len(value))
        return chance.choice([value[:at] + "§" + value[at + 1 :], value + " ", value[:at] + "0" + value[at:]])
    whole = bytearray(value)
    whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    return chance.choice([bytes(whole), bytes(whole[:-1]), bytes(value) + b"\0"])


def some_moment(chance: random.Random) -> str:
    zone = "+00" if connection.vendor == "postgresql" else ""
    return f"2025-0{chance.randint(1, 9)}-1{chance.randint(0, 9)} 07:00:00.{chance.randint(1, 999999):06}{zone}"


def names(*codes: Code, entries: Any = (), batches: Any = ()) -> Question:
    """Ask whether each of these entries and batches is named, by a finding of one of these codes."""

    def question(report: Report) -> bool:
        told = [finding for finding in report.findings if finding.code in codes]
        return (
            bool(told)
            and set(entries) <= {finding.entry_id for finding in told}
            and set(batches) <= {finding.batch for finding in told}
        )

    return question


def change_an_entry(journal: Journal) -> Question:
    row, column = journal.chance.choice(journal.entries), journal.chance.choice([*CONTENT, "hash"])
    value = row[column]
    if column == "recorded_at":
        new: Any = some_moment(journal.chance)
    elif column in ("rows_digest", "personal_digest") and value is None:
        new = journal.chance.randbytes(32)
    elif column == "key" and value is None:
        new = "key"
    elif column in ("key", "subject", "row_count", "rows_digest", "personal_digest") and journal.chance.random() < 0.2:
        new = None
        if value is None:
            new = another(value, journal.chance)
    else:
        new = another(value, journal.chance)
    put(ENTRY, row, **{column: new})
    return names(Code.ENTRY_CHANGED, entries=[row["id"]])


def unseal_an_entry(journal: Journal) -> Question:
    row = journal.chance.choice(journal.sealed)
    put(ENTRY, row, position=journal.chance.choice([None, 0, -5, journal.end + 1, journal.end + 9]))
    return names(Code.ENTRY_MOVED, entries=[row["id"]])


def give_an_entry_away(journal: Journal) -> Question:
    row = journal.chance.choice(journal.sealed)
    other = Company.objects.exclude(pk=journal.company.pk).get()
    put(ENTRY, row, company_id=other.pk, position=None)
    return names(Code.ENTRY_MISSING, entries=[row["id"]])


def remove_an_entry(journal: Journal) -> Question:
    row = journal.chance.choice(journal.sealed)
    drop(ENTRY, row)
    return names(Code.ENTRY_MISSING, entries=[row["id"]])


def remove_an_entry_and_close_the_gap(journal: Journal) -> Question:
    row = journal.chance.choice(journal.sealed)
    drop(ENTRY, row)
    for later in journal.sealed:
        if later["position"] > row["position"]:
            put(ENTRY, later, position=later["position"] - 1)
    return names(Code.ENTRY_MISSING, entries=[row["id"]])


def swap_positions(journal: Journal) -> Question:
    one, other = journal.two(journal.sealed)
    put(ENTRY, one, position=None)
    put(ENTRY, other, position=one["position"])
    put(ENTRY, one, position=other["position"])
    return names(Code.ENTRY_MOVED, entries=[one["id"], other["id"]])


def swap_what_entries_say(journal: Journal) -> Question:
    one, other = journal.two(journal.sealed)
    exchange(ENTRY, one, other, *CONTENT, *journal.chance.choice([[], ["hash"]]))
    return names(Code.ENTRY_MOVED, entries=[one["id"], other["id"]])


def swap_ids(journal: Journal) -> Question:
    one, other = journal.two(journal.sealed)
    for row, new in [(one, -1), (other, one["id"]), ({"id": -1}, other["id"])]:
        put(ENTRY, row, id=new)
    return names(Code.ENTRY_MOVED, entries=[one["id"], other["id"]])


def forge_an_entry(journal: Journal) -> Question:
    """Add an entry whose own hash is right, where the triggers would not let it be."""
    row = journal.chance.choice(journal.sealed)
    at = "2026-03-01T08:00:00.000000Z"
    content = Content(journal.company.pk, "fee.waived", "{}", "Eve", "owner", at, None, None, None, None, None)
    said = content._asdict() | {"company_id": content.company, "recorded_at": _stored(at), "hash": content.hash()}
    del said["company"], said["at"]
    position = journal.chance.choice([0, -1, journal.end + 5, row["position"], row["position"]])
    if position == row["position"]:
        journal.chance.choice([lambda: drop(ENTRY, row), lambda: put(ENTRY, row, position=journal.end + 2)])()
    forged = add(ENTRY, said, position=position)
    return names(Code.ENTRY_ADDED, entries=[forged])


def append_a_sealed_copy(journal: Journal) -> Question:
    add(ENTRY, journal.chance.choice(journal.sealed), position=journal.end + 1)
    return names(Code.POSITION_UNSEALED)


def change_a_payload(journal: Journal) -> Question:
    row, column = journal.chance.choice(journal.papers), journal.chance.choice(["salt", "payload"])
    put(PERSONAL, row, **{column: another(row[column], journal.chance)})
    return names(Code.PERSONAL_CHANGED, entries=[row["entry_id"]])


def remove_a_payload(journal: Journal) -> Question:
    row = journal.chance.choice(journal.papers)
    drop(PERSONAL, row)
    return names(Code.PERSONAL_MISSING, entries=[row["entry_id"]])


def swap_payloads(journal: Journal) -> Question:
    one, other = journal.two(journal.papers)
    exchange(PERSONAL, one, other, "salt", "payload")
    return names(Code.PERSONAL_MISPLACED, entries=[one["entry_id"], other["entry_id"]])


def hang_a_payload_elsewhere(journal: Journal) -> Question:
    row = journal.chance.choice(journal.papers)
    free = [entry for entry in journal.entries if entry["personal_digest"] is None]
    target = journal.chance.choice(free)["id"]
    put(PERSONAL, row, entry_id=target)
    return names(Code.PERSONAL_ADDED, entries=[target])


def add_a_payload(journal: Journal) -> Question:
    taken = {row["entry_id"] for row in journal.papers}
    entry = journal.chance.choice([row for row in journal.entries if row["id"] not in taken])
    target = journal.chance.choice([entry["id"], 10**9])
    add(PERSONAL, journal.papers[0], entry_id=target)
    return names(Code.PERSONAL_ADDED, Code.PERSONAL_RETURNED, entries=[target])


def change_a_batch(journal: Journal) -> Question:
    row, column = journal.chance.choice(journal.batches), journal.chance.choice(HEADER)
    value = some_moment(journal.chance) if column == "sealed_at" else another(row[column], journal.chance)
    put(BATCH, row, **{column: value})
    return names(Code.BATCH_CHANGED, batches=[row["number"]])


def change_the_leaves(journal: Journal) -> Question:
    row = journal.chance.choice(journal.batches)
    put(BATCH, row, leaves=another(row["leaves"], journal.chance))
    return names(Code.LEAVES_CHANGED, batches=[row["number"]])


def remove_a_batch(journal: Journal) -> Question:
    row = journal.chance.choice(journal.batches)
    drop(BATCH, row)
    if row is journal.batches[-1]:
        return names(Code.POSITION_UNSEALED)
    return names(Code.BATCH_MISSING, batches=[row["number"]])


def renumber_a_batch(journal: Journal) -> Question:
    row = journal.chance.choice(journal.batches[:-1])
    put(BATCH, row, number=journal.chance.choice([0, -2, len(journal.batches) + 1, len(journal.batches) + 7]))
    return names(Code.BATCH_MISSING, batches=[row["number"]])


def swap_batches(journal: Journal) -> Question:
    one, other = journal.two(journal.batches)
    exchange(BATCH, one, other, *HEADER, "leaves")
    return names(Code.BATCH_MOVED, batches=[one["number"], other["number"]])


def swap_the_leaves_of_batches(journal: Journal) -> Question:
    one, other = journal.two(journal.batches)
    exchange(BATCH, one, other, "leaves")
    return names(Code.LEAVES_CHANGED, batches=[one["number"], other["number"]])


def add_a_batch(journal: Journal) -> Question:
    row = journal.chance.choice(journal.batches)
    number = journal.chance.choice([0, -1, len(journal.batches) + 1])
    add(BATCH, row, number=number)
    return names(Code.BATCH_ADDED, Code.BATCH_CHANGED, batches=[number])


def _stored(at: str) -> str:
    text = at.replace("T", " ").removesuffix(".000000Z")
    return f"{text}+00" if connection.vendor == "postgresql" else text


DEEDS: list[Callable[[Journal], Question]] = [
    *(change_an_entry, unseal_an_entry, give_an_entry_away, remove_an_entry, remove_an_entry_and_close_the_gap),
    *(swap_positions, swap_what_entries_say, swap_ids, forge_an_entry, append_a_sealed_copy),
    *(change_a_payload, remove_a_payload, swap_payloads, hang_a_payload_elsewhere, add_a_payload),
    *(change_a_batch, change_the_leaves, remove_a_batch, renumber_a_batch, swap_batches, swap_the_leaves_of_batches),
    add_a_batch,
]
