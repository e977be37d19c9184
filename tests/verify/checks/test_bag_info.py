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
        (b"Payload-Oxum: ", b"Payload-Oxum: 1"),
        (b"Payload-Oxum: ", b"Payload-Oxum: x"),
        (b"Affiant-Pack-Version: 1", b"Affiant-Pack-Version: 2"),
        (b"Bag-Software-Agent", b"Contact-Name"),
        (b"Affiant-Time", b"Note: x\nAffiant-Time"),
    ],
)
def test_wrong_labels_or_counts_are_refused(keys: PackKeys, tmp_path: Path, old: bytes, new: bytes) -> None:
    def alter(files: dict[str, bytes]) -> None:
        files[form.BAG_INFO] = files[form.BAG_INFO].replace(old, new)

    assert_only(judge(PackMaker(keys, Hooks(manifests=alter)).folder(tmp_path)), "bag-info", form.BAG_INFO)
