"""The ledger in a pack, checked by golang.org/x/mod; every kind of change of it is refused."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.interop.checkers import Anchors
from tests.interop.conftest import Made

from affiant.core import merkle


def leaves_of(pack: Path) -> list[bytes]:
    """Leaf hash of every event, shown or left out."""
    found = []
    for line in (pack / "data/ledger/events.jsonl").read_bytes().splitlines():
        document = json.loads(line)
        found.append(bytes.fromhex(document["leaf"]) if document.keys() == {"leaf", "seq"} else merkle.leaf_hash(line))
    return found


def consistency(leaves: list[bytes], sizes: list[int]) -> list[dict[str, Any]]:
    """Our proofs that the ledger only grew, for some older sizes."""
    nodes: dict[tuple[int, int], bytes] = {}
    for size, leaf in enumerate(leaves):
        for level, index, value in merkle.completed_nodes(size, leaf, lambda *place: nodes[place]):
            nodes[level, index] = value
    encode = lambda one: base64.b64encode(one).decode()  # noqa: E731 # two uses, one line below
    return [
        {
            "Old": old,
            "Root": encode(merkle.root(old, lambda *place: nodes[place])),
            "Path": [encode(one) for one in merkle.consistency_path(old, len(leaves), lambda *place: nodes[place])],
        }
        for old in sizes
    ]


def order(pack: Path, anchors: Anchors, sizes: list[int] | None = None) -> dict[str, Any]:
    """What the Go program is given."""
    leaves = leaves_of(pack)
    return {
        "Key": anchors.note_key,
        "Checkpoint": str(pack / "data/ledger/checkpoint"),
        "Events": str(pack / "data/ledger/events.jsonl"),
        "Proofs": [str(path) for path in sorted((pack / "data/ledger/proofs").iterdir())],
        "Consistency": consistency(leaves, sizes if sizes is not None else list(range(1, len(leaves) + 1))),
    }


def run(checklog: Path, given: dict[str, Any]) -> tuple[int, str]:
    result = subprocess.run([checklog], input=json.dumps(given), capture_output=True, text=True, check=False)
    return result.returncode, result.stdout + result.stderr


def test_signature_root_and_every_proof_are_accepted(checklog: Path, small: Made, small_anchors: Anchors) -> None:
    given = order(small.pack, small_anchors)
    assert len(given["Proofs"]) == small.exported["captures"]
    status, said = run(checklog, given)
    assert status == 0, said
    assert said.startswith(f"ok: {len(leaves_of(small.pack))} events, {len(given['Proofs'])} proofs")


def _other_key(given: dict[str, Any], _pack: Path) -> None:
    name = given["Key"].partition("+")[0]
    given["Key"] = f"{name}+3a8b5c02+AbFAgdFXBYNKAGd6Md4ApBeXYXXPI5oHbGFRArG4Lw3h"


def _edited_event(_given: dict[str, Any], pack: Path) -> None:
    path = pack / "data/ledger/events.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"platform":"x"', b'"platform":"y"'))


def _swapped_events(_given: dict[str, Any], pack: Path) -> None:
    path = pack / "data/ledger/events.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))


def _lost_last_event(_given: dict[str, Any], pack: Path) -> None:
    path = pack / "data/ledger/events.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def _edited_checkpoint(_given: dict[str, Any], pack: Path) -> None:
    path = pack / "data/ledger/checkpoint"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([lines[0], str(int(lines[1]) + 1).encode(), *lines[2:]]))


def _proof_of_another_event(_given: dict[str, Any], pack: Path) -> None:
    path = pack / "data/ledger/proofs/E001.tlog-proof"
    head, _, rest = path.read_bytes().partition(b"index ")
    number, _, tail = rest.partition(b"\n")
    path.write_bytes(head + b"index " + str(int(number) - 1).encode() + b"\n" + tail)


def _rewritten_history(given: dict[str, Any], _pack: Path) -> None:
    given["Consistency"][2]["Root"] = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "change",
    [
        _other_key,
        _edited_event,
        _swapped_events,
        _lost_last_event,
        _edited_checkpoint,
        _proof_of_another_event,
        _rewritten_history,
    ],
)
def test_a_changed_ledger_is_refused(
    checklog: Path,
    small: Made,
    small_anchors: Anchors,
    tmp_path: Path,
    change: Callable[[dict[str, Any], Path], None],
) -> None:
    pack = Path(shutil.copytree(small.pack, tmp_path / "pack"))
    given = order(pack, small_anchors)
    change(given, pack)
    status, said = run(checklog, given)
    assert status == 1, said
    assert said.startswith("fail: ")
