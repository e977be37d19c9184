"""The big one: real files of other projects, hostile ones among them, over ten accounts, in one pack; all accept it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.interop.authority import Authority
from tests.interop.checkers import CHECKERS, TAG, Anchors, program, sha256sum
from tests.interop.conftest import Investigator, Made, outside
from tests.interop.test_ledger import order, run

ACCOUNTS = {
    "x:@example_x": ("x",),
    "facebook:@example_facebook": ("facebook",),
    "instagram:@example_instagram": ("instagram",),
    "telegram:@example_telegram": ("telegram",),
    "whatsapp:+920000000000": ("whatsapp",),
    "youtube:@example_youtube": ("youtube",),
    "tiktok:@example_tiktok": ("pdq",),
    "other:@pictures": ("images",),
    "other:@papers": ("pdf", "timestamps"),
    "other:@pages": ("web", "text"),
}
"""Account to the folders of the samples that stand for what it published."""


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def big(
    investigator: Investigator, authority: Authority, samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    """The case and its pack."""
    folder = tmp_path_factory.mktemp("big")
    case, pack = folder / "case", folder / "pack"
    investigator.json("init", case, "--title", "Samples / نمونے")
    for number, (account, folders) in enumerate(ACCOUNTS.items(), 1):
        url = f"https://example.org/{number}"
        investigator.json("account", "add", case, account, "--id", f"100000000000{number}", "--url", url)
        paths = [samples / one for one in folders]
        added = investigator.json("add", case, *paths, "--account", account, "--url", f"{url}/post", "--note", "sample")
        assert added["failed"] == []
        expected = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for one in paths for path in files_of(one))
        assert sorted(one["sha256"] for one in added["captures"]) == expected
    exported = investigator.json(
        "export", case, "court", pack, "--authority", authority.url, "--authority-root", authority.root
    )
    return Made(pack, case, exported)


@pytest.fixture(scope="module")
def big_anchors(
    big: Made,
    investigator: Investigator,
    trust_file: Path,
    authority: Authority,
    tmp_path_factory: pytest.TempPathFactory,
) -> Anchors:
    return outside(tmp_path_factory.mktemp("anchors"), investigator, trust_file, authority, big)


def test_it_holds_every_sample_byte_for_byte(big: Made, samples: Path) -> None:
    originals = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for folders in ACCOUNTS.values()
        for one in folders
        for path in files_of(samples / one)
    }
    carried = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files_of(big.pack / "data/exhibits")}
    assert originals <= carried
    assert big.exported["captures"] == big.exported["of"] >= 800
    assert big.exported["files"] == len(files_of(big.pack))
    assert big.exported["time"] == "stamped"


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_foreign_checker_accepts_it(big: Made, big_anchors: Anchors, checker: str) -> None:
    said = CHECKERS[checker](big.pack, big_anchors)
    assert said.accepted, said.words


def test_go_accepts_its_ledger_and_a_proof_for_each_exhibit(checklog: Path, big: Made, big_anchors: Anchors) -> None:
    given = order(big.pack, big_anchors, sizes=[1, 2, 3, 63, 64, 65, 800])
    assert len(given["Proofs"]) == big.exported["captures"]
    status, said = run(checklog, given)
    assert status == 0, said


def test_poppler_and_qpdf_read_the_whole_dossier(big: Made) -> None:
    dossier = big.pack / "data/dossier.pdf"
    checked = subprocess.run([program("qpdf"), "--check", dossier], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    text = subprocess.run([program("pdftotext"), dossier, "-"], capture_output=True, text=True, check=True).stdout
    assert all(handle.split(":", 1)[1].lstrip("@") in text for handle in ACCOUNTS)


def test_our_verifier_passes_it_and_only_with_trust(big: Made, investigator: Investigator, trust_file: Path) -> None:
    trusted = investigator.run("verify", big.pack, "--trust", trust_file, "--json")
    said = json.loads(trusted.stdout)
    assert trusted.returncode == 0, said
    assert {line["state"] for line in said["lines"].values()} == {"pass"}
    alone = investigator.run("verify", big.pack, "--json")
    said = json.loads(alone.stdout)
    assert (alone.returncode, said["lines"]["signer"]["state"]) == (3, "warn")


def test_its_case_verifies(big: Made, investigator: Investigator) -> None:
    result = investigator.run("verify", big.case, "--json")
    said = json.loads(result.stdout)
    assert said["lines"]["contents"]["state"] == "pass", said
    assert result.returncode in (0, 3)


def test_the_same_pack_as_a_zip_unpacks_to_what_the_checkers_accept(
    small: Made, small_anchors: Anchors, investigator: Investigator, trust_file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "pack.zip"
    investigator.json("export", small.case, "court", target)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    (unpacked,) = (tmp_path / "out").iterdir()
    for name in ("ssh-keygen", "openssl cms", "sha256sum", "bagit.py", "pdfsig", "mutool"):
        said = CHECKERS[name](unpacked, small_anchors)
        assert said.accepted, f"{name}: {said.words}"
    result = investigator.run("verify", target, "--trust", trust_file, "--json")
    assert result.returncode in (0, 3), result.stdout


def test_a_pending_pack_carries_a_query_that_openssl_answers(
    small: Made, small_anchors: Anchors, authority: Authority, investigator: Investigator, tmp_path: Path
) -> None:
    """A query goes with the pack when no authority was asked; any machine can turn it into a token later."""
    home = tmp_path / "home"
    shutil.copytree(investigator.home, home)
    (home / "authorities.json").unlink()
    offline = Investigator(home, investigator.passphrase, investigator.public)
    pack = tmp_path / "pack"
    assert offline.json("export", small.case, "court", pack)["time"] == "pending"
    query = pack / "seal" / f"{TAG}.tsq"
    command = [program("openssl"), "ts", "-query", "-in", query, "-text"]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Hash Algorithm: sha256" in asked.stdout
    (pack / "seal" / f"{TAG}.tsr").write_bytes(authority.reply(query.read_bytes()))
    assert CHECKERS["openssl ts"](pack, small_anchors).accepted
    assert sha256sum(pack, small_anchors).accepted
