from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge

from affiant.core import pack_format as form
from affiant.core.verdict import State


def test_a_dossier_with_a_later_revision_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def overlay(files: dict[str, bytes]) -> None:
        files[form.DOSSIER] += b"\n4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n%%EOF\n"

    verdict = judge(PackMaker(keys, Hooks(data=overlay)).folder(tmp_path))
    assert_only(verdict, "dossier-revision", form.DOSSIER)
    assert "pades" in checks(verdict, State.UNKNOWN)


def test_an_unsigned_dossier_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(data=lambda files: files.update({form.DOSSIER: b"%PDF-1.7\n%%EOF\n"})))
    assert_only(judge(maker.folder(tmp_path)), "dossier-revision", form.DOSSIER)


def test_a_second_signature_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def second(files: dict[str, bytes]) -> None:
        files[form.DOSSIER] = files[form.DOSSIER].replace(b"%PDF-1.7\n", b"%PDF-1.7\n% /ByteRange [0 1 2 3]\n")

    assert_only(judge(PackMaker(keys, Hooks(data=second)).folder(tmp_path)), "dossier-revision", form.DOSSIER)
