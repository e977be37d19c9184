"""Kill -9 while files are being added, again and again: whatever was acknowledged must be there.

    python tests/torture/kill_during_add.py ROUNDS [FOLDER]

Each round starts a child that adds generated files in batches and acknowledges every batch on stdout; it is killed at a
random moment. Then the case is opened again and everything that was ever acknowledged is looked for.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fakes.store_ports import MemoryAnchors, add_bytes, store_ports

from affiant.core import checkpoint
from affiant.core import event_types as types
from affiant.core.merkle import RunningRoot
from affiant.store.case import Case
from affiant.store.snapshot import open_snapshot

BATCH_FILES = 12
LONGEST_ROUND_SECONDS = 0.8


@dataclass
class Figures:
    """What the campaign has seen."""

    rounds: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)
    """Capture id to SHA-256."""
    swept: int = 0
    cleared: int = 0
    faults: list[str] = field(default_factory=list)


def child(folder: Path, seed: int) -> None:
    """Add files until killed."""
    source = random.Random(seed)
    with Case.open(folder, store_ports(label=f"child {seed}")) as case:
        while True:
            contents = [source.randbytes(source.randrange(1, 60_000)) for _ in range(BATCH_FILES)]
            with case.batch() as batch:
                captures = [add_bytes(batch, content) for content in contents]
                batch.commit()
            for capture, content in zip(captures, contents, strict=True):
                sys.stdout.write(f"{capture} {hashlib.sha256(content).hexdigest()}\n")
            sys.stdout.flush()


def kill_after_seconds(seconds: float) -> Callable[[subprocess.Popen[str]], list[str]]:
    """Kill at a moment; what was acknowledged is read afterwards."""

    def act(process: subprocess.Popen[str]) -> list[str]:
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        lines = list(process.stdout or [])
        timer.join()
        return lines

    return act


def kill_after_lines(count: int) -> Callable[[subprocess.Popen[str]], list[str]]:
    """Kill right after an acknowledgement, wherever the child is by then."""

    def act(process: subprocess.Popen[str]) -> list[str]:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(count)]
        process.kill()
        return lines + list(process.stdout)

    return act


def one_round(folder: Path, seed: int, kill: Callable[[subprocess.Popen[str]], list[str]], figures: Figures) -> None:
    """Start a child, kill it, open the case, look."""
    command = [sys.executable, __file__, "--child", str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        lines = kill(process)
    for line in lines:
        if line.endswith("\n"):
            capture, sha256 = line.split()
            figures.acknowledged[capture] = sha256
    figures.rounds += 1
    look(folder, seed, figures)


def look(folder: Path, seed: int, figures: Figures) -> None:
    """Open the case as a person would after the crash, and check everything."""
    with Case.open(folder, store_ports(label=f"parent {seed}")) as case:
        figures.swept = sum(event.data["files"] for event in case.events_of_type(types.LEFTOVERS_SWEPT))
        figures.cleared = sum(1 for _ in case.events_of_type(types.LOCK_CLEARED))
        found = {capture.id: capture.artefacts[0].sha256 for capture in case.captures()}
        faults = [f"{id_} is lost" for id_, sha256 in figures.acknowledged.items() if found.get(id_) != sha256]
        named = set(found.values())
        faults += [
            f"the object of {id_} is missing" for id_, sha in found.items() if not case.object_path(sha).exists()
        ]
    with open_snapshot(folder) as snapshot:
        tree = RunningRoot()
        prev = "0" * 64
        for seq, body, digest in snapshot.events():
            tree.add(digest)
            faults += [] if f'"prev":"{prev}","seq":{seq},'.encode() in body else [f"event {seq} breaks the chain"]
            prev = digest.hex()
        newest = checkpoint.parse(list(snapshot.checkpoints())[-1][1])
        faults += [] if (newest.size, newest.root) == (tree.size, tree.root()) else ["the checkpoint is another tree"]
        faults += list(snapshot.problems())
        for name, path in snapshot.objects():
            faults += [] if name in named else [f"{name} has no row"]
            if hashlib.sha256(path.read_bytes()).hexdigest() != name:
                faults.append(f"{name} has other bytes")
        faults += [f"stranger {path.name}" for path in snapshot.strangers()]
        faults += [f"left: {path.name}" for path in (folder / "objects" / "tmp").iterdir()]
    figures.faults += [f"round {figures.rounds}: {fault}" for fault in faults]


def campaign(rounds: int, folder: Path) -> Figures:
    """Run `rounds` rounds on one case."""
    shutil.rmtree(folder, ignore_errors=True)
    Case.create(folder, "Torture", store_ports(anchors=MemoryAnchors())).close()
    figures = Figures()
    for number in range(rounds):
        moment = random.uniform(0.25, LONGEST_ROUND_SECONDS)
        one_round(folder, number, kill_after_seconds(moment), figures)
    return figures


def main() -> int:
    """Command line."""
    if sys.argv[1] == "--child":
        child(Path(sys.argv[2]), int(sys.argv[3]))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary) / "case"
        figures = campaign(int(sys.argv[1]), folder)
    sys.stdout.write(
        f"{figures.rounds} rounds, {len(figures.acknowledged)} captures acknowledged, {len(figures.faults)} faults, "
        f"{figures.swept} leftovers swept, {figures.cleared} locks of dead owners cleared\n"
    )
    for fault in figures.faults[:20]:
        sys.stdout.write(fault + "\n")
    return 1 if figures.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
