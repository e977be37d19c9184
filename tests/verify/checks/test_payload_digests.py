from __future__ import annotations

from io import BufferedReader
from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form
from affiant.core.errors import Cancelled
from affiant.core.progress import Silent
from affiant.core.trust import Trust
from affiant.core.verdict import State
from affiant.verify.checks.payload_digests import CHECK
from affiant.verify.folder_pack import FolderPack
from affiant.verify.pack_reading import PackReading
from affiant.verify.run_checks import run_checks
from affiant.verify.verify import verify_pack


def test_a_changed_byte_is_found(keys: PackKeys, tmp_path: Path) -> None:
    def flip(files: dict[str, bytes]) -> None:
        files[form.START_HERE] = files[form.START_HERE].replace(b"Pack", b"Park")

    verdict = judge(PackMaker(keys, Hooks(sealed=flip)).folder(tmp_path))
    assert_only(verdict, "payload-digests", form.START_HERE)
    assert verdict.lines[0].text == "Changed. 1 of 28 files differs from what was sealed. The others still match."


def test_an_unreadable_file_is_unknown_and_not_changed(keys: PackKeys, tmp_path: Path) -> None:
    class Unreadable(FolderPack):
        def open(self, path: str) -> BufferedReader:
            if path == "data/exhibits/E001/E001-01.png":
                raise OSError(5, "Input/output error", path)
            return super().open(path)

    pack = PackReading(Unreadable(PackMaker(keys).folder(tmp_path)), Trust(), Silent(), thorough=False)
    found = [one.finding for one in run_checks([CHECK], pack, Silent())]
    assert [(one.outcome, one.subject) for one in found] == [(State.UNKNOWN, "data/exhibits/E001/E001-01.png")]


def test_work_can_be_cancelled_between_files(keys: PackKeys, tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int | None, what: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        verify_pack(PackMaker(keys).folder(tmp_path), None, Stop())
