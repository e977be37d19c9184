"""Kill -9 while pages are being captured: browser, recorder, our own process, or every connection to the server.

    python tests/torture/kill_during_capture.py ROUNDS [FOLDER]

Each round captures pages of the test site by the real command and strikes at a random moment. Then the real commands
are asked: every capture that was ever listed is still listed with the same bytes, ``verify`` finds nothing changed and
nothing strange once the case was opened again, and no process of the round is left.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fakes.person import Person, this_user
from tests.fakes.site.server import Site

VICTIMS = ("browser", "recorder", "ours", "server")
PAGES = ("profile", "long", "gallery", "resources")
LONGEST_SECONDS = 8.0
PATIENCE_SECONDS = 15
_RECORDER, _WORKERS = "affiant.capture.web.recorder", ("examine_worker", "pdf_worker")


@dataclass
class Figures:
    """What the campaign has seen."""

    rounds: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    """Rounds in which the victim was there to be struck."""
    known: dict[str, list[str]] = field(default_factory=dict)
    """Capture id to the SHA-256 of its artefacts, as it was listed."""
    named: int = 0
    """Pages that the command named as not captured, or as broken off."""
    swept: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, what: str) -> None:
        self.faults.append(f"round {self.rounds}: {what}")


def tree_of(root: int) -> dict[int, str]:
    """Process id to command line of a process and all below it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found, new = {root}, {root}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return {one: _words(one) for one in found}


def _words(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def victim_of(kind: str, ours: int) -> int | None:
    """The process to strike; None when it is not there."""
    if kind == "ours":
        return ours
    tree = tree_of(ours)
    recorders = [one for one, words in tree.items() if _RECORDER in words]
    if kind == "recorder":
        return recorders[0] if recorders else None
    children = [
        one
        for one in tree
        if one != ours and one not in recorders and not any(word in tree[one] for word in _WORKERS)
        if _parent(one) == ours and tree[one]
    ]
    return children[0] if children else None


def _parent(process: int) -> int | None:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def strike(kind: str, ours: int, site: Site) -> bool:
    """Do it; False when there was nothing to strike."""
    if kind == "server":
        site.close_connections()
        return True
    victim = victim_of(kind, ours)
    if victim is None:
        return False
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def one_round(
    person: Person,
    site: Site,
    kind: str,
    urls: list[str],
    when: Callable[[subprocess.Popen[bytes], dict[int, str]], bool],
    figures: Figures,
) -> dict[str, Any] | None:
    """Capture, strike when `when` says so, and look at what is left.

    Args:
        person: whose case it is.
        site: the test site.
        kind: one of `VICTIMS`.
        urls: pages to capture.
        when: waits for the moment, strikes, and says whether there was anything to strike; it notes the processes of
            the round in the dictionary that it gets.
        figures: take what was seen.

    Returns:
        The command's document; None when it was killed.
    """
    figures.rounds += 1
    processes: dict[int, str] = {}
    with person.start("capture", "case", *urls, "--json", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        figures.struck[kind] += when(child, processes)
        out, err = child.communicate(timeout=240)
    document = json.loads(out) if out else None
    if kind != "ours" and child.returncode not in (0, 3):
        figures.fault(f"the command ended with {child.returncode}: {err.decode()[-500:]}")
    if document is not None:
        figures.named += len(document["failed"]) + sum(1 for one in document["captures"] if one["not_obtained"])
        if len(document["captures"]) + len(document["failed"]) != len(urls):
            figures.fault("a page was neither captured nor named")
    _await_end(processes, figures)
    look(person, document, figures)
    return document


def _await_end(processes: dict[int, str], figures: Figures) -> None:
    """No process of the round may stay, whoever was killed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while left := [one for one, words in processes.items() if words and _words(one) == words]:
        if time.monotonic() > deadline:
            figures.fault(f"{len(left)} processes are left: {processes[left[0]][:120]}")
            for one in left:
                os.kill(one, signal.SIGKILL)
            return
        time.sleep(0.05)


def look(person: Person, document: dict[str, Any] | None, figures: Figures) -> None:
    """Open the case as a person would after it, and check everything."""
    person.run("account", "add", "case", "x:@torture")  # the opening sweeps what the round left
    listed = {
        one["id"]: [part["sha256"] for part in one["artefacts"]] for one in person.run("list", "case", "captures")
    }
    for id_, hashes in figures.known.items():
        if listed.get(id_) != hashes:
            figures.fault(f"{id_} is lost or changed")
    for page in document["captures"] if document else ():
        if listed.get(page["id"]) != [one["sha256"] for one in page["artefacts"]]:
            figures.fault(f"{page['id']} was acknowledged, and is not there")
    figures.known = listed
    contents = person.run("verify", "case", statuses=(0, 1, 3))["lines"]["contents"]
    if contents["state"] != "pass":
        figures.fault(contents["text"])
    figures.swept = sum(1 for one in person.run("list", "case", "events") if one["type"] == "leftovers.swept")
    unfinished = list((person.folder / "case" / "objects" / "tmp").iterdir())
    if unfinished:
        figures.fault(f"{len(unfinished)} unfinished files are left")


def at_random(kind: str, site: Site, seconds: float) -> Callable[[subprocess.Popen[bytes], dict[int, str]], bool]:
    """Strike at a moment."""

    def act(child: subprocess.Popen[bytes], processes: dict[int, str]) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and child.poll() is None:
            time.sleep(0.02)
        if child.poll() is not None:
            return False
        processes |= tree_of(child.pid)
        return strike(kind, child.pid, site)

    return act


def campaign(rounds: int, folder: Path) -> Figures:
    """Run the rounds on one case."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    person, source, figures = this_user(folder).with_case(), random.Random(rounds), Figures()
    with Site() as site:
        urls = [site.url(name) for name in PAGES]
        for number in range(rounds):
            kind = VICTIMS[number % len(VICTIMS)]
            one_round(person, site, kind, urls, at_random(kind, site, source.uniform(0.6, LONGEST_SECONDS)), figures)
    return figures


def main() -> int:
    """Command line."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary) / "torture"
        figures = campaign(int(sys.argv[1]), folder)
    struck = ", ".join(f"{kind} {figures.struck[kind]}" for kind in VICTIMS)
    sys.stdout.write(
        f"{figures.rounds} rounds, struck at work: {struck}; {len(figures.known)} captures listed, {figures.named} "
        f"pages named as missing something, {figures.swept} openings that swept leftovers, "
        f"{len(figures.faults)} faults\n"
    )
    for fault in figures.faults[:20]:
        sys.stdout.write(fault + "\n")
    return 1 if figures.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
