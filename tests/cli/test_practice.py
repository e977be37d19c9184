"""``affiant practice``: the whole way once, with its own profile."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.command_line import CommandLine


def test_practice_makes_a_case_and_a_verified_pack_of_each_profile(affiant: CommandLine, tmp_path: Path) -> None:
    made = affiant.json("practice", tmp_path / "practice")
    assert made["captures"] >= 20
    assert made["accounts"] == 5
    assert {one["profile"] for one in made["packs"]} >= {"press", "platform", "court"}
    for one in made["packs"]:
        assert Path(one["pack"]).exists()
        lines = {name: line["state"] for name, line in one["verdict"]["lines"].items()}
        assert lines == {"contents": "pass", "signer": "pass", "time": "warn"}
    assert not (affiant.home / "identity").exists(), "practice must not make an identity in the person's own profile"
