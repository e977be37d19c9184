"""``affiant import``: an export into a case and what it holds, found again by ``search`` and ``list``."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

CHAT = "15/01/24, 09:41 - Ann: tanker at nine\n16/01/24, 09:42 - Bob: <Media omitted>\n"


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    path = tmp_path / "WhatsApp Chat with Ann.txt"
    path.write_text(CHAT)
    return path


def test_the_document_has_exactly_the_documented_fields(affiant: CommandLine, chat: Path) -> None:
    case = affiant.new_case()
    said = affiant.json("import", case, chat, "--note", "from Ann")
    (capture,) = said.pop("captures")
    assert capture.keys() == {"id", "path", "sha256", "event", "same_as"}
    assert said == {
        "not_taken": [],
        "reader": {"key": "whatsapp", "version": 1},
        "platform": "whatsapp",
        "read": {"message": 2},
        "skipped": {},
        "notes": {"date-order-day-first": 2, "media-omitted": 1, "time-zone-unknown": 2},
        "failed": None,
        "first_posted": None,
        "last_posted": None,
        "event": capture["event"] + 1,
    }


def test_people_are_told_what_was_read_and_what_was_not(affiant: CommandLine, chat: Path) -> None:
    ran = affiant.run("import", affiant.new_case(), chat)
    assert ran.status == 0
    assert "C00001: 1 taken, hashed and sealed." in ran.out
    assert "Read as: WhatsApp chat" in ran.out
    assert "2  read: message" in ran.out
    assert "2  noted: a local time, and the export does not say where (time-zone-unknown)" in ran.out


def test_what_no_reader_knows_is_taken_and_said(affiant: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear friend")
    case = affiant.new_case()
    ran = affiant.run("import", case, tmp_path / "letter.txt")
    assert ran.status == 3
    assert "No reader knows this export" in ran.out
    assert len(affiant.json("list", case, "captures")) == 1


def test_a_reader_can_be_named(affiant: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"stray line\n{CHAT}")
    case = affiant.new_case()
    said = affiant.run("import", case, tmp_path / "a.txt", "--reader", "whatsapp", "--json").document
    assert (said["read"], said["skipped"]) == ({"message": 2}, {"line-without-message": 1})


def test_a_reader_that_there_is_not_is_refused_before_anything_is_taken(affiant: CommandLine, chat: Path) -> None:
    case = affiant.new_case()
    ran = affiant.run("import", case, chat, "--reader", "whatsap", "--json")
    assert (ran.status, ran.document["error"]["code"]) == (2, "usage")
    assert "telegram_html" in ran.document["error"]["subject"]
    assert affiant.json("list", case, "captures") == []


def test_a_broken_export_says_its_code(affiant: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no more")
    ran = affiant.run("import", affiant.new_case(), tmp_path / "a.zip")
    assert ran.status == 3
    assert "(format)" in ran.out


def test_records_are_searched_beside_captures(affiant: CommandLine, chat: Path) -> None:
    case = affiant.new_case()
    affiant.json("import", case, chat, "--note", "tanker case")
    out = affiant.run("search", case, "tanker").out
    assert "1 found.\n" in out
    assert "message  15/01/24, 09:41  Ann  tanker at nine" in out
    assert "1 found in imported exports." in out
    assert [one["id"] for one in affiant.json("search", case, "tanker")] == ["C00001"]
    (record,) = affiant.json("search", case, "tanker", "--records")
    assert (record["author"], record["where"]["start"], record["n"]) == ("Ann", 0, 1)
    assert affiant.run("search", case, "nowhere", "--records").out == "0 found in imported exports.\n"


def test_records_are_listed(affiant: CommandLine, chat: Path) -> None:
    case = affiant.new_case()
    assert affiant.run("list", case, "records").out == "No records.\n"
    affiant.json("import", case, chat)
    assert [one["author"] for one in affiant.json("list", case, "records")] == ["Ann", "Bob"]
    assert "<Media omitted>" in affiant.run("list", case, "records").out


def test_text_of_an_export_cannot_steer_the_terminal(affiant: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "_chat.txt").write_text("15/01/24, 09:41 - A\u202enn: red\x1b[31m word\n")
    case = affiant.new_case()
    affiant.json("import", case, tmp_path / "_chat.txt")
    out = affiant.run("search", case, "word").out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_pack_of_a_case_with_records_verifies(affiant: CommandLine, chat: Path, tmp_path: Path) -> None:
    case = affiant.new_case()
    affiant.json("import", case, chat)
    assert "Unchanged" in affiant.run("verify", case).out
    affiant.json("export", case, "court", tmp_path / "pack")
    assert "Unchanged" in affiant.run("verify", tmp_path / "pack").out


def test_a_path_that_leads_nowhere_says_what_to_do(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    ran = affiant.run("import", case, tmp_path / "nothing", "--json")
    (missing,) = ran.document["not_taken"]
    assert (ran.status, list(missing)) == (2, ["path", "code", "title", "remedy"])
    assert missing["remedy"]
    assert missing["remedy"] in affiant.run("import", case, tmp_path / "nothing").out
