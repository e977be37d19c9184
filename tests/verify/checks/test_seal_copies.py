from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core.identity import ssh_public_line
from affiant.core.verdict import LineName, State


def test_a_list_of_signers_with_another_key_is_refused(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    other = f"somebody {ssh_public_line(other_keys.public.ed25519)}\n".encode()
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_ALLOWED_SIGNERS: other})))
    assert_only(judge(maker.folder(tmp_path)), "seal-copies", form.SEAL_ALLOWED_SIGNERS, LineName.SIGNER)


@pytest.mark.parametrize("text", [b'{"fingerprint_sha256":"00"}', b"{", b"[]"])
def test_a_description_of_another_signer_is_refused(keys: PackKeys, tmp_path: Path, text: bytes) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_SIGNER: text})))
    assert_only(judge(maker.folder(tmp_path)), "seal-copies", form.SEAL_SIGNER, LineName.SIGNER)


def test_a_missing_copy_is_said_but_no_failure(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.pop(form.SEAL_SIGNER) and None))
    verdict = judge(maker.folder(tmp_path), keys.trust())
    assert not checks(verdict)
    assert subjects(verdict, "seal-copies") == {form.SEAL_SIGNER}
    assert line(verdict, LineName.SIGNER) is State.WARN
