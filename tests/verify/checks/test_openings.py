from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"camera"', b'"scanner"'),
        (b'"salt":"', b'"salt":"00'),
        (b'"seq":8', b'"seq":99'),
        (b'"field":"exif"', b'"field":"gps"'),
    ],
)
def test_an_opening_that_fits_no_commitment_is_refused(keys: PackKeys, tmp_path: Path, old: bytes, new: bytes) -> None:
    def alter(files: dict[str, bytes]) -> None:
        assert old in files[form.OPENINGS]
        files[form.OPENINGS] = files[form.OPENINGS].replace(old, new, 1)

    verdict = judge(PackMaker(keys, Hooks(data=alter)).folder(tmp_path))
    assert_only(verdict, "openings", f"{form.OPENINGS} line 1")


def test_a_field_that_is_silently_withheld_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def hide(files: dict[str, bytes]) -> None:
        files[form.OPENINGS] = files[form.OPENINGS].split(b"\n", 1)[1]

    assert_only(judge(PackMaker(keys, Hooks(data=hide)).folder(tmp_path)), "openings", form.STATEMENT)


def test_openings_given_twice_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    def twice(files: dict[str, bytes]) -> None:
        first = files[form.OPENINGS].split(b"\n", 1)[0] + b"\n"
        files[form.OPENINGS] = first + files[form.OPENINGS]

    assert_only(judge(PackMaker(keys, Hooks(data=twice)).folder(tmp_path)), "openings", f"{form.OPENINGS} line 2")
