"""The tree of RFC 6962 (section 2.1) as pure functions.

Nodes are addressed as ``(level, index)``: level 0 are leaf hashes; the node at level ``k`` and index
``i`` is the root of leaves ``i * 2**k … (i + 1) * 2**k - 1`` and exists only when all of them do. A
store keeps these complete nodes, about two for each leaf, and then needs O(log n) of them to append, to
take the root, and to prove.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from affiant.core.errors import FormatError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

ReadNode = Callable[[int, int], bytes]
"""``(level, index) -> hash`` of a complete node."""


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry: SHA-256 of a zero byte and the entry (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children: SHA-256 of a one byte and both hashes (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed_nodes(size: int, leaf: bytes, read: ReadNode) -> list[tuple[int, int, bytes]]:
    """Nodes that become complete when `leaf` is appended to a tree of `size` leaves.

    Args:
        size: leaves before the append.
        leaf: leaf hash of the new entry, 32 bytes.
        read: gives complete nodes of the tree before the append.

    Returns:
        ``(level, index, hash)``, the leaf first; at most ``log2(size) + 2`` rows.
    """
    found = [(0, size, leaf)]
    level, index, current = 0, size, leaf
    while index & 1:
        current = node_hash(read(level, index - 1), current)
        level, index = level + 1, index >> 1
        found.append((level, index, current))
    return found


def _range_root(start: int, end: int, read: ReadNode) -> bytes:
    """Root of leaves ``start … end - 1``, where `start` is a multiple of the covering power of two."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return read(level, start >> level)
    split = 1 << ((count - 1).bit_length() - 1)
    return node_hash(_range_root(start, start + split, read), _range_root(start + split, end, read))


def root(size: int, read: ReadNode) -> bytes:
    """Root of the first `size` leaves, 32 bytes (RFC 6962, section 2.1)."""
    return _range_root(0, size, read) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, read: ReadNode) -> list[bytes]:
    """Audit path of leaf `index` in the tree of the first `size` leaves (RFC 6962, section 2.1.1).

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError("leaf outside the tree")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        split = start + (1 << ((end - start - 1).bit_length() - 1))
        if index < split:
            path.append(_range_root(split, end, read))
            end = split
        else:
            path.append(_range_root(start, split, read))
            start = split
    path.reverse()
    return path


def consistency_path(old: int, new: int, read: ReadNode) -> list[bytes]:
    """Proof that the first `new` leaves extend the first `old` ones (RFC 6962, section 2.1.2).

    Raises:
        ValueError: not ``0 <= old <= new``.
    """
    if not 0 <= old <= new:
        raise ValueError("the older tree is larger than the newer one")
    if old in (0, new):
        return []
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        split = start + (1 << ((end - start - 1).bit_length() - 1))
        if old <= split:
            path.append(_range_root(split, end, read))
            end = split
        else:
            path.append(_range_root(start, split, read))
            start, whole = split, False
    if not whole:
        path.append(_range_root(start, end, read))
    path.reverse()
    return path


def root_from_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes:
    """Recompute the root that an audit path leads to (RFC 9162, section 2.1.3.2).

    Raises:
        FormatError: the path has the wrong length for this index and size.
    """
    if not 0 <= index < size:
        raise FormatError("The proof names a leaf outside the tree")
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    if len(path) != inner + border:
        raise FormatError("The proof has the wrong number of hashes")
    current = leaf
    for level, sibling in enumerate(path[:inner]):
        current = node_hash(sibling, current) if (index >> level) & 1 else node_hash(current, sibling)
    for sibling in path[inner:]:
        current = node_hash(sibling, current)
    return current


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Check a consistency proof (RFC 9162, section 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    if not path:
        return False
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old_calc = new_calc = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            old_calc = node_hash(sibling, old_calc)
            new_calc = node_hash(sibling, new_calc)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            new_calc = node_hash(new_calc, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and old_calc == old_root and new_calc == new_root


class RunningRoot:
    """Root of a stream of leaves, holding O(log n) hashes; for readers that see every leaf once."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """Append one leaf hash."""
        level, current = 0, leaf
        while self._peaks and self._peaks[-1][0] == level:
            current = node_hash(self._peaks.pop()[1], current)
            level += 1
        self._peaks.append((level, current))
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaf hashes in order."""
        for leaf in leaves:
            self.add(leaf)

    def root(self) -> bytes:
        """Root of the leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        current = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            current = node_hash(peak, current)
        return current
