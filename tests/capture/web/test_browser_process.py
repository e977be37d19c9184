"""Starting and ending a browser program, tried on small programs of our own in its place."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.fakes.browser_driver import PATIENCE, ended, processes_of

from affiant.capture.web.browser_log import KEPT_BYTES
from affiant.capture.web.browser_process import BrowserProcess, start_browser
from affiant.core.errors import AffiantError

ECHO = "import os\nwhile part := os.read(3, 99): os.write(4, part)"
WITH_CHILDREN = """
import os, sys
if os.fork() == 0:
    if os.fork() == 0:
        os.write(4, b'grandchild')
    while True: os.read(0, 1) or __import__('signal').pause()
__import__('signal').pause()
"""


def reads(descriptor: int) -> bytes:
    ready, _, _ = select.select([descriptor], [], [], PATIENCE)
    assert ready, "nothing came"
    return os.read(descriptor, 9999)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., BrowserProcess]]:
    started: list[BrowserProcess] = []

    def start(program: str, **environment: str) -> BrowserProcess:
        made = start_browser(
            lambda folder: [sys.executable, "-I", "-c", program, str(folder)],
            lambda _: environment,
            temporary_folder=tmp_path,
        )
        started.append(made)
        return made

    yield start
    for one in started:
        one.end()


def test_what_is_written_reaches_the_program_and_comes_back(run: Callable[..., BrowserProcess]) -> None:
    browser = run(ECHO)
    os.write(browser.write_end, b"text\0")
    assert reads(browser.read_end) == b"text\0"
    assert browser.ended() is None


def test_environment_is_only_what_was_given(run: Callable[..., BrowserProcess]) -> None:
    browser = run("import os; os.write(4, repr(sorted(os.environ)).encode())", HOME="/x", LC_ALL="C.UTF-8")
    assert reads(browser.read_end) == b"['HOME', 'LC_ALL']"


def test_program_sees_the_end_when_nobody_holds_the_pipe_any_more(run: Callable[..., BrowserProcess]) -> None:
    browser = run(ECHO)
    browser.release_ends()
    browser.release_ends()
    assert ended(browser) == 0
    assert ended(browser) == 0  # asking does not fetch it


def test_signal_that_ended_the_program_is_said(run: Callable[..., BrowserProcess]) -> None:
    browser = run(ECHO)
    os.kill(browser.process_id, signal.SIGKILL)
    assert ended(browser) == -signal.SIGKILL


def test_ending_kills_grandchildren_within_a_second(run: Callable[..., BrowserProcess]) -> None:
    browser = run(WITH_CHILDREN)
    assert reads(browser.read_end) == b"grandchild"
    assert len(processes_of(browser.process_id)) == 3
    begun = time.monotonic()
    browser.end()
    assert time.monotonic() - begun < 10  # END_SECONDS of our own, and a busy machine
    end = time.monotonic() + PATIENCE
    while processes_of(browser.process_id):
        assert time.monotonic() < end, "something was left running"


def test_grandchildren_are_killed_when_the_leader_is_gone_already(run: Callable[..., BrowserProcess]) -> None:
    browser = run(WITH_CHILDREN)
    reads(browser.read_end)
    os.kill(browser.process_id, signal.SIGKILL)
    ended(browser)
    browser.end()
    end = time.monotonic() + PATIENCE
    while processes_of(browser.process_id):
        assert time.monotonic() < end, "something was left running"


def test_private_folder_goes_with_the_program(run: Callable[..., BrowserProcess], tmp_path: Path) -> None:
    browser = run("import os, sys; open(sys.argv[1] + '/cookies', 'w').close(); os.write(4, b'x'); os.read(3, 1)")
    reads(browser.read_end)
    assert "cookies" in [one.name for one in tmp_path.glob("*/*")]
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o700}
    browser.end()
    browser.end()
    assert list(tmp_path.iterdir()) == []


def test_no_descriptor_is_left_open_and_none_of_ours_is_inherited(run: Callable[..., BrowserProcess]) -> None:
    before = set(os.listdir("/proc/self/fd"))
    held = os.open(os.devnull, os.O_RDONLY)
    os.set_inheritable(held, True)
    browser = run("import os; os.write(4, str(len(os.listdir('/proc/self/fd'))).encode())")
    assert reads(browser.read_end) == b"6"  # three streams, two pipes, and the one that lists
    os.close(held)
    browser.end()
    assert set(os.listdir("/proc/self/fd")) == before


def test_a_talkative_program_is_not_stopped_and_its_newest_words_are_kept(run: Callable[..., BrowserProcess]) -> None:
    browser = run("import os, sys; sys.stderr.write('a' * 5_000_000 + 'end'); sys.stderr.flush(); os.write(4, b'x')")
    assert reads(browser.read_end) == b"x"
    ended(browser)
    browser.end()
    assert len(browser.log()) == KEPT_BYTES
    assert browser.log().endswith(b"aend")


def test_what_cannot_be_started_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(AffiantError) as refused:
        start_browser(lambda _: ["/x"], lambda _: {}, temporary_folder=tmp_path)
    assert refused.value.code == "browser-not-started"
    assert list(tmp_path.iterdir()) == []
    assert set(os.listdir("/proc/self/fd")) == before


def test_folder_that_cannot_be_made_is_an_expected_error(tmp_path: Path) -> None:
    with pytest.raises(AffiantError) as refused:
        start_browser(lambda _: ["/x"], lambda _: {}, temporary_folder=tmp_path / "missing")
    assert refused.value.code == "browser-not-started"
