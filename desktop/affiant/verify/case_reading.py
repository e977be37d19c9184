"""The case under judgement: its rows, and one pass over its events kept for the checks that need it."""

from __future__ import annotations

from functools import cached_property

from affiant.core.case_snapshot import CaseSnapshot
from affiant.core.errors import AffiantError
from affiant.core.merkle import HASH_BYTES, node_hash, root
from affiant.core.progress import Progress
from affiant.core.trust import Trust
from affiant.verify.case_index import CaseIndex, index_case
from affiant.verify.check import UnusableError


class CaseReading:
    """One case, read for verification.

    Args:
        snapshot: raw rows.
        trust: what the reader got elsewhere.
        newest_anchor: newest signed state that this computer keeps outside of the case, or None.
        progress: told about events and bytes.
    """

    def __init__(self, snapshot: CaseSnapshot, trust: Trust, newest_anchor: bytes | None, progress: Progress) -> None:
        self.snapshot = snapshot
        self.trust = trust
        self.newest_anchor = newest_anchor
        self._progress = progress

    @cached_property
    def _index(self) -> CaseIndex | UnusableError:
        try:
            return index_case(self.snapshot, self._progress)
        except AffiantError as wrong:
            return UnusableError(wrong.subject, wrong.title + ".")

    @property
    def index(self) -> CaseIndex:
        """The events and openings, read once. Owner: ``chain``."""
        if isinstance(self._index, UnusableError):
            raise UnusableError(self._index.subject, self._index.title)
        return self._index

    @cached_property
    def _levels(self) -> list[bytes]:
        """Complete nodes of the tree by level, 32 bytes each, computed from the events."""
        levels = [bytes(self.index.leaves)]
        while len(levels[-1]) >= 2 * HASH_BYTES:
            below, above = levels[-1], bytearray()
            for place in range(0, len(below) - 2 * HASH_BYTES + 1, 2 * HASH_BYTES):
                middle = place + HASH_BYTES
                above += node_hash(below[place:middle], below[middle : middle + HASH_BYTES])
            levels.append(bytes(above))
        return levels

    def levels(self) -> list[bytes]:
        """See `_levels`; empty levels are left out."""
        return [level for level in self._levels if level]

    def node(self, level: int, index: int) -> bytes:
        """One complete node, computed from the events."""
        return self._levels[level][index * HASH_BYTES : (index + 1) * HASH_BYTES]

    def root(self, size: int) -> bytes:
        """Root of the first `size` events, which must be there."""
        return root(size, self.node)
