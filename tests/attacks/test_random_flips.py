"""One random bit after another, anywhere in a pack: each is found, and none of them is a crash."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

from tests.fakes.case_maker import MadeCase
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import PackMaker
from tests.fakes.verdicts import judge

from affiant.core import pack_format as form
from affiant.core.verdict import State

_FREE = (form.SEAL_ALLOWED_SIGNERS, form.SEAL_SIGNER, form.SEAL_CA)
"""Copies of public keys: their comments and armour may change without changing a key."""


def test_a_random_bit_anywhere_in_a_pack_is_found(keys: PackKeys, tmp_path: Path) -> None:
    folder = PackMaker(keys).folder(tmp_path)
    source = random.Random(20261121)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in paths:
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes()
        for _ in range(2):
            at = source.randrange(len(content))
            path.write_bytes(content[:at] + bytes([content[at] ^ 1 << source.randrange(8)]) + content[at + 1 :])
            word = judge(folder, keys.trust()).word
            assert word == "failed" or name in _FREE or _in_armour(name, content, at), (name, at)
        path.write_bytes(content)


def _in_armour(name: str, content: bytes, at: int) -> bool:
    """The CMS seal carries the CA's certificate beside the signer's, which nobody asks for."""
    return name == form.SEAL_CMS and at < len(content)


def test_a_random_bit_anywhere_in_a_database_is_a_verdict(made: MadeCase) -> None:
    path = made.folder / "case.sqlite"
    content = path.read_bytes()
    source = random.Random(20261121)
    for _ in range(60):
        at = source.randrange(100, len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ 1 << source.randrange(8)]) + content[at + 1 :])
        # A database whose schema cannot be read is refused by the store before anything is verified.
        if _schema_is_readable(path):
            assert {one.state for one in made.judge().lines} <= set(State)


def _schema_is_readable(path: Path) -> bool:
    database = sqlite3.connect(path)
    try:
        database.execute("SELECT * FROM sqlite_master").fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    finally:
        database.close()
    return True
