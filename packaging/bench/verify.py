"""`verify` of a large pack against ``bagit.py --validate`` and ``sha256sum -c``, with cold files."""

from __future__ import annotations

import shutil
from pathlib import Path

from measure import ROOT, Bench, Row, cool, random_file


def rows(bench: Bench, megabytes: int, files: int, rounds: int) -> list[Row]:
    """Make a pack of that size and have it verified three ways, taking turns; the best of each counts."""
    source, case, pack = bench.folder / "source", bench.folder / "case", bench.folder / "pack"
    trust = bench.folder / "trust.json"
    source.mkdir()
    for number in range(files):
        random_file(source / f"file-{number:05d}.bin", megabytes * 1_000_000 // files)
    bench.affiant("init", case, "--title", "Bench")
    bench.affiant("add", case, source)
    shutil.rmtree(source)
    bench.affiant("export", case, "court", pack)
    shutil.rmtree(case)
    bench.affiant("identity", "export", trust)
    bagit = ROOT / ".checkers" / "bin" / "bagit.py"
    if not bagit.is_file():
        raise SystemExit("bagit.py is not there: packaging/test installs it")
    commands: dict[str, list[str | Path]] = {
        "bagit.py --validate": [bagit, "--validate", "--quiet", pack],
        "sha256sum -c": [
            "bash",
            "-c",
            'cd "$1" && sha256sum -c --quiet tagmanifest-sha256.txt manifest-sha256.txt',
            "c",
            pack,
        ],
    }
    ours: list[float] = []
    memory: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        cool(pack)
        # 3: nothing failed, and time is pending, as no authority was asked.
        verified = bench.affiant("verify", pack, "--trust", trust, good=(0, 3))
        ours.append(verified.seconds)
        memory.append(verified.megabytes)
        for name, command in commands.items():
            cool(pack)
            theirs[name].append(bench.run(command).seconds)
    shutil.rmtree(pack)
    work = f"verify a pack of {megabytes} MB, {files} files"
    return [
        Row(work, min(ours), "bagit.py --validate", min(theirs["bagit.py --validate"]), "s", 3.0),
        Row(work, min(ours), "sha256sum -c", min(theirs["sha256sum -c"]), "s", 1.5),
        Row(f"{work}, memory", max(memory), "bound", 200, "MiB", 1.0),
    ]
