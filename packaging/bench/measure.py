"""What the benchmarks share: running a command with its time and memory, cold files, and the rows of the table."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIECE = 1 << 22


@dataclass(frozen=True)
class Run:
    """One finished command."""

    seconds: float
    megabytes: float
    """Largest resident set of the process or one of its children, in MiB."""
    output: str


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    work: str
    ours: float
    """Our figure, in `unit`."""
    against: str
    theirs: float
    """The other figure, or the bound."""
    unit: str
    wanted: float
    """How many times better than `theirs` ours must be."""

    @property
    def ratio(self) -> float:
        """How many times better ours is; all figures are better when smaller."""
        return self.theirs / self.ours if self.ours else float("inf")


class Bench:
    """A folder to work in, and the real program with a profile of its own there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passphrase = folder / "passphrase"
        self.passphrase.write_text("correct horse battery staple\n")
        self.passphrase.chmod(0o600)
        self.environment = {
            **os.environ,
            "AFFIANT_HOME": str(folder / "home"),
            "AFFIANT_PASSPHRASE_FILE": str(self.passphrase),
        }
        self.affiant("identity", "new", "Bench")

    def run(self, command: Sequence[str | Path], *, good: tuple[int, ...] = (0,), folder: Path | None = None) -> Run:
        """Run a command; its wall time and memory."""
        with (self.folder / "output").open("w+b") as output:
            begun = time.perf_counter()
            process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder or self.folder,
                env=self.environment,
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode("utf-8", "replace")
        if process.returncode not in good:
            sys.exit(f"{command} ended with {process.returncode}:\n{text[-4000:]}")
        return Run(seconds, usage.ru_maxrss / 1024, text)

    def affiant(self, *words: str | Path, good: tuple[int, ...] = (0,)) -> Run:
        """Run the program."""
        return self.run([sys.executable, "-I", "-m", "affiant", *words], good=good)


def random_file(path: Path, size: int) -> None:
    """Write random bytes, which no file system can make smaller."""
    with path.open("wb") as file:
        left = size
        while left:
            left -= file.write(os.urandom(min(left, PIECE)))


def cool(folder: Path) -> None:
    """Write everything out, and ask the system to forget what it holds of a file or folder in memory."""
    os.sync()
    for path in [folder, *folder.rglob("*")]:
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)
