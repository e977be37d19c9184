"""The tree of RFC 6962 against its definition, known vectors, and forged proofs."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiant.core import merkle
from affiant.core.errors import FormatError

ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""Entries of the Certificate Transparency reference tests, and the roots over the first 1 to 8 of them."""
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
MOST = 130


class Nodes:
    """The complete nodes of a tree, kept as a store keeps them."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.kept: dict[tuple[int, int], bytes] = {}
        self.reads = 0
        for size, leaf in enumerate(leaves):
            for level, index, value in merkle.completed_nodes(size, leaf, self.read):
                assert (level, index) not in self.kept, "a node was completed twice"
                self.kept[level, index] = value

    def read(self, level: int, index: int) -> bytes:
        self.reads += 1
        return self.kept[level, index]


def defined_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + defined_root(leaves[:split]) + defined_root(leaves[split:])).digest()


def defined_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return [*defined_path(index, leaves[:split]), defined_root(leaves[split:])]
    return [*defined_path(index - split, leaves[split:]), defined_root(leaves[:split])]


def defined_proof(old: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if old == len(leaves):
        return [] if whole else [defined_root(leaves)]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if old <= split:
        return [*defined_proof(old, leaves[:split], whole), defined_root(leaves[split:])]
    return [*defined_proof(old - split, leaves[split:], False), defined_root(leaves[:split])]


LEAVES = [merkle.leaf_hash(str(number).encode()) for number in range(MOST)]
NODES = Nodes(LEAVES)
DEFINED_ROOTS = [defined_root(LEAVES[:size]) for size in range(MOST + 1)]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    leaves = [merkle.leaf_hash(entry) for entry in ENTRIES]
    assert merkle.root(size, Nodes(leaves).read).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert merkle.root(0, NODES.read) == merkle.EMPTY_ROOT == sha256(b"").digest()
    assert merkle.RunningRoot().root() == merkle.EMPTY_ROOT


def test_leaf_and_node_hashes_cannot_be_taken_for_each_other() -> None:
    left, right = LEAVES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)
    assert merkle.leaf_hash(b"") == sha256(b"\0").digest()


def test_every_root_fits_the_definition_also_of_older_sizes() -> None:
    running = merkle.RunningRoot()
    for size in range(MOST + 1):
        assert merkle.root(size, NODES.read) == DEFINED_ROOTS[size]
        assert running.root() == DEFINED_ROOTS[size]
        assert running.size == size
        running.extend(LEAVES[size : size + 1])


def test_every_inclusion_path_fits_the_definition_and_leads_to_the_root() -> None:
    for size in range(1, 40):
        for index in range(size):
            path = merkle.inclusion_path(index, size, NODES.read)
            assert path == defined_path(index, LEAVES[:size])
            assert merkle.root_from_inclusion(index, size, LEAVES[index], path) == DEFINED_ROOTS[size]


def test_every_consistency_path_fits_the_definition_and_is_accepted() -> None:
    for new in range(1, 40):
        for old in range(1, new + 1):
            path = merkle.consistency_path(old, new, NODES.read)
            assert path == defined_proof(old, LEAVES[:new])
            assert merkle.consistent(old, new, DEFINED_ROOTS[old], DEFINED_ROOTS[new], path)


@settings(deadline=None)
@given(st.data())
def test_a_changed_inclusion_proof_never_leads_to_the_root(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_path(index, size, NODES.read)
    place = data.draw(st.integers(0, len(path) - 1))
    bit = data.draw(st.integers(0, 255))
    flipped = (int.from_bytes(path[place], "big") ^ (1 << bit)).to_bytes(32, "big")
    forged = [*path[:place], flipped, *path[place + 1 :]]
    assert merkle.root_from_inclusion(index, size, LEAVES[index], forged) != DEFINED_ROOTS[size]
    other = data.draw(st.integers(0, size - 1).filter(lambda one: one != index))
    assert merkle.root_from_inclusion(index, size, LEAVES[other], path) != DEFINED_ROOTS[size]


@pytest.mark.parametrize(("index", "size"), [(5, 5), (6, 5), (-1, 5), (0, 0)])
def test_there_is_no_proof_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="leaf outside the tree"):
        merkle.inclusion_path(index, size, NODES.read)
    with pytest.raises(FormatError):
        merkle.root_from_inclusion(index, size, LEAVES[0], [])


@pytest.mark.parametrize("change", [-1, 1])
def test_a_path_of_the_wrong_length_is_refused(change: int) -> None:
    path = merkle.inclusion_path(3, 11, NODES.read)
    wrong = path[:change] if change < 0 else [*path, LEAVES[0]]
    with pytest.raises(FormatError):
        merkle.root_from_inclusion(3, 11, LEAVES[3], wrong)


@settings(deadline=None)
@given(st.data())
def test_a_rewritten_history_is_not_consistent(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, 60))
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    forged = [*LEAVES[:changed], merkle.leaf_hash(b"forged"), *LEAVES[changed + 1 : new]]
    forged_nodes = Nodes(forged)
    forged_root = merkle.root(new, forged_nodes.read)
    for path in (
        merkle.consistency_path(old, new, forged_nodes.read),
        merkle.consistency_path(old, new, NODES.read),
    ):
        assert not merkle.consistent(old, new, DEFINED_ROOTS[old], forged_root, path)


@settings(deadline=None)
@given(st.data())
def test_a_consistency_proof_with_a_hash_changed_dropped_or_added_is_refused(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, MOST))
    old = data.draw(st.integers(1, new - 1))
    roots = DEFINED_ROOTS[old], DEFINED_ROOTS[new]
    path = merkle.consistency_path(old, new, NODES.read)
    place = data.draw(st.integers(0, len(path) - 1))
    stranger = merkle.leaf_hash(b"stranger")
    assert not merkle.consistent(old, new, *roots, [*path[:place], stranger, *path[place + 1 :]])
    assert not merkle.consistent(old, new, *roots, path[:place] + path[place + 1 :])
    assert not merkle.consistent(old, new, *roots, [*path, stranger])
    assert not merkle.consistent(old, new, roots[1], roots[0], path)


def test_degenerate_consistency_proofs() -> None:
    three, five = DEFINED_ROOTS[3], DEFINED_ROOTS[5]
    assert merkle.consistency_path(0, 5, NODES.read) == []
    assert merkle.consistency_path(5, 5, NODES.read) == []
    assert merkle.consistent(0, 5, merkle.EMPTY_ROOT, five, [])
    assert not merkle.consistent(0, 5, three, five, [])
    assert not merkle.consistent(0, 5, merkle.EMPTY_ROOT, five, [three])
    assert merkle.consistent(5, 5, five, five, [])
    assert not merkle.consistent(5, 5, five, three, [])
    assert not merkle.consistent(5, 5, five, five, [three])
    assert not merkle.consistent(5, 3, five, three, [])
    assert not merkle.consistent(-1, 3, five, three, [])
    assert not merkle.consistent(3, 5, three, five, [])
    with pytest.raises(ValueError, match="older tree is larger"):
        merkle.consistency_path(5, 3, NODES.read)


class Sparse:
    """A tree of a million equal leaves: a node is known by its level, so none is stored."""

    def __init__(self) -> None:
        self.reads = 0
        self._levels = [merkle.leaf_hash(b"same")]
        for _ in range(20):
            self._levels.append(merkle.node_hash(self._levels[-1], self._levels[-1]))

    def read(self, level: int, _index: int) -> bytes:
        self.reads += 1
        return self._levels[level]


def test_appending_and_proving_read_a_logarithm_of_the_nodes() -> None:
    size = 999_999
    tree = Sparse()
    merkle.completed_nodes(size, merkle.leaf_hash(b"same"), tree.read)
    assert tree.reads <= 20
    tree = Sparse()
    root = merkle.root(size, tree.read)
    assert tree.reads <= 20
    tree = Sparse()
    path = merkle.inclusion_path(123_456, size, tree.read)
    assert tree.reads <= 20 * 20
    assert merkle.root_from_inclusion(123_456, size, merkle.leaf_hash(b"same"), path) == root
