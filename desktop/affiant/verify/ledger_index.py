"""One pass over ``events.jsonl``: chain, tree and places, with 40 bytes kept for each event and no object."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import BinaryIO

from affiant.core import event_types
from affiant.core.clock import parse_utc
from affiant.core.errors import FormatError
from affiant.core.event import FIRST_PREV, MAX_BODY_BYTES, Event, parse
from affiant.core.merkle import HASH_BYTES, RunningRoot, leaf_hash
from affiant.core.progress import Progress

MAX_EVENTS = 50_000_000
MAX_PROBLEMS = 1000
_LEFT_OUT = re.compile(rb'\{"leaf":"([0-9a-f]{64})","seq":([1-9][0-9]{0,17})\}')
_REPORT_EVERY = 2000
_SLACK = timedelta(seconds=2)
"""How far a clock may step back while it is kept right by the network, without being called a jump."""


@dataclass(slots=True)
class LedgerIndex:
    """What one reading of the events gave."""

    reopen: Callable[[], BinaryIO]
    size: int = 0
    """Lines."""
    left_out: int = 0
    """Events of which only the leaf hash is there."""
    root: bytes = b""
    problems: list[tuple[int, str]] = field(default_factory=list)
    """Number of the event and one sentence; at most `MAX_PROBLEMS`."""
    committed: Counter[str] = field(default_factory=Counter)
    """How often each field stands as a commitment in a shown event."""
    captures: int = 0
    """Shown events ``capture.added``."""
    captured: set[str] = field(default_factory=set)
    """Ids of the captures that shown events record."""
    highest: int = 0
    """Highest number of a shown capture; numbers are given without gaps."""
    withdrawn: set[str] = field(default_factory=set)
    """Ids of captures that shown events withdraw."""
    described: dict[str, list[int]] = field(default_factory=dict)
    """Numbers of the shown ``capture.described`` events of each capture."""
    accounts: dict[str, list[int]] = field(default_factory=dict)
    """Numbers of the shown ``account.*`` events of each account."""
    went_back: list[tuple[int, str]] = field(default_factory=list)
    """Events whose time is before that of the shown event before it, with their time."""
    first: Event | None = None
    """Event 1, if it is shown."""
    last_at: str | None = None
    """Time of the last event, if it is shown."""
    latest_at: str = ""
    """Latest time of any shown event."""
    leaves: bytearray = field(default_factory=bytearray)
    offsets: array[int] = field(default_factory=lambda: array("Q"))

    def leaf(self, seq: int) -> bytes:
        """Leaf hash of an event, from 1."""
        return bytes(self.leaves[(seq - 1) * HASH_BYTES : seq * HASH_BYTES])

    def event(self, seq: int, stream: BinaryIO) -> Event | None:
        """One shown event, read from an open ``events.jsonl``; None when it is left out, malformed or not there."""
        if not 1 <= seq <= self.size:
            return None
        stream.seek(self.offsets[seq - 1])
        line = stream.readline(MAX_BODY_BYTES + 1)
        if _LEFT_OUT.fullmatch(line.rstrip(b"\n")):
            return None
        try:
            return parse(line.rstrip(b"\n"))
        except FormatError:
            return None

    def _note(self, seq: int, problem: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append((seq, problem))


def index_ledger(reopen: Callable[[], BinaryIO], total: int, progress: Progress) -> LedgerIndex:
    """Read the events once.

    Args:
        reopen: opens ``events.jsonl`` from its beginning.
        total: bytes of the file, for the progress.
        progress: told about bytes read.

    Raises:
        FormatError: a line is too long, the last one does not end, or there are too many.
        OSError: the file cannot be read.
    """
    index, tree, prev, at = LedgerIndex(reopen), RunningRoot(), FIRST_PREV, 0
    with reopen() as stream:
        for seq, line in enumerate(_lines(stream), 1):
            index.offsets.append(at)
            at += len(line)
            leaf = _take(index, seq, line[:-1], prev)
            index.leaves += leaf
            tree.add(leaf)
            prev = leaf.hex()
            if seq % _REPORT_EVERY == 0:
                progress.report(at, total, "Reading the ledger")
    index.size, index.root = tree.size, tree.root()
    return index


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    count = 0
    while line := stream.readline(MAX_BODY_BYTES + 2):
        count += 1
        if not line.endswith(b"\n") or count > MAX_EVENTS:
            raise FormatError("A line of the ledger is too long or does not end", subject=f"event {count}")
        yield line


def _take(index: LedgerIndex, seq: int, body: bytes, prev: str) -> bytes:
    """Judge one line's place in the chain, keep what later checks need, and return its leaf hash."""
    if found := _LEFT_OUT.fullmatch(body):
        index.left_out += 1
        index.last_at = None
        if int(found[2]) != seq:
            index._note(seq, "An event that is left out has the wrong number.")
        return bytes.fromhex(found[1].decode("ascii"))
    leaf = leaf_hash(body)
    try:
        event = parse(body)
    except FormatError as wrong:
        index.last_at = None
        index._note(seq, wrong.title + ".")
        return leaf
    if event.seq != seq:
        index._note(seq, "An event has the wrong number: one was taken away, added or moved.")
    if event.prev != prev:
        index._note(seq, "An event does not name the hash of the event before it.")
    if seq == 1:
        index.first = event
    elif index.first is not None and event.case != index.first.case:
        index._note(seq, "An event belongs to another case.")
    _keep(index, event)
    return leaf


def _keep(index: LedgerIndex, event: Event) -> None:
    if event.at >= index.latest_at:
        index.latest_at = event.at
    elif len(index.went_back) < MAX_PROBLEMS and parse_utc(index.latest_at) - parse_utc(event.at) > _SLACK:
        index.went_back.append((event.seq, event.at))
    index.last_at = event.at
    index.committed.update(event.committed.keys())
    if event.type == event_types.CAPTURE_ADDED:
        index.captures += 1
        index.captured.add(str(event.data.get("capture")))
        number = event.data.get("number")
        index.highest = max(index.highest, number if isinstance(number, int) else 0)
    elif event.type == event_types.CAPTURE_WITHDRAWN:
        index.withdrawn.add(str(event.data.get("capture")))
    elif event.type == event_types.CAPTURE_DESCRIBED:
        index.described.setdefault(str(event.data.get("capture")), []).append(event.seq)
    elif event.type in (event_types.ACCOUNT_ADDED, event_types.ACCOUNT_OBSERVED):
        index.accounts.setdefault(str(event.data.get("account")), []).append(event.seq)
