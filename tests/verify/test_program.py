"""The verifier as a program, seen from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.token_maker import TokenMaker

from affiant.core import pack_format as form
from affiant.core import trust
from affiant.core.errors import ExitStatus
from affiant.verify import __main__ as program


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "affiant.verify", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, encoding="utf-8")


@pytest.fixture
def trust_file(keys: PackKeys, authority: TokenMaker, tmp_path: Path) -> Path:
    path = tmp_path / "trust.json"
    path.write_bytes(trust.write([keys.public], [authority.root_pem]))
    return path


def test_statuses_follow_the_verdict(keys: PackKeys, authority: TokenMaker, trust_file: Path, tmp_path: Path) -> None:
    stamped = PackMaker(
        keys, time=form.TIME_STAMPED, stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest)}
    ).folder(tmp_path)
    assert _run(stamped, "--trust", trust_file).returncode == ExitStatus.DONE
    assert _run(stamped).returncode == ExitStatus.INCOMPLETE
    (stamped / "VERIFY.txt").write_bytes(b"altered")
    assert _run(stamped, "--trust", trust_file).returncode == ExitStatus.FAILED_VERIFICATION
    assert _run(tmp_path / "missing").returncode == ExitStatus.USAGE
    assert _run().returncode == ExitStatus.USAGE


def test_the_document_has_the_form_of_the_design(keys: PackKeys, tmp_path: Path) -> None:
    done = _run(PackMaker(keys).folder(tmp_path), "--json")
    found = json.loads(done.stdout)
    assert found.keys() == {"verdict", "lines", "findings", "proves", "does_not_prove"}
    assert found["verdict"] == "incomplete"
    assert found["lines"].keys() == {"contents", "signer", "time"}
    assert all(one.keys() == {"check", "outcome", "subject", "detail"} for one in found["findings"])
    assert done.stderr == ""


def test_the_text_says_the_same_words_as_the_document(keys: PackKeys, trust_file: Path, tmp_path: Path) -> None:
    hooks = Hooks(sealed=lambda files: files.update({"NOTES": b"x"}))
    pack = PackMaker(keys, hooks).folder(tmp_path)
    text = _run(pack, "--trust", trust_file).stdout
    found = json.loads(_run(pack, "--trust", trust_file, "--json").stdout)
    assert text.startswith("Changed: do not rely on this.\n")
    words = " ".join(text.split())
    for one in found["lines"].values():
        assert one["text"] in words
    for sentence in found["does_not_prove"]:
        assert sentence in words
    assert words.index("file-set") < words.index("time-declared")


def test_an_error_is_one_document_too(tmp_path: Path) -> None:
    done = _run(tmp_path / "missing", "--json")
    assert json.loads(done.stdout)["error"]["code"] == "pack-missing"
    assert "There is no such file or folder" in done.stderr


def test_a_wrong_trust_file_is_an_error_and_no_verdict(keys: PackKeys, tmp_path: Path) -> None:
    wrong = tmp_path / "trust.json"
    wrong.write_bytes(b"{}")
    done = _run(PackMaker(keys).folder(tmp_path), "--trust", wrong)
    assert (done.returncode, done.stdout) == (ExitStatus.USAGE, "")


def test_progress_is_reported_on_stderr(keys: PackKeys, tmp_path: Path) -> None:
    done = _run(PackMaker(keys).folder(tmp_path), "--progress-json")
    reports = [json.loads(text) for text in done.stderr.splitlines()]
    assert reports
    assert all(one.keys() == {"done", "total", "what"} for one in reports)


def test_it_loads_neither_a_database_nor_a_window_nor_the_network() -> None:
    unwanted = {"sqlite3", "_sqlite3", "sqlite_utils", "PySide6", "http", "ssl"}
    code = f"import sys, affiant.verify.__main__; print([m for m in sys.modules if m.split('.')[0] in {unwanted}])"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_it_limits_itself() -> None:
    code = (
        "import resource\n"
        "from affiant.verify.process_limits import limit_this_process\n"
        "limit_this_process()\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == [str(2 << 30), "0"]


def test_a_path_that_is_no_text_is_an_error_in_one_document(tmp_path: Path) -> None:
    done = _run(os.fsdecode(os.fsencode(tmp_path / "nope") + b"\xff"), "--json")
    assert done.returncode == ExitStatus.USAGE
    assert json.loads(done.stdout)["error"]["code"] == "pack-missing"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_result_that_cannot_be_written_is_no_failed_verification(keys: PackKeys, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-m", "affiant.verify", str(PackMaker(keys).folder(tmp_path))]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == ExitStatus.DISK
    assert b"Traceback" not in done.stderr


def test_a_reader_that_went_away_changes_nothing_of_the_verdict(keys: PackKeys, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-m", "affiant.verify", str(PackMaker(keys).folder(tmp_path)), "--json"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (ExitStatus.INCOMPLETE, b"")


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (AssertionError("a bug"), ExitStatus.BUG),
        (BaseException("a panic of a library"), ExitStatus.BUG),
        (MemoryError(), ExitStatus.INCOMPLETE),
    ],
)
def test_a_bug_of_ours_is_no_failed_verification_and_one_document(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], raised: BaseException, status: int
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise raised

    monkeypatch.setattr(program, "verify_pack", broken)
    monkeypatch.setattr(program, "limit_this_process", lambda: None)
    assert program.main(["PACK", "--json"]) == status
    found = json.loads(capsysbinary.readouterr().out)
    assert {one["state"] for one in found["lines"].values()} == {"unknown"}


def test_cancelling_is_one_document_too(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "verify_pack", interrupted)
    monkeypatch.setattr(program, "limit_this_process", lambda: None)
    assert program.main(["PACK", "--json"]) == ExitStatus.CANCELLED
    assert json.loads(capsysbinary.readouterr().out)["error"]["code"] == "cancelled"
