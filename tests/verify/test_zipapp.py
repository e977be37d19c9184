"""The one-file verifier gives the same verdicts as the installed one, and says unknown where a library is missing."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker

from affiant.core import trust

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def zipapp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("zipapp") / "affiant-verify.pyz"
    command = [sys.executable, "-I", str(ROOT / "packaging" / "make_zipapp.py"), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return out


def _verdict(command: Sequence[str | Path], pack: Path, *more: str | Path) -> tuple[int, Any]:
    done = subprocess.run(
        [*map(str, command), str(pack), "--json", *map(str, more)], capture_output=True, timeout=60, check=False
    )
    return done.returncode, json.loads(done.stdout)


def test_licences_of_what_it_holds_are_in_it(zipapp: Path) -> None:
    with zipfile.ZipFile(zipapp) as archive:
        assert {"LICENSE", "NOTICE", "asn1crypto/LICENSE"} <= set(archive.namelist())
        assert b"BIP-39" in archive.read("NOTICE")


def test_good_and_bad_packs_are_judged_alike(zipapp: Path, keys: PackKeys, tmp_path: Path) -> None:
    trusted = tmp_path / "trust.json"
    trusted.write_bytes(trust.write([keys.public], []))
    bad = Hooks(sealed=lambda files: files.update({"VERIFY.txt": b"altered"}))
    packs = [PackMaker(keys).zip(tmp_path), PackMaker(keys, bad).folder(tmp_path, "BAD"), tmp_path]
    for pack in packs:
        module = _verdict([sys.executable, "-I", "-m", "affiant.verify"], pack, "--trust", trusted)
        assert _verdict([sys.executable, "-I", zipapp], pack, "--trust", trusted) == module


def test_without_libraries_signatures_are_unknown_and_contents_are_still_checked(
    zipapp: Path, keys: PackKeys, tmp_path: Path
) -> None:
    bare = [sys.executable, "-I", "-S", zipapp]
    status, found = _verdict(bare, PackMaker(keys).folder(tmp_path))
    states = {name: one["state"] for name, one in found["lines"].items()}
    assert states == {"contents": "pass", "signer": "unknown", "time": "warn"}
    assert (status, found["verdict"]) == (3, "incomplete")
    passed = {one["check"] for one in found["findings"] if one["outcome"] == "pass"}
    assert not passed & {"sshsig", "cms", "pades", "checkpoint-signature", "one-identity", "trusted-signer"}
    assert not [sentence for sentence in found["proves"] if "sign" in sentence]


def test_without_libraries_a_changed_pack_still_fails(zipapp: Path, keys: PackKeys, tmp_path: Path) -> None:
    bad = Hooks(sealed=lambda files: files.update({"VERIFY.txt": b"altered"}))
    status, found = _verdict([sys.executable, "-I", "-S", zipapp], PackMaker(keys, bad).folder(tmp_path))
    assert (status, found["lines"]["contents"]["state"]) == (1, "fail")


def test_the_same_sources_give_the_same_file(zipapp: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pyz"
    command = [sys.executable, "-I", str(ROOT / "packaging" / "make_zipapp.py"), str(again)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert again.read_bytes() == zipapp.read_bytes()
