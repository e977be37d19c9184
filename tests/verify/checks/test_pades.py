from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line

from affiant.core import pack_format as form
from affiant.core.verdict import LineName, State


def test_a_signature_over_another_document_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys, sign_other_pdf=True).folder(tmp_path))
    assert_only(verdict, "pades", form.DOSSIER, LineName.SIGNER)


def test_a_garbled_signature_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def garble(files: dict[str, bytes]) -> None:
        files[form.DOSSIER] = files[form.DOSSIER].replace(b"<3082", b"<3182", 1)

    verdict = judge(PackMaker(keys, Hooks(data=garble)).folder(tmp_path))
    assert_only(verdict, "pades", form.DOSSIER, LineName.SIGNER)
    assert "one-identity" in checks(verdict, State.UNKNOWN)


def test_a_look_alike_by_another_ca_is_refused(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    verdict = judge(PackMaker(keys, dossier_keys=other_keys).folder(tmp_path))
    assert {"pades", "one-identity"} == checks(verdict)
    assert line(verdict, LineName.CONTENTS) is State.PASS
    assert replace(keys, name="x").name == "x"
