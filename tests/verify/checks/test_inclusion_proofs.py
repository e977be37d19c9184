from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form

PROOF = form.proof_path("E001")


def _replaced(old: bytes, new: bytes) -> Hooks:
    def alter(files: dict[str, bytes]) -> None:
        assert old in files[PROOF]
        files[PROOF] = files[PROOF].replace(old, new, 1)

    return Hooks(data=alter)


def test_a_proof_with_another_hash_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def alter(files: dict[str, bytes]) -> None:
        lines = files[PROOF].split(b"\n")
        lines[2] = lines[3]
        files[PROOF] = b"\n".join(lines)

    assert_only(judge(PackMaker(keys, Hooks(data=alter)).folder(tmp_path)), "inclusion-proofs", PROOF)


def test_a_proof_of_another_event_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    assert_only(judge(PackMaker(keys, _replaced(b"index 6", b"index 5")).folder(tmp_path)), "inclusion-proofs", PROOF)


def test_a_proof_under_another_checkpoint_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    assert_only(judge(PackMaker(keys, _replaced(b"\n14\n", b"\n15\n")).folder(tmp_path)), "inclusion-proofs", PROOF)


def test_a_malformed_proof_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    assert_only(judge(PackMaker(keys, _replaced(b"c2sp", b"c3sp")).folder(tmp_path)), "inclusion-proofs", PROOF)
