"""What an entry, a personal payload and a batch of the journal hash to. Knows no table and no clock.

An entry's hash covers all it says, and of the personal payload a salted digest only: the payload can go, the hash
stays true. A leaf binds the hash to the entry's id; a batch binds its leaves to their positions and to the batch
before it.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from dunwell.domain.canonical import canonical, canonical_text
from dunwell.domain.merkle import DIGEST_SIZE, leaf_hash

GENESIS = bytes(DIGEST_SIZE)
SALT_SIZE = 32
# An erasure is the one entry that verification has to read: it says which payloads may be gone.
ERASED = "person.erased"
_LEAF = struct.Struct(f">q{DIGEST_SIZE}s")


class Content(NamedTuple):
    """All that an entry says. `facts` is canonical JSON, `at` a canonical moment; digests are raw bytes."""

    company: int
    verb: str
    facts: str
    actor: str
    role: str
    at: str
    key: str | None
    subject: int | None
    row_count: int | None
    rows_digest: bytes | None
    personal_digest: bytes | None

    def text(self) -> str:
        """Write the content as the canonical JSON that is hashed; the facts go in as they were written down."""
        write = canonical_text
        return (
            f'{{"actor":{write(self.actor)},"at":{write(self.at)},"company":{write(self.company)},'
            f'"facts":{self.facts},"key":{write(self.key)},"personal_digest":{_hex(self.personal_digest)},'
            f'"role":{write(self.role)},"row_count":{write(self.row_count)},"rows_digest":{_hex(self.rows_digest)},'
            f'"subject":{write(self.subject)},"verb":{write(self.verb)},"version":1}}'
        )

    def hash(self) -> bytes:
        """Hash the content."""
        return content_hash(self.text())


def content_hash(text: str) -> bytes:
    """Hash the canonical JSON of an entry."""
    return sha256(text.encode()).digest()


def personal_hash(salt: bytes, payload: str) -> bytes:
    """Hash a personal payload with its salt; without the salt nobody can guess the payload from the digest."""
    return sha256(salt + payload.encode()).digest()


class Leaf(NamedTuple):
    """What a batch remembers of an entry."""

    entry_id: int
    hash: bytes

    def data(self) -> bytes:
        """Give the bytes that stand in the leaf: the id in eight bytes, then the hash."""
        return _LEAF.pack(self.entry_id, self.hash)


def pack_leaves(leaves: Iterable[Leaf]) -> bytes:
    """Put leaves one behind the other, as a batch keeps them."""
    return b"".join(leaf.data() for leaf in leaves)


def unpack_leaves(packed: bytes) -> list[Leaf]:
    """Read what `pack_leaves` wrote. Raises ValueError when the length fits no whole number of leaves."""
    if len(packed) % _LEAF.size:
        raise ValueError("this is not a list of leaves")
    return [Leaf(entry_id, digest) for entry_id, digest in _LEAF.iter_unpack(packed)]


def leaf_hashes(leaves: Iterable[Leaf]) -> list[bytes]:
    """Hash each leaf for the tree."""
    return [leaf_hash(leaf.data()) for leaf in leaves]


@dataclass(frozen=True, slots=True)
class Header:
    """What the hash of a batch covers. Positions begin with 1; `previous` is the hash of the batch before."""

    company: int
    number: int
    first: int
    last: int
    count: int
    previous: bytes
    root: bytes
    sealed_at: str

    def text(self) -> str:
        """Write the header as the canonical JSON that is hashed."""
        return canonical(self.as_facts() | {"version": 1})

    def hash(self) -> bytes:
        """Hash the header: with the newest one in hand, nothing sealed can be changed unseen."""
        return sha256(self.text().encode()).digest()

    def numbered(self, number: int) -> "Header":
        """Give the same header under another number."""
        return replace(self, number=number)

    def as_facts(self) -> dict[str, object]:
        """Give the header as plain values."""
        return {
            "company": self.company,
            "number": self.number,
            "first": self.first,
            "last": self.last,
            "count": self.count,
            "previous": self.previous.hex(),
            "root": self.root.hex(),
            "sealed_at": self.sealed_at,
        }


@dataclass(frozen=True, slots=True)
class Root:
    """The newest batch of a journal in one line to keep elsewhere: `12:9f86d0…`."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        """Write the number and the hash."""
        return f"{self.number}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Root":
        """Read what `str` wrote. Raises ValueError for anything else."""
        number, _, digest = text.strip().partition(":")
        found = cls(int(number), bytes.fromhex(digest))
        if found.number < 1 or len(found.hash) != DIGEST_SIZE:
            raise ValueError("this is not the root of a journal")
        return found


def _hex(digest: bytes | None) -> str:
    return "null" if digest is None else f'"{digest.hex()}"'
