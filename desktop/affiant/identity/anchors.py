"""Anchors: the newest checkpoint of every case, kept outside of the case (design §3).

A case whose ledger was cut, or that an older copy took the place of, is then seen to be behind. Anchors lie in the
profile, below ``anchors/``, and a second time in the keyring. Whether a note is rightly signed is for `verify` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from affiant.core.checkpoint import MAX_BYTES, Checkpoint, origin, parse
from affiant.core.errors import AffiantError, ExitStatus, FormatError
from affiant.identity.os_keyring import OsKeyring
from affiant.identity.private_files import make_private_folder, profile_errors, read_bounded, replace
from affiant.identity.secret_keeper import KeeperUnavailableError

FOLDER = "anchors"
_CASE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _ignore(_: AffiantError) -> None:
    """Say nothing of a keyring that does not answer."""


class ProfileAnchors:
    """Anchors of one profile. An anchor never goes back: a smaller ledger does not replace a larger one.

    Args:
        home: the profile folder, ``AFFIANT_HOME``.
        keyring: holds the second copy, or None where there is no keyring or it is not wanted.
        warn: takes an error that is shown and not raised: the keyring's copy could not be read.
    """

    def __init__(self, home: Path, keyring: OsKeyring | None, warn: Callable[[AffiantError], None] = _ignore) -> None:
        self._folder = home / FOLDER
        self._keyring = keyring
        self._warn = warn

    def newest(self, case_id: str) -> bytes | None:
        """Return the note of the largest ledger known of a case, or None for a case never seen.

        Raises:
            AffiantError: the anchor in the profile is damaged (``anchor-damaged``) or cannot be read.
            ValueError: the case id is not a UUID.
        """
        kept = [note for note in (self._in_file(case_id), self._in_keyring(case_id)) if note is not None]
        return max(kept, key=lambda note: parse(note).size, default=None)

    def newest_or_none(self, case_id: str) -> bytes | None:
        """As `newest`, for a case id that a foreign case states of itself: none is known of one that is no UUID."""
        return self.newest(case_id) if _CASE_ID.fullmatch(case_id) else None

    def keep(self, case_id: str, note: bytes) -> None:
        """Keep a new note; durable on return. Nothing happens when a note of the same or a larger size is there.

        A damaged anchor is replaced: the newest state known is worth more than none.

        Raises:
            AffiantError: the profile cannot be written.
            FormatError: the note is not a checkpoint of this case.
            ValueError: the case id is not a UUID.
        """
        size = _of_case(note, case_id).size
        try:
            kept = self._in_file(case_id)
        except AffiantError as problem:
            if problem.code != "anchor-damaged":
                raise
            kept = None
        if kept is not None and parse(kept).size >= size:
            return
        path = self._path(case_id)
        with profile_errors(path):
            make_private_folder(self._folder)
            replace(path, note)

    def keep_in_keyring(self, case_id: str) -> None:
        """Copy the anchor into the keyring; for the end of a session, as it takes up to 60 ms.

        Raises:
            KeeperUnavailableError: the keyring does not answer.
            AffiantError: as `newest`.
        """
        if self._keyring is None:
            return
        note = self._in_file(case_id)
        if note is None:
            return
        kept = self._read_keyring(self._keyring, case_id)
        if kept is None or parse(kept).size < parse(note).size:
            self._keyring.put(_entry(case_id), note.decode())

    def _in_file(self, case_id: str) -> bytes | None:
        path = self._path(case_id)
        with profile_errors(path):
            try:
                note = read_bounded(path, MAX_BYTES)
                _of_case(note, case_id)
            except FileNotFoundError:
                return None
            except (ValueError, FormatError) as wrong:
                raise _damaged(path) from wrong
        return note

    def _in_keyring(self, case_id: str) -> bytes | None:
        if self._keyring is None:
            return None
        try:
            return self._read_keyring(self._keyring, case_id)
        except KeeperUnavailableError as problem:
            self._warn(problem)
            return None

    def _read_keyring(self, keyring: OsKeyring, case_id: str) -> bytes | None:
        """Note in the keyring; one that cannot be read is said, and counts as none, as the file is the first copy."""
        text = keyring.get(_entry(case_id))
        if text is None:
            return None
        try:
            note = text.encode()
            _of_case(note, case_id)
        except (FormatError, UnicodeEncodeError):
            self._warn(_damaged(self._path(case_id)))
            return None
        return note

    def _path(self, case_id: str) -> Path:
        if not _CASE_ID.fullmatch(case_id):
            raise ValueError("a case id is a UUID in lower case")
        return self._folder / f"{case_id}.checkpoint"


def _of_case(note: bytes, case_id: str) -> Checkpoint:
    found = parse(note)
    if found.origin != origin(case_id):
        raise FormatError("A checkpoint belongs to another case", subject=case_id)
    return found


def _entry(case_id: str) -> str:
    return f"anchor/{case_id}"


def _damaged(path: Path) -> AffiantError:
    return AffiantError(
        "anchor-damaged",
        "The newest known state of this case, kept in the profile, is damaged",
        subject=str(path),
        safe="The case itself is not affected.",
        remedy="Verify the case with an older pack or slip of it, then move this file away.",
        status=ExitStatus.DISK,
    )
