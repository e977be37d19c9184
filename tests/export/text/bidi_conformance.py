"""Runs the bidirectional algorithm against the Unicode conformance files; pytest does not collect it.

Usage: python tests/export/text/bidi_conformance.py BidiCharacterTest.txt BidiTest.txt
The files are part of the Unicode Character Database (Debian: package unicode-data).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from affiant.export.text.bidi import line_levels, resolve, visual_order
from affiant.export.text.bidi_classes import REMOVED, bidi_class

SAMPLE = {
    "L": "a", "R": "\u05d0", "EN": "0", "ES": "+", "ET": "$", "AN": "\u0660", "CS": ",", "B": "\u2029", "S": "\t",
    "WS": " ", "ON": "!", "LRE": "\u202a", "LRO": "\u202d", "RLE": "\u202b", "RLO": "\u202e", "PDF": "\u202c",
    "NSM": "\u0300", "AL": "\u0627", "BN": "\u00ad", "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip


def one_line(text: str, base: int | None) -> tuple[int, list[str], list[int]]:
    """Base level, level or ``x`` per character, visual order of the kept characters."""
    paragraph = resolve(text, base)
    levels = line_levels(text, paragraph, 0, len(text))
    shown = ["x" if bidi_class(c) in REMOVED else str(level) for c, level in zip(text, levels, strict=True)]
    order = visual_order([(level, i) for i, level in enumerate(levels) if shown[i] != "x"])
    return paragraph.base, shown, [i for _, i in order]


def data_lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            content = line.split("#")[0].strip()
            if content:
                yield content


def character_test(path: Path) -> tuple[int, int]:
    good = bad = 0
    for line in data_lines(path):
        codes, direction, base, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        got = one_line(text, {"0": 0, "1": 1, "2": None}[direction])
        want = (int(base), levels.split(), [int(i) for i in order.split()])
        good, bad = (good + 1, bad) if got == want else (good, bad + 1)
    return good, bad


def class_test(path: Path) -> tuple[int, int]:
    good = bad = 0
    levels: list[str] = []
    order: list[int] = []
    for line in data_lines(path):
        if line.startswith("@Levels:"):
            levels = line.split(":")[1].split()
        elif line.startswith("@Reorder:"):
            order = [int(i) for i in line.split(":")[1].split()]
        elif not line.startswith("@"):
            classes, bits = line.split(";")
            text = "".join(SAMPLE[kind] for kind in classes.split())
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits, 16) & bit:
                    _, got, visual = one_line(text, base)
                    good, bad = (good + 1, bad) if (got, visual) == (levels, order) else (good, bad + 1)
    return good, bad


if __name__ == "__main__":
    results = [character_test(Path(sys.argv[1])), class_test(Path(sys.argv[2]))]
    for name, (good, bad) in zip(("BidiCharacterTest", "BidiTest"), results, strict=True):
        print(f"{name}: {good} right, {bad} wrong")  # noqa: T201 - a command
    sys.exit(any(bad for _, bad in results))
