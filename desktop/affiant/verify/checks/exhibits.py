"""Each exhibit is described as its event recorded it, and its files are the bytes whose hashes the event holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from affiant.core import event_types
from affiant.core.event import Event
from affiant.core.pack_format import EVENTS, capture_json
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.exhibit_reading import exhibit_files, is_exhibit_file
from affiant.verify.ledger_index import LedgerIndex
from affiant.verify.pack_reading import PackReading

_KEYS = frozenset(
    (
        "account",
        "acquisition",
        "artefacts",
        "capture",
        "captured_at",
        "described",
        "event",
        "exhibit",
        "kind",
        "not_obtained",
        "note",
        "number",
        "url",
    )
)
_FROM_EVENT = ("acquisition", "capture", "captured_at", "kind", "not_obtained", "number")
_SAID = ("account", "url", "note")
"""What may be said after the capture was taken; the last one that is not null counts."""
_ARTEFACT_KEYS = frozenset(("file", "media_type", "name", "role", "sha256", "sha512", "size"))
_FROM_ARTEFACT = ("media_type", "name", "role", "sha256", "sha512", "size")


_SHOWS_ROLES = {
    "press": ("original", "screenshot"),
    "platform": ("original", "print", "screenshot", "text"),
}
"""Roles of the files that a pack may carry; the other profiles carry every file."""

_MOST_DESCRIPTIONS = 1000
"""Of one capture; a person who says more has no case any more, but an attack on our patience."""
_REPORT_EVERY = 100


def _run(pack: PackReading, progress: Progress) -> Iterator[Said]:
    exhibits = pack.statement.exhibits
    wrong_ones = 0
    last = 0
    with pack.files.open(EVENTS) as events:
        recorded = _Recorded(pack.ledger, events)
        for place, exhibit in enumerate(exhibits):
            if place % _REPORT_EVERY == 0:
                progress.report(place, len(exhibits), "Comparing exhibits")
            try:
                document = pack.capture_document(exhibit)
            except UnusableError as wrong:
                wrong_ones += 1
                yield as_owner(wrong)
                continue
            sentence = _judge(recorded, exhibit, document) or _withholding(pack.statement.profile, document)
            if sentence is None and document["number"] <= last:
                sentence = "The exhibits are not in the order of their captures, or one is shown twice."
            if sentence is None and document["capture"] in pack.ledger.withdrawn:
                sentence = "The capture was withdrawn, and yet it is shown as an exhibit."
            last = document["number"] if sentence is None else last
            if sentence is not None:
                wrong_ones += 1
                yield failed(capture_json(exhibit), sentence)
    for said in _files(pack):
        wrong_ones += 1
        yield said
    if not wrong_ones:
        yield passed(f"All {len(exhibits)} exhibits are described as the ledger recorded them.")


class _Recorded:
    """What the ledger recorded; no event is read for a second exhibit, and no account's for a second time."""

    def __init__(self, ledger: LedgerIndex, events: BinaryIO) -> None:
        self._ledger, self._events = ledger, events
        self._accounts: dict[str, dict[str, Any] | None] = {}
        self._last = 0

    def capture(self, seq: int) -> Event | None:
        """An event; captures are recorded in the order of their numbers, so that a repeated one is none."""
        if seq <= self._last:
            return None
        self._last = seq
        return self._ledger.event(seq, self._events)

    def said(self, added: Event) -> tuple[list[int], dict[str, Any]] | None:
        """The events that described a capture afterwards, and its account, URL and note as they were said last.

        None: the ledger holds a description that has not the form of one.
        """
        numbers = self._ledger.described.get(str(added.data.get("capture")), [])
        if len(numbers) > _MOST_DESCRIPTIONS:
            return None
        said = {key: added.data.get(key) for key in _SAID}
        for seq in numbers:
            event = self._ledger.event(seq, self._events)
            if event is None or seq < added.seq or not event.data.keys() >= set(_SAID):
                return None
            said |= {key: event.data[key] for key in _SAID if event.data[key] is not None}
        return numbers, said

    def account(self, name: str) -> dict[str, Any] | None:
        """How an exhibit must describe an account; None when the ledger does not record it once."""
        if name not in self._accounts:
            self._accounts[name] = self._read_account(name)
        return self._accounts[name]

    def _read_account(self, name: str) -> dict[str, Any] | None:
        read = (self._ledger.event(seq, self._events) for seq in self._ledger.accounts.get(name, ()))
        found = [one for one in read if one is not None]
        added = [one for one in found if one.type == event_types.ACCOUNT_ADDED]
        if len(added) != 1:
            return None
        observed = [
            {"at": one.at, "event": one.seq, "kind": one.data.get("kind"), "value": one.data.get("value")}
            for one in found
            if one.type == event_types.ACCOUNT_OBSERVED
        ]
        return {"id": name, "observations": observed, "platform": added[0].data.get("platform")}


def _judge(recorded: _Recorded, exhibit: str, document: dict[str, Any]) -> str | None:
    if document.keys() != _KEYS or document["exhibit"] != exhibit:
        return "The description of the exhibit does not have the form of version 1."
    seq = document["event"]
    event = recorded.capture(seq) if isinstance(seq, int) else None
    if event is None or event.type != event_types.CAPTURE_ADDED:
        return "The description names an event that does not record a capture, or one out of order."
    if not isinstance(event.data.get("number"), int) or not isinstance(event.data.get("capture"), str):
        return "The event of the capture has the wrong form."
    if any(document[key] != event.data.get(key) for key in _FROM_EVENT):
        return "The description differs from what the ledger recorded."
    described = recorded.said(event)
    if described is None:
        return "What was said of the capture afterwards is not recorded as it should be."
    numbers, said = described
    if document["described"] != numbers or document["url"] != said["url"] or document["note"] != said["note"]:
        return "What is said of the capture differs from what the ledger recorded."
    if not _same_artefacts(exhibit, document["artefacts"], event.data.get("artefacts")):
        return "The files are not those that the ledger recorded."
    account, shown = said["account"], document["account"]
    if account is None or shown is None:
        return None if account is shown else "The account is not the one that the ledger recorded."
    expected = recorded.account(str(account))
    if expected is None:
        return "The ledger does not record the account once."
    return None if shown == expected else "The account is not described as the ledger recorded it."


def _same_artefacts(exhibit: str, shown: Any, recorded: Any) -> bool:
    if not isinstance(shown, list) or not isinstance(recorded, list) or len(shown) != len(recorded):
        return False
    for number, (one, other) in enumerate(zip(shown, recorded, strict=True), 1):
        if not isinstance(one, dict) or not isinstance(other, dict) or one.keys() != _ARTEFACT_KEYS:
            return False
        if any(one[key] != other.get(key) for key in _FROM_ARTEFACT):
            return False
        if one["file"] is not None and not is_exhibit_file(exhibit, number, one["file"]):
            return False
    return True


def _withholding(profile: str, document: dict[str, Any]) -> str | None:
    """Whether the files that the pack carries are those that its profile may show."""
    shows = _SHOWS_ROLES.get(profile)
    for one in document["artefacts"]:
        if shows is None and one["file"] is None:
            return "A file is withheld, and a pack of this profile withholds none."
        if shows is not None and one["file"] is not None and one["role"] not in shows:
            return "A file is shown that a pack of this profile must withhold."
    return None


def _files(pack: PackReading) -> Iterator[Said]:
    """The manifest's digest of each file is the one that the event recorded; `payload-digests` looks at the bytes."""
    named = {capture_json(exhibit) for exhibit in pack.statement.exhibits}
    for path, artefact in exhibit_files(pack):
        named.add(path)
        if path not in pack.manifest:
            yield failed(path, "The exhibit names this file, but it is missing.")
        elif pack.manifest[path] != artefact.get("sha256") or _size(pack, path, artefact) != artefact.get("size"):
            yield failed(path, "The file is not the one that the ledger recorded.")
    for path in sorted(one for one in pack.paths if one.startswith("data/exhibits/") and one not in named):
        yield failed(path, "This file belongs to no exhibit.")


def _size(pack: PackReading, path: str, artefact: dict[str, Any]) -> Any:
    """Size of a file; a missing one is reported by `payload-set`."""
    return pack.files.size(path) if path in pack.paths else artefact.get("size")


CHECK = Check("exhibits", LineName.CONTENTS, _run)
