"""Each exhibit's proof leads from its event to the root of the checkpoint, so that it can be shown on its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from affiant.core import tlog_proof
from affiant.core.checkpoint import Checkpoint
from affiant.core.errors import FormatError
from affiant.core.merkle import root_from_inclusion
from affiant.core.pack_format import proof_path
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed, unknown
from affiant.verify.ledger_index import LedgerIndex
from affiant.verify.pack_reading import PackReading

_PROOFS = "data/ledger/proofs/"
_MAX_PROOF_BYTES = 16 << 10


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    exhibits = pack.statement.exhibits
    wrong_ones = 0
    expected = {proof_path(exhibit) for exhibit in exhibits}
    for path in sorted(one for one in pack.paths if one.startswith(_PROOFS) and one not in expected):
        wrong_ones += 1
        yield failed(path, "This proof belongs to no exhibit.")
    state = _State(pack.checkpoint, pack.ledger)
    for exhibit in exhibits:
        try:
            data = pack.read(proof_path(exhibit), _MAX_PROOF_BYTES)
        except UnusableError as wrong:
            wrong_ones += 1
            yield as_owner(wrong)
            continue
        try:
            seq = pack.capture_document(exhibit).get("event")
        except UnusableError:
            wrong_ones += 1
            yield unknown(proof_path(exhibit), "Not checked, because the exhibit's description cannot be used.")
            continue
        sentence = _judge(data, seq, pack.checkpoint_bytes, state)
        if sentence is not None:
            wrong_ones += 1
            yield failed(proof_path(exhibit), sentence)
    if not wrong_ones:
        yield passed(f"The proofs of all {len(exhibits)} exhibits lead to the checkpoint.")


class _State(NamedTuple):
    checkpoint: Checkpoint
    ledger: LedgerIndex


def _judge(data: bytes, seq: object, note: bytes, state: _State) -> str | None:
    checkpoint, ledger = state
    try:
        proof = tlog_proof.parse(data)
    except FormatError as wrong:
        return wrong.title + "."
    if proof.checkpoint != note:
        return "The proof carries another checkpoint than the pack."
    if proof.index + 1 != seq:
        return "The proof is for another event than that of the exhibit."
    leaf = ledger.leaf(proof.index + 1)
    try:
        fits = root_from_inclusion(proof.index, checkpoint.size, leaf, proof.path) == checkpoint.root
    except FormatError as wrong:
        return wrong.title + "."
    return None if fits else "The proof does not lead from the exhibit's event to the checkpoint."


CHECK = Check("inclusion-proofs", LineName.CONTENTS, _run)
