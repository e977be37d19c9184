"""The program that looks at the screen, as the command line sees it: whatever becomes of it, there is an answer."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from affiant.capture.screen.geometry import Box
from affiant.capture.screen.screen_program import ScreenProgram
from affiant.capture.screen.shot import ShotFacts, ShotWish
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Silent

FACTS = ShotFacts("x11", "screen", Box(0, 0, 4, 3), 100, 1, "2026-11-21T10:00:00.000Z")
HEAD = """
import io, os, sys
from affiant.confined.frames import read_frame, write_frame
out = io.FileIO(1, "wb", closefd=False)
asked, _ = read_frame(io.FileIO(0, "rb", closefd=False), 0)
"""
ERROR = {"code": "screen-none", "title": "No screen", "subject": "", "safe": "s", "remedy": "r", "status": 3}


def program(tmp_path: Path, body: str) -> tuple[str, ...]:
    path = tmp_path / "program.py"
    path.write_text(HEAD + body)
    return sys.executable, str(path)


def test_a_picture_comes_in_pieces(tmp_path: Path) -> None:
    body = f"""
assert asked["do"] == "shoot" and asked["delay_ms"] == 5 and asked["wish"]["mode"] == "screen"
write_frame(out, {{"facts": {FACTS.to_json()!r}}})
for piece in (b"abc", b"d" * 3000000):
    write_frame(out, {{"piece": len(piece)}}, piece)
write_frame(out, {{"end": True}})
"""
    with ScreenProgram(Silent(), program(tmp_path, body)) as asked:
        facts, picture = asked.shoot(ShotWish("screen"), 5)
        assert facts == FACTS
        assert picture.read() == b"abc" + b"d" * 3_000_000


def test_its_error_is_ours(tmp_path: Path) -> None:
    command = program(tmp_path, f"write_frame(out, {{'error': {ERROR!r}}})")
    with ScreenProgram(Silent(), command) as asked, pytest.raises(AffiantError) as error:
        asked.shoot(ShotWish("screen"), 0)
    assert (error.value.code, error.value.status) == ("screen-none", ExitStatus.INCOMPLETE)


@pytest.mark.parametrize(
    "body", ["sys.exit('words of a library')", "out.write(b'\\xff' * 100)", "os.kill(os.getpid(), 9)"]
)
def test_a_program_that_ends_or_speaks_garbage_is_an_error_with_its_last_words(tmp_path: Path, body: str) -> None:
    with ScreenProgram(Silent(), program(tmp_path, body)) as asked, pytest.raises(AffiantError) as error:
        asked.check()
    assert error.value.code == "screen-program-ended"
    assert ("words of a library" in error.value.subject) is body.startswith("sys")


def test_a_picture_that_breaks_off_is_an_error_and_not_a_short_picture(tmp_path: Path) -> None:
    body = f"write_frame(out, {{'facts': {FACTS.to_json()!r}}})\nwrite_frame(out, {{'piece': 3}}, b'abc')"
    with ScreenProgram(Silent(), program(tmp_path, body)) as asked:
        _, picture = asked.shoot(ShotWish("screen"), 0)
        with pytest.raises(AffiantError) as error:
            picture.read()
    assert error.value.code == "screen-program-ended"


def test_a_program_that_cannot_be_started_is_an_error() -> None:
    with pytest.raises(AffiantError) as error, ScreenProgram(Silent(), ("/no/such/program",)):
        raise AssertionError("started")
    assert error.value.code == "screen-program-ended"


class _Stop:
    def __init__(self) -> None:
        self.reports = 0

    def report(self, done: int, total: int | None, what: str) -> None:
        self.reports += 1
        if self.reports > 2:
            raise Cancelled


def test_waiting_can_be_stopped_within_a_second_and_leaves_no_process(tmp_path: Path) -> None:
    begun = time.monotonic()
    with ScreenProgram(_Stop(), program(tmp_path, "import signal\nsignal.pause()")) as asked:
        child = asked._child
        with pytest.raises(Cancelled):
            asked.check()
    assert time.monotonic() - begun < 10
    assert child.returncode is not None
