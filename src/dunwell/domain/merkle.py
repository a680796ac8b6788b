"""The Merkle tree hash of RFC 6962 and RFC 9162: one root over many leaves, and short proofs that a leaf is in it.

Leaves and nodes are hashed with SHA-256 under different prefixes, so that no node can be passed off as a leaf.
This module knows bytes and nothing of what they mean, nor where they are kept.
"""

from collections.abc import Sequence
from hashlib import sha256

DIGEST_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(data: bytes) -> bytes:
    """Hash what stands in a leaf. RFC 9162, section 2.1.1."""
    return sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into the node above them. RFC 9162, section 2.1.1."""
    return sha256(_NODE + left + right).digest()


class Tree:
    """All levels of one tree, from the leaf hashes up to the root; made once, asked for many proofs."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Build the levels over leaf hashes (not over what stands in the leaves), in their order."""
        self._levels: list[list[bytes]] = [list(leaves)]
        while len(self._levels[-1]) > 1:
            self._levels.append(_level_above(self._levels[-1]))

    def __len__(self) -> int:
        """Count the leaves."""
        return len(self._levels[0])

    @property
    def root(self) -> bytes:
        """Give the tree hash; that of no leaves is the hash of nothing."""
        return self._levels[-1][0] if len(self) else EMPTY_ROOT

    def path(self, index: int) -> list[bytes]:
        """List the nodes that lead from a leaf (the first is 0) to the root. RFC 9162, section 2.1.3.1.

        Raises IndexError when there is no such leaf.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"leaf {index} of {len(self)}")
        path = []
        for level in self._levels[:-1]:
            neighbour = index ^ 1
            if neighbour < len(level):
                path.append(level[neighbour])
            index //= 2
        return path


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Compute the root over leaf hashes, keeping no level but one."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Check that a leaf hash stands at an index of the tree of `size` leaves with this root.

    RFC 9162, section 2.1.3.2. A path that is too long or too short proves nothing.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            # An odd leaf at the right edge rises without a neighbour until it finds one on its left.
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    """Pair neighbours; the last one of an odd level rises as it is, which gives the same tree as the RFC's split."""
    paired = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
    if len(level) % 2:
        paired.append(level[-1])
    return paired
