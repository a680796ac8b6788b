"""What an entry, a leaf and a batch hash to covers all they say."""

import json
from typing import Any

import pytest

from dunwell.domain.canonical import canonical
from dunwell.domain.journal import GENESIS, Content, Header, Leaf, Root, pack_leaves, personal_hash, unpack_leaves

CONTENT = Content(
    company=1,
    verb="payment",
    facts='{"amount_minor":1200}',
    actor='Olga "O"',
    role="finance",
    at="2026-03-01T08:00:00.000000Z",
    key=None,
    subject=7,
    row_count=2,
    rows_digest=b"\x01" * 32,
    personal_digest=None,
)
HEADER = Header(1, 2, 6, 10, 5, GENESIS, b"\x02" * 32, "2026-03-01T08:00:00.000000Z")


def test_the_content_is_canonical_json() -> None:
    text = CONTENT.text()

    assert canonical(json.loads(text)) == text
    assert json.loads(text)["facts"] == {"amount_minor": 1200}
    assert json.loads(text)["rows_digest"] == "01" * 32


@pytest.mark.parametrize("field", Content._fields)
def test_the_hash_covers_each_field(field: str) -> None:
    other: dict[str, Any] = {
        "company": 2,
        "subject": 8,
        "row_count": 3,
        "rows_digest": b"\x02" * 32,
        "personal_digest": b"",
    }

    assert CONTENT._replace(**{field: other.get(field, '"x"')}).hash() != CONTENT.hash()


def test_nothing_and_the_empty_text_differ() -> None:
    assert CONTENT._replace(key="").hash() != CONTENT.hash()


@pytest.mark.parametrize("field", ["company", "number", "first", "last", "count", "previous", "root", "sealed_at"])
def test_the_hash_of_a_batch_covers_each_field(field: str) -> None:
    values = {name: getattr(HEADER, name) for name in HEADER.__dataclass_fields__}
    value = values[field]
    values[field] = value + 1 if isinstance(value, int) else value * 2

    assert Header(**values).hash() != HEADER.hash()


def test_leaves_are_packed_one_behind_the_other() -> None:
    leaves = [Leaf(5, b"\x05" * 32), Leaf(2**40, b"\x06" * 32)]

    assert unpack_leaves(pack_leaves(leaves)) == leaves
    with pytest.raises(ValueError, match="leaves"):
        unpack_leaves(pack_leaves(leaves)[:-1])


def test_the_salt_makes_the_same_payload_another() -> None:
    assert personal_hash(b"a" * 32, "{}") != personal_hash(b"b" * 32, "{}")


@pytest.mark.parametrize("text", ["", "12", "12:", "0:" + "00" * 32, "x:" + "00" * 32, "1:zz", "1:" + "00" * 31])
def test_what_is_no_root_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Root.parse(text)


def test_a_root_reads_back() -> None:
    assert Root.parse(f" {Root(12, b'r' * 32)}\n") == Root(12, b"r" * 32)
