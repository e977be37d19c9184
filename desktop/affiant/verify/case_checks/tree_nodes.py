"""The stored tree is the one that the events lead to (RFC 6962, section 2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.merkle import HASH_BYTES
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed


def _run(case: CaseReading, _progress: Progress) -> Iterator[Said]:
    levels = case.levels()
    expected = [len(level) // HASH_BYTES for level in levels]
    seen = [0] * len(levels)
    wrong_ones = 0
    for level, index, stored in case.snapshot.nodes():
        inside = 0 <= level < len(levels) and 0 <= index < expected[level]
        if inside:
            seen[level] += 1
        if not inside or stored != case.node(level, index):
            wrong_ones += 1
            yield failed(f"node {level}/{index}", "This node of the tree does not follow from the events.")
    for level, (count, full) in enumerate(zip(seen, expected, strict=True)):
        if count != full:
            wrong_ones += 1
            yield failed(f"level {level}", "Nodes of the tree are missing.")
    if not wrong_ones:
        yield passed(f"All {sum(seen)} nodes of the tree follow from the events.")


CHECK = Check("tree-nodes", LineName.CONTENTS, _run)
