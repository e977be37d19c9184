"""A time proof without a network: a request on a stick, a stock authority's reply, and the verdict on the case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine
from tests.fakes.time_authority import LocalAuthority

from affiant.core.errors import ExitStatus


@pytest.fixture
def affiant(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return CommandLine(tmp_path, capsys, monkeypatch)


@pytest.fixture
def authority(tmp_path: Path) -> LocalAuthority:
    folder = tmp_path / "authority"
    return LocalAuthority(folder)


def trust_file(affiant: CommandLine, folder: Path, root_pem: str) -> Path:
    """What the recipient has: the signer's keys, and the authority's root from its operator."""
    path = folder / "trust.json"
    affiant.run("identity", "export", path)
    document = json.loads(path.read_text()) | {"time_authorities": [root_pem]}
    path.write_text(json.dumps(document))
    return path


def test_a_checkpoint_is_proven_by_a_reply_that_came_by_courier(
    affiant: CommandLine, authority: LocalAuthority, tmp_path: Path
) -> None:
    case = affiant.new_case()
    root = tmp_path / "root.pem"
    root.write_text(authority.root_pem)
    asked = affiant.json("stamp", "request", case, tmp_path / "out.tsq")
    (tmp_path / "in.tsr").write_bytes(authority.ask((tmp_path / "out.tsq").read_bytes()))
    proof = affiant.json("stamp", "accept", case, tmp_path / "in.tsr", "--authority-root", root)
    assert proof["size"] == asked["size"]

    verdict = affiant.run("verify", case, "--trust", trust_file(affiant, tmp_path, authority.root_pem), "--json")
    assert verdict.document["lines"]["time"]["state"] == "pass"
    assert verdict.status == ExitStatus.DONE

    again = affiant.run("stamp", "accept", case, tmp_path / "in.tsr", "--authority-root", root, "--json")
    assert again.document["error"]["code"] == "time-no-request"


def test_a_reply_to_another_request_and_an_unknown_authority_are_not_filed(
    affiant: CommandLine, authority: LocalAuthority, tmp_path: Path
) -> None:
    case = affiant.new_case()
    other = affiant.new_case("other")
    root = tmp_path / "root.pem"
    root.write_text(authority.root_pem)
    affiant.json("stamp", "request", case, tmp_path / "out.tsq")
    affiant.json("stamp", "request", other, tmp_path / "other.tsq")
    (tmp_path / "other.tsr").write_bytes(authority.ask((tmp_path / "other.tsq").read_bytes()))
    (tmp_path / "in.tsr").write_bytes(authority.ask((tmp_path / "out.tsq").read_bytes()))
    swapped = affiant.run("stamp", "accept", case, tmp_path / "other.tsr", "--authority-root", root, "--json")
    assert swapped.document["error"]["code"] == "time-other-digest"
    unrooted = affiant.run("stamp", "accept", case, tmp_path / "in.tsr", "--json")
    assert unrooted.document["error"]["code"] == "authority-missing"
    assert "time.accepted" not in [one["type"] for one in affiant.json("list", case, "events")]
