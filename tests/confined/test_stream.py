"""A limited child that talks at any time: frames both ways, inherited descriptors, and an end that is seen."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from affiant.confined.limits import Limits
from affiant.confined.stream import PIECE_BYTES, StreamingChild

PROGRAM = """
import os, sys
from affiant.confined.stream import begin
parent, limits, held = begin()
parent.send({"held": list(held), "memory": limits.memory_bytes})
while (frame := parent.receive()) is not None:
    if frame["do"] == "many":
        for number in range(frame["count"]): parent.send({"number": number}, bytes(frame["size"]))
    elif frame["do"] == "inherit":
        parent.send({"read": os.read(int(sys.argv[1]), 99).decode()})
    elif frame["do"] == "print":
        print("this is no frame"); os.write(1, b"nor this"); parent.send({"said": "quiet"})
    elif frame["do"] == "garbage":
        parent._answers.write(b"\\xff" * 99)
"""
PATIENCE = 60


class Child:
    def __init__(self, descriptors: tuple[int, ...] = ()) -> None:
        self.frames: queue.Queue[tuple[dict[str, Any], bytes] | None] = queue.Queue()
        self.child = StreamingChild(
            (sys.executable, "-I", "-c", PROGRAM),
            Limits(memory_bytes=1 << 29),
            lambda message, piece: self.frames.put((message, piece)),
            lambda: self.frames.put(None),
            descriptors,
        )

    def next(self) -> tuple[dict[str, Any], bytes]:
        frame = self.frames.get(timeout=PATIENCE)
        assert frame is not None, "the child ended"
        return frame

    def ended(self) -> bool:
        while self.frames.get(timeout=PATIENCE) is not None:
            continue
        return True


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    yield made
    made.child.end()


def test_the_limits_are_in_force_before_anything_else(child: Child) -> None:
    message, _ = child.next()
    assert message["memory"] == 1 << 29
    assert {"memory", "no-files-written"} <= set(message["held"])


def test_many_pieces_come_in_their_order_without_being_asked_for(child: Child) -> None:
    child.next()
    child.child.send({"do": "many", "count": 20, "size": PIECE_BYTES})
    for number in range(20):
        message, piece = child.next()
        assert (message, len(piece)) == ({"number": number}, PIECE_BYTES)


def test_a_descriptor_is_inherited() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b"handed on")
    os.close(write_end)
    made = Child((read_end,))
    try:
        made.next()
        made.child.send({"do": "inherit"})
        assert made.next()[0] == {"read": "handed on"}
    finally:
        os.close(read_end)
        made.child.end()


def test_what_a_library_prints_is_no_frame(child: Child) -> None:
    child.next()
    child.child.send({"do": "print"})
    assert child.next()[0] == {"said": "quiet"}


@pytest.mark.parametrize("what", [{"do": "garbage"}, {"do": "many", "count": 1, "size": PIECE_BYTES + 1}])
def test_a_child_that_does_not_speak_our_form_is_ended(child: Child, what: dict[str, Any]) -> None:
    child.next()
    child.child.send(what)
    assert child.ended()


def test_an_end_is_seen_and_nothing_can_be_sent_any_more(child: Child) -> None:
    child.next()
    os.kill(child.child.process_id, 9)
    assert child.ended()
    child.child.end()
    assert not child.child.send({"do": "print"})
