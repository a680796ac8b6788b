"""The tree hash gives the published roots, and its proofs hold for the right leaf at the right place alone."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.domain.merkle import EMPTY_ROOT, Tree, is_included, leaf_hash, node_hash, root_of

# The leaves and roots that the reference implementation of Certificate Transparency publishes with its tests.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

leaves = st.lists(st.binary(max_size=8).map(leaf_hash), min_size=1, max_size=70)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_the_published_one(size):
    hashes = [leaf_hash(bytes.fromhex(data)) for data in LEAVES[:size]]

    assert Tree(hashes).root.hex() == ROOTS[size - 1]
    assert root_of(hashes).hex() == ROOTS[size - 1]


def test_a_tree_without_leaves_has_the_hash_of_nothing():
    assert Tree([]).root == root_of([]) == EMPTY_ROOT == sha256(b"").digest()


def test_a_node_cannot_pass_for_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")

    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_path_to_a_leaf_that_is_not_there(index):
    with pytest.raises(IndexError):
        Tree([leaf_hash(b"%d" % n) for n in range(3)]).path(index)


@given(leaves)
def test_the_levels_give_the_tree_of_the_recursive_definition(hashes):
    assert Tree(hashes).root == root_of(hashes) == by_definition(hashes)


@given(leaves, st.data())
def test_a_path_proves_its_leaf(hashes, data):
    index = data.draw(st.integers(0, len(hashes) - 1))
    tree = Tree(hashes)

    assert is_included(hashes[index], index, len(hashes), tree.path(index), tree.root)


@given(leaves, st.data())
def test_a_path_proves_nothing_else(hashes, data):
    index = data.draw(st.integers(0, len(hashes) - 1))
    tree = Tree(hashes)
    path, size, leaf = tree.path(index), len(hashes), hashes[index]

    assert not is_included(leaf_hash(b"another leaf"), index, size, path, tree.root)
    assert not is_included(leaf, index, size, path, leaf_hash(b"another root"))
    assert not is_included(leaf, index, size, [*path, leaf], tree.root)
    assert not is_included(leaf, index, size, path[:-1], tree.root) or not path
    assert not is_included(leaf, size, size, path, tree.root)
    assert not is_included(leaf, -1, size, path, tree.root)
    for other in {index ^ 1, index + 1, index - 1} & set(range(size)):
        assert hashes[other] == leaf or not is_included(leaf, other, size, path, tree.root)


def by_definition(hashes: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.1, word for word: split at the largest power of two below the size."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(by_definition(hashes[:split]), by_definition(hashes[split:]))
