from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker, ssh_signature
from tests.fakes.verdicts import assert_only, checks, judge

from affiant.core import pack_format as form
from affiant.core.identity import PACK_NAMESPACE
from affiant.core.verdict import LineName, State


def test_a_signature_for_another_purpose_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys, namespace="git").folder(tmp_path))
    assert_only(verdict, "sshsig", form.SEAL_SSHSIG, LineName.SIGNER)


def test_a_signature_over_another_pack_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    other = ssh_signature(b"another tag manifest", PACK_NAMESPACE, keys)
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_SSHSIG: other})))
    assert_only(judge(maker.folder(tmp_path)), "sshsig", form.SEAL_SSHSIG, LineName.SIGNER)


@pytest.mark.parametrize(
    "damaged", [b"", b"\xff", b"-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"]
)
def test_a_damaged_signature_is_a_failure_and_no_crash(keys: PackKeys, tmp_path: Path, damaged: bytes) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_SSHSIG: damaged})))
    verdict = judge(maker.folder(tmp_path))
    assert_only(verdict, "sshsig", form.SEAL_SSHSIG, LineName.SIGNER)
    assert "checkpoint-signature" in checks(verdict, State.UNKNOWN)
