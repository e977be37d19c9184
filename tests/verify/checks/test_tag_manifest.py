from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge

from affiant.core import pack_format as form
from affiant.core.verdict import State


def test_a_tag_manifest_that_lists_more_than_it_must_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def more(files: dict[str, bytes]) -> None:
        line = next(one for one in files[form.MANIFEST_SHA256].splitlines(True) if form.SPEC.encode() in one)
        files[form.TAG_MANIFEST] = b"".join(
            sorted([*files[form.TAG_MANIFEST].splitlines(True), line], key=lambda one: one[66:])
        )

    assert_only(judge(PackMaker(keys, Hooks(tag_manifest=more)).folder(tmp_path)), "tag-manifest", form.TAG_MANIFEST)


def test_a_malformed_tag_manifest_fails_and_leaves_digests_unknown(keys: PackKeys, tmp_path: Path) -> None:
    def mangle(files: dict[str, bytes]) -> None:
        files[form.TAG_MANIFEST] = files[form.TAG_MANIFEST].replace(b"  ", b" ", 1)

    verdict = judge(PackMaker(keys, Hooks(tag_manifest=mangle)).folder(tmp_path))
    assert_only(verdict, "tag-manifest", form.TAG_MANIFEST)
    assert "payload-digests" in checks(verdict, State.UNKNOWN)
