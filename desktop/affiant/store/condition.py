"""The working-condition record: did the system work at the material time? Courts ask."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
import time
from typing import Any

from affiant.store.clock_panel import Panel
from affiant.store.disk_errors import free_bytes
from affiant.store.pages import Questions
from affiant.store.ports import StorePorts

_KNOWN_ANSWERS = (
    # FIPS 180-4 examples: the message "abc".
    ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
        "sha512",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ),
)


def condition_record(ask: Questions, panel: Panel, ports: StorePorts, *, chain: bool, integrity: str) -> dict[str, Any]:
    """Return the ``condition`` object of `event_types.CONDITION_RECORDED`.

    Args:
        ask: the case.
        panel: the clocks.
        ports: who we are.
        chain: whether `chain_check.chain_holds`.
        integrity: answer of `integrity`.
    """
    events = ask.one("SELECT max(seq) FROM event")
    return {
        "app_sha256": ports.app_sha256,
        "app_version": ports.app_version,
        "chain": "pass" if chain else "fail",
        "clock": panel.to_json(),
        "free_bytes": free_bytes(ask.path.parent) or 0,
        "hash_self_test": "pass" if hash_self_test() else "fail",
        "integrity": integrity,
        "ledger_events": int(events[0] or 0) if events else 0,
        "os": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "time_zone": "/".join(time.tzname),
    }


def hash_self_test() -> bool:
    """Whether the hashes give the known answers."""
    return all(hashlib.new(name, b"abc").hexdigest() == answer for name, answer in _KNOWN_ANSWERS)


def integrity(ask: Questions, *, thorough: bool) -> str:
    """``ok``, or how many problems SQLite's own check finds (100 at most).

    Args:
        ask: the database.
        thorough: compare every index with its table as well, which takes three times as long.
    """
    found = ask.all("PRAGMA integrity_check(100)" if thorough else "PRAGMA quick_check(100)")
    return "ok" if found == [("ok",)] else str(len(found))
