"""``affiant search``: captures by words of names, notes, addresses and accounts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.fakes.command_line import CommandLine


def test_everything_that_fits_is_found_however_much_it_is(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    (tmp_path / "in").mkdir()
    for number in range(203):
        (tmp_path / "in" / f"{number}.txt").write_text(str(number))
    affiant.json("add", case, tmp_path / "in", "--note", "flood")
    assert len(affiant.json("search", case, "flood")) == 203


def test_captures_are_found_by_name_note_and_account(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    affiant.json("account", "add", case, "x:@karachi_desk", "--name", "کراچی", "--id", "998877")
    for name in ("post.txt", "reply.txt"):
        (tmp_path / name).write_text(name)
    affiant.json("add", case, tmp_path / "post.txt", "--account", "x:@karachi_desk", "--note", "water tanker")
    affiant.json("add", case, tmp_path / "reply.txt")

    def found(*words: str) -> list[str]:
        return [one["id"] for one in affiant.json("search", case, *words)]

    assert found("tanker") == ["C00001"]
    assert found("reply") == ["C00002"]
    assert found("کراچی") == ["C00001"]
    assert found("998877") == ["C00001"]
    assert found(hashlib.sha256(b"reply.txt").hexdigest()[:16]) == ["C00002"]
    assert found("nowhere") == []
    assert "0 found." in affiant.run("search", case, "nowhere").out
