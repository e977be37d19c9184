"""The launcher gives a program exactly four more things than nothing: its standard streams, and descriptors 3 and 4."""

import os
import subprocess
import sys

import pytest

LISTS = (
    "import os; print(sorted(int(one) for one in os.listdir('/proc/self/fd'))[:-1], os.read(3, 9), os.write(4, b'b'))"
)
"""The last descriptor is the one that lists."""


def launched(reads: int, writes: int, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-m", "affiant.capture.web.launch", str(reads), str(writes), "--", *command],
        pass_fds=(reads, writes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def pipes() -> list[tuple[int, int]]:
    """Two pipes: to the program, holding a letter, and from it."""
    to, back = os.pipe(), os.pipe()
    os.write(to[1], b"a")
    return [to, back]


@pytest.fixture(autouse=True)
def _closed_afterwards(pipes: list[tuple[int, int]]) -> object:
    yield
    for end in (end for pipe in pipes for end in pipe):
        os.close(end)


def test_program_reads_3_and_writes_4_and_has_nothing_else(pipes: list[tuple[int, int]]) -> None:
    said = launched(pipes[0][0], pipes[1][1], sys.executable, "-I", "-c", LISTS)
    assert said.stdout.split("] ") == ["[0, 1, 2, 3, 4", "b'a' 1\n"], said.stderr
    assert os.read(pipes[1][0], 9) == b"b"


@pytest.mark.parametrize(("reads", "writes"), [(4, 3), (3, 4), (3, 40), (40, 3), (4, 40), (40, 4), (5, 6)])
def test_numbers_that_are_in_the_way_of_each_other(pipes: list[tuple[int, int]], reads: int, writes: int) -> None:
    """A child gets the pipes under the numbers and becomes the launcher, as descriptors 3 and 4 are taken in ours."""
    child = (
        "import os, sys\n"
        "reads, writes, r, w = map(int, sys.argv[1:5])\n"
        "far = [os.dup2(one, number) for one, number in ((reads, 50), (writes, 51))]\n"
        "os.closerange(3, 50)\n"
        "os.dup2(50, r); os.dup2(51, w); os.closerange(50, 52)\n"
        "os.execv(sys.executable, [sys.executable, '-I', '-m', 'affiant.capture.web.launch', str(r), str(w), '--',"
        " *sys.argv[5:]])"
    )
    ends = (pipes[0][0], pipes[1][1])
    command = [sys.executable, "-I", "-c", child, *map(str, (*ends, reads, writes)), sys.executable, "-I", "-c", LISTS]
    said = subprocess.run(command, pass_fds=ends, capture_output=True, text=True, timeout=60, check=False)
    assert said.stdout.split("] ") == ["[0, 1, 2, 3, 4", "b'a' 1\n"], said.stderr
    assert os.read(pipes[1][0], 9) == b"b"


def test_program_that_is_not_there_is_said_as_a_shell_does(pipes: list[tuple[int, int]]) -> None:
    said = launched(pipes[0][0], pipes[1][1], "/no/such/program")
    assert said.returncode == 127
    assert said.stderr == "No such file or directory\n"
