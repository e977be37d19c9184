"""Kill -9 on ``affiant add`` itself, lanes, batches and children together: the case opens, and what it lists is there.

    python tests/torture/kill_add_command.py ROUNDS [FOLDER]

Each round adds a folder of files by the real command and kills it at a random moment. Then the real commands are asked:
every capture that was ever listed must still be listed with the same bytes, and ``verify`` must find nothing changed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FILES = 600
LONGEST_SECONDS = 0.9
PROGRAM = [sys.executable, "-I", "-m", "affiant"]


def affiant(folder: Path, *words: str) -> Any:
    """Run a command that must work, and return its document."""
    command = [*PROGRAM, *words, "--json"]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{words}: {done.stdout.decode()} {done.stderr.decode()}")
    return json.loads(done.stdout)


def environment(folder: Path) -> dict[str, str]:
    """A profile of its own."""
    return {
        "PATH": os.environ["PATH"],
        "AFFIANT_HOME": str(folder / "home"),
        "AFFIANT_PASSPHRASE_FILE": str(folder / "passphrase.txt"),
    }


def campaign(folder: Path, rounds: int) -> int:
    """Run the rounds and print the figures; 1 when anything was lost."""
    random_source = random.Random(rounds)
    (folder / "passphrase.txt").write_text("four or five words\n")
    (folder / "passphrase.txt").chmod(0o600)
    affiant(folder, "identity", "new", "Torture")
    affiant(folder, "init", "case", "--title", "Torture")
    known: dict[str, str] = {}
    faults: list[str] = []
    killed = 0
    for number in range(rounds):
        source = folder / "in"
        shutil.rmtree(source, ignore_errors=True)
        source.mkdir()
        for file in range(FILES):
            (source / f"{number}-{file}.bin").write_bytes(random_source.randbytes(random_source.randrange(60_000)))
        with subprocess.Popen(
            [*PROGRAM, "add", "case", "in"], cwd=folder, env=environment(folder), stdout=subprocess.DEVNULL
        ) as child:
            time.sleep(random_source.uniform(0.2, LONGEST_SECONDS))
            killed += child.poll() is None
            child.kill()
        listed = {one["id"]: one["artefacts"][0]["sha256"] for one in affiant(folder, "list", "case", "captures")}
        faults += [f"round {number}: {one} is gone" for one, sha256 in known.items() if listed.get(one) != sha256]
        known = listed
        if number % 10 == 9 or number == rounds - 1:
            affiant(folder, "account", "add", "case", "x:@torture")  # the next opening sweeps what the kill left
            contents = affiant(folder, "verify", "case")["lines"]["contents"]
            faults += [f"round {number}: {contents['text']}"] if contents["state"] != "pass" else []
    figures = f"{rounds} rounds, {killed} killed at work, {len(known)} captures listed, {len(faults)} faults"
    sys.stdout.write("\n".join([figures, *faults]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    where = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="affiant-torture-"))
    where.mkdir(exist_ok=True)
    try:
        raise SystemExit(campaign(where, int(sys.argv[1])))
    finally:
        shutil.rmtree(where, ignore_errors=True)
