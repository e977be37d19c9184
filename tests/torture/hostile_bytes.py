"""Hostile and damaged files through everything that opens them: no crash, no hang, bounded memory, custody kept.

    python tests/torture/hostile_bytes.py [COPIES] [FOLDER]

Takes every sample picture, PDF, web archive and bag, every sample export, and COPIES damaged copies of each of them
(always the same ones), and prints figures: what the examination said, what the readers of exports said, the slowest
file, the largest child, and whether each file lies in a case byte for byte. Ends with 1 when a bound was broken.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from affiant.capture.examination import FAILURES, Examiner, is_examined
from affiant.capture.media_type import HEAD_BYTES, media_type
from affiant.capture.platform_exports.reading import KILLED, ExportFile, ExportReading
from affiant.core.progress import Silent

SAMPLES = Path(os.environ.get("AFFIANT_SAMPLES") or Path(__file__).parents[2].parent / "shared" / "samples")
HOSTILE = ("bagit", "images", "pdf", "web")
EXPORTS = ("facebook", "instagram", "telegram", "whatsapp", "x", "youtube")
SEED = 20261122
LONGEST_S = 10.0
LARGEST_BYTES = 1 << 30
PROGRAM = [sys.executable, "-I", "-m", "affiant"]


@dataclass
class Figures:
    """What came of it."""

    examined: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    slowest: str = ""
    breaches: list[str] = field(default_factory=list)
    """One line for each file on which a bound was broken."""

    def took(self, path: Path, began: float) -> None:
        """Note how long a file took."""
        seconds = time.monotonic() - began
        if seconds > self.slowest_s:
            self.slowest_s, self.slowest = seconds, path.name
        if seconds > LONGEST_S:
            self.breaches.append(f"{path.name}: {seconds:.1f} s")

    @property
    def largest_child_bytes(self) -> int:
        """Most memory that any child of this process has held, of those that have ended."""
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def samples(folders: Sequence[str]) -> list[Path]:
    """All sample files below these folders."""
    return sorted(path for folder in folders for path in (SAMPLES / folder).rglob("*") if path.is_file())


def damaged(data: bytes, chance: random.Random) -> bytes:
    """One damaged copy: cut, flipped, with a piece doubled, moved, zeroed or replaced by noise."""
    if not data:
        return chance.randbytes(64)
    kind = chance.randrange(6)
    at = chance.randrange(len(data))
    length = min(chance.choice((1, 4, 16, 300, 5_000)), len(data) - at)
    piece = data[at : at + length]
    if kind == 0:
        return data[:at]
    if kind == 1:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if kind == 2:
        return data[:at] + piece * chance.choice((2, 50)) + data[at + length :]
    if kind == 3:
        return data[:at] + data[at + length :]
    if kind == 4:
        return data[:at] + bytes(length) + data[at + length :]
    return data[:at] + chance.randbytes(length) + data[at + length :]


def copies(paths: Sequence[Path], each: int, folder: Path) -> Iterator[Path]:
    """Write damaged copies into a folder; the same ones every time."""
    for path in paths:
        name = path.relative_to(SAMPLES).as_posix()
        for number in range(each):
            copy = folder / f"{hashlib.sha256(name.encode()).hexdigest()[:8]}-{number}-{path.name}"
            copy.write_bytes(damaged(path.read_bytes(), random.Random(f"{SEED} {name} {number}")))
            yield copy


def examine(paths: Sequence[Path], figures: Figures) -> None:
    """Have each file looked into as its content says; PDFs of a fuzzer as such, whatever their head."""
    with Examiner() as examiner:
        for path in paths:
            with path.open("rb") as stream:
                found = media_type(stream.read(HEAD_BYTES), path.stat().st_size)
            found = "application/pdf" if path.suffix == ".fuzz" else found
            if not is_examined(found):
                figures.examined["not looked into"] += 1
                continue
            began = time.monotonic()
            examined = examiner.examine(path, found)
            figures.took(path, began)
            figures.examined[examined.failed or "read"] += 1
            if (examined.facts is None) != (examined.failed in FAILURES):
                figures.breaches.append(f"{path.name}: neither facts nor a reason")


def read_exports(paths: Sequence[Path], figures: Figures) -> None:
    """Have each file read as an export, by itself."""
    for path in paths:
        began = time.monotonic()
        with ExportReading([ExportFile(path.name, path)], packed=True) as reading:
            reader = reading.recognise(Silent())
            if reader is not None:
                reading.lines(Silent()).read()
            failed = reading.so_far.failed
        figures.took(path, began)
        figures.read[f"{reader.key if reader else 'no reader'}: {failed or 'read'}"] += 1
        if failed == KILLED:
            figures.breaches.append(f"{path.name}: {reader.key if reader else 'no reader'} {failed}")


def custody(paths: Sequence[Path], folder: Path, figures: Figures) -> int:
    """Take all files into a case by the command line; every one must lie there as it is. Return how many do."""
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    (folder / "passphrase").write_text("correct horse battery staple\n")
    (folder / "passphrase").chmod(0o600)
    environment = {
        "PATH": os.environ["PATH"],
        "AFFIANT_HOME": str(folder / "home"),
        "AFFIANT_PASSPHRASE_FILE": str(folder / "passphrase"),
    }

    def affiant(*words: str) -> str:
        command = [*PROGRAM, *words, "--json"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, text=True)
        if done.returncode not in (0, 3):
            figures.breaches.append(f"{words[0]}: status {done.returncode}: {done.stderr[-300:]}")
        return done.stdout

    affiant("identity", "new", "--name", "Torture")
    affiant("init", "case", "--title", "Hostile bytes")
    names = [str(path) for path in paths]
    for first in range(0, len(names), 500):
        affiant("add", "case", *names[first : first + 500])
    held = 0
    for path, digest in before.items():
        kept = folder / "case" / "objects" / digest[:2] / digest
        same = kept.is_file() and hashlib.sha256(kept.read_bytes()).hexdigest() == digest
        unchanged = hashlib.sha256(path.read_bytes()).hexdigest() == digest
        held += same and unchanged
        if not (same and unchanged):
            figures.breaches.append(f"{path.name}: {'changed' if same else 'not in the case'}")
    verdict = json.loads(affiant("verify", "case") or "{}")
    if verdict.get("verdict") == "failed":
        figures.breaches.append("the case does not verify")
    return held


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run the campaign and print its figures."""
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as temporary:
        folder = Path(temporary)
        (folder / "copies").mkdir()
        hostile, exports = samples(HOSTILE), samples(EXPORTS)
        made = list(copies([*hostile, *exports], each, folder / "copies"))
        everything = [*hostile, *exports, *made]
        figures = Figures()
        began = time.monotonic()
        examine(everything, figures)
        say(f"examined {len(everything)} files in {time.monotonic() - began:.0f} s: {dict(figures.examined)}")
        archives = [path for path in made if path.suffix in (".wacz", ".warc", ".gz", ".arc", ".mhtml", ".bad")]
        texts = [path for path in made if path.suffix in (".json", ".js", ".html", ".txt", ".jsonl", ".yaml")]
        readable = [*hostile, *exports, *archives, *texts]
        began = time.monotonic()
        read_exports(readable, figures)
        say(f"read {len(readable)} files as exports in {time.monotonic() - began:.0f} s:")
        for outcome, count in sorted(figures.read.items()):
            say(f"  {count:6d}  {outcome}")
        held = custody(everything, folder, figures)
        say(f"custody: {held} of {len(everything)} files lie in the case as they are, and are unchanged")
        say(f"slowest: {figures.slowest_s:.2f} s ({figures.slowest}); bound {LONGEST_S:.0f} s")
        say(f"largest child: {figures.largest_child_bytes >> 20} MiB; bound {LARGEST_BYTES >> 20} MiB")
        if figures.largest_child_bytes >= LARGEST_BYTES:
            figures.breaches.append("a child was too large")
        say(f"breaches: {len(figures.breaches)}")
        for breach in figures.breaches:
            say(f"  {breach}")
        return 1 if figures.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
