"""``affiant id``: exact answers in text and JSON, without a case, a profile or a network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus

URL = "https://x.com/example/status/1382350606417817604?s=20&t=abc"
TEXT = """\
https://x.com/example/status/1382350606417817604?s=20&t=abc
  Cleaned URL  https://x.com/example/status/1382350606417817604
  Dropped      s, t

X, post
  Durable ID  1382350606417817604
  Time        2021-04-14T15:10:42.059Z (derived, ±1 ms): number issued
  Formula     x-snowflake 1: unix_ms = (id >> 22) + 1288834974657
  Machine     327
  Sequence    4

X, user
  Durable ID  Not in what was given
  Handle      @example
  Time        None: only an identifier can carry one
  Missing     Numeric user ID: in the address of the profile's banner picture \
(pbs.twimg.com/profile_banners/<number>/…), or in the page source as rest_id.
  Note        Only the number decides: the handle in the address may be wrong or old.
"""


def test_the_text_says_everything(affiant: CommandLine) -> None:
    ran = affiant.run("id", URL)
    assert (ran.status, ran.out, ran.talk) == (0, TEXT, "")


def test_the_document_says_everything(affiant: CommandLine) -> None:
    document = affiant.json("id", URL, "--captured-at", "2026-11-21T17:00:00+05:00")
    assert {key: document[key] for key in document if key != "readings"} == {
        "input": URL,
        "captured_at": "2026-11-21T12:00:00.000Z",
        "method": {"name": "identifier-desk", "version": 1},
        "refused": None,
        "cleaned_url": "https://x.com/example/status/1382350606417817604",
        "dropped": ["s", "t"],
        "leads_to": None,
        "notes": [],
    }
    assert document["readings"][0] == {
        "platform": "x",
        "kind": "post",
        "candidate": False,
        "lead": False,
        "confirmed": True,
        "id": "1382350606417817604",
        "handle": None,
        "outcome": "value",
        "derived": {
            "time": "2021-04-14T15:10:42.059Z",
            "tolerance_ms": 1,
            "meaning": "number issued",
            "formula": {"name": "x-snowflake", "version": 1, "text": "unix_ms = (id >> 22) + 1288834974657"},
        },
        "refused": None,
        "details": [{"name": "machine", "value": "327"}, {"name": "sequence", "value": "4"}],
        "missing": [],
        "notes": [],
    }


def test_a_time_after_the_capture_is_a_conflict(affiant: CommandLine) -> None:
    document = affiant.json("id", URL, "--captured-at", "2020-01-01T00:00:00Z")
    assert document["readings"][0]["outcome"] == "conflict"


def test_the_platform_decides_a_number_and_older_ones_are_decoded_on_demand(affiant: CommandLine) -> None:
    number = "6499999999999999999"
    assert affiant.json("id", number, "--platform", "tiktok")["readings"][0]["outcome"] == "refused"
    assert affiant.json("id", number, "--platform", "tiktok", "--older")["readings"][0]["outcome"] == "value"


def test_a_dialog_id_with_its_minus_is_a_word_like_others(affiant: CommandLine) -> None:
    assert affiant.json("id", "-1001234567890")["readings"][0]["kind"] == "channel"


def test_what_is_refused_says_why_and_is_no_success(affiant: CommandLine) -> None:
    ran = affiant.run("id", "https://x.com@evil.example/")
    assert ran.status == ExitStatus.USAGE
    assert "Nothing was read. A user name stands before the host" in ran.out
    assert affiant.run("id", "+1", "--json").document["refused"]["code"] == "number-sign"


def test_invisible_characters_do_not_reach_the_terminal(affiant: CommandLine) -> None:
    assert "\u202e" not in affiant.run("id", "https://x.com/\u202egpj").out


@pytest.mark.parametrize("time", ["yesterday", "2026-01-31T12:00:00", "2026-13-01T00:00:00Z"])
def test_a_time_without_its_offset_is_refused(affiant: CommandLine, time: str) -> None:
    ran = affiant.run("id", URL, "--captured-at", time, "--json")
    assert (ran.status, ran.document["error"]["code"]) == (ExitStatus.USAGE, "time-form")


def test_it_loads_no_store_no_signatures_and_no_window(tmp_path: Path) -> None:
    code = (
        "import sys; from affiant.cli.main import main; main(['id', '1382350606417817604']); "
        "print([one for one in ('sqlite3', 'cryptography', 'PySide6', 'PIL', 'socket', 'ssl') "
        "if one in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stderr.strip() == "[]"
