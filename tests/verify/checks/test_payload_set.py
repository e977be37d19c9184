from __future__ import annotations

from pathlib import Path

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core.verdict import LineName, State


def test_a_payload_file_that_no_manifest_lists_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    def unlist(files: dict[str, bytes]) -> None:
        for path in (form.MANIFEST_SHA256, form.MANIFEST_SHA512):
            kept = [one for one in files[path].splitlines(True) if form.SPEC.encode() not in one]
            files[path] = b"".join(kept)

    assert_only(judge(PackMaker(keys, Hooks(manifests=unlist)).folder(tmp_path)), "payload-set", form.SPEC)


def test_a_listed_exhibit_that_is_missing_is_named(keys: PackKeys, tmp_path: Path) -> None:
    def drop(files: dict[str, bytes]) -> None:
        del files["data/exhibits/E001/E001-01.png"]

    verdict = judge(PackMaker(keys, Hooks(sealed=drop)).folder(tmp_path))
    assert subjects(verdict, "payload-set") == {"data/exhibits/E001/E001-01.png"}
    assert line(verdict, LineName.CONTENTS) is State.FAIL


def test_a_malformed_manifest_fails_and_leaves_later_checks_unknown(keys: PackKeys, tmp_path: Path) -> None:
    def mangle(files: dict[str, bytes]) -> None:
        files[form.MANIFEST_SHA256] = b"not a manifest"

    verdict = judge(PackMaker(keys, Hooks(manifests=mangle)).folder(tmp_path))
    assert_only(verdict, "payload-set", form.MANIFEST_SHA256)
    assert {"payload-digests", "exhibits", "sha512-manifest"} <= checks(verdict, State.UNKNOWN)
