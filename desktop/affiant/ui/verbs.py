"""What the window asks of the layers below: one port, so that a page is tested without a disk.

`workflow_verbs.py` answers it with the verbs of `workflow`; `tests/fakes/verbs.py` answers it from memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from affiant.capture.screen.shot import ShotFacts
from affiant.capture.watching.folder_watch import Look
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError
from affiant.core.identity import PublicIdentity
from affiant.core.model import Account
from affiant.core.progress import Progress
from affiant.core.verdict import Verdict
from affiant.ui.web_verbs import WebVerbs
from affiant.workflow.accounts import AccountForm
from affiant.workflow.add_files import AddOrder, AddOutcome
from affiant.workflow.capture_screen import ShotLabel, TakenScreenshot
from affiant.workflow.descriptions import Description
from affiant.workflow.export_pack import ExportOutcome
from affiant.workflow.import_export import ImportOrder, ImportOutcome, WhatWasRead


@dataclass(frozen=True, slots=True)
class Questions:
    """What must be asked to open, or first to make, the identity; often nothing."""

    name: bool
    """There is no identity yet."""
    passphrase: bool
    """This computer has no keyring, and the passphrase was not given before."""


@dataclass(frozen=True, slots=True)
class IdentityAnswers:
    """Answers to `Questions`; None for what was not asked."""

    name: str | None = None
    passphrase: str | None = None


@dataclass(frozen=True, slots=True)
class PackWish:
    """A pack that a person wants; the time authorities of the profile are asked by themselves."""

    profile: str
    out: Path
    """Folder to make, or a file ending in ``.zip``."""
    captures: tuple[str, ...] | None
    """Capture ids, or None for all that are not withdrawn."""
    language: str


class Looking(Protocol):
    """Says what came into a watched folder; see `workflow.watch_folder.FolderTaking`."""

    def look(self) -> Look:
        """Look once: what is complete now, and was not taken as it is."""

    def taken(self, outcome: AddOutcome) -> None:
        """Say what became of files that were handed out; on any thread."""


class ReadCase(CaseReading, Protocol):
    """A case open for reading on one thread."""

    def close(self) -> None:
        """Give the case back."""


class WritableCase(Protocol):
    """A case open for writing; every call comes from the thread that opened it (see `jobs.py`)."""

    @property
    def folder(self) -> Path:
        """The case folder."""

    @property
    def signer(self) -> PublicIdentity:
        """Public side of the identity that signs the case; may be asked for on any thread."""

    @property
    def web(self) -> WebVerbs:
        """Web capture; may be asked for, and called, on any thread."""

    def add_files(self, order: AddOrder, progress: Progress) -> AddOutcome:
        """Take files into the case."""

    def import_export(self, order: ImportOrder, progress: Progress) -> ImportOutcome:
        """Take a platform's own export into the case, and read it."""

    def read_captures(self, ids: Sequence[str], progress: Progress) -> WhatWasRead:
        """Read captures that are there already as one export."""

    def add_account(self, form: AccountForm) -> Account:
        """Add an account, or new observations of one that is there already."""

    def observe_account(self, account_id: str, form: AccountForm) -> Account:
        """Record what differs from the newest observations of an account."""

    def take_screenshot(
        self, facts: ShotFacts, picture: BinaryIO, label: ShotLabel, progress: Progress
    ) -> TakenScreenshot:
        """Take a picture of the screen into the case; durable, hashed and sealed when this returns."""

    def examine_screenshot(self, taken: TakenScreenshot, progress: Progress) -> AffiantError | None:
        """Have it looked into; returns why that was impossible, or None."""

    def describe(self, ids: Sequence[str], description: Description) -> None:
        """Record account, URL and note of captures afterwards."""

    def mark_fit(self, ids: Sequence[str], profile: str) -> None:
        """Record that a person looked at captures and found them fit for a profile."""

    def withdraw(self, capture_id: str, reason: str) -> None:
        """Withdraw a capture with a reason."""

    def export_pack(self, wish: PackWish, progress: Progress) -> ExportOutcome:
        """Write, seal and verify a pack."""

    def close(self) -> None:
        """Close the case."""


class Verbs(Protocol):
    """The verbs. Errors are `AffiantError`; long work may be `Cancelled`."""

    @property
    def home(self) -> Path:
        """Profile folder."""

    @property
    def resources(self) -> Path:
        """Folder with ``icons`` and ``style``."""

    def now(self) -> str:
        """Reading of the device clock, UTC, as `core.clock` writes it."""

    def questions(self, folder: Path | None) -> Questions:
        """What must be asked before a case can be made, or before the case in a folder can be opened."""

    def create_case(self, answers: IdentityAnswers, folder: Path, title: str) -> WritableCase:
        """Make a case, and the identity where there is none; leave the case open for writing."""

    def open_case(self, answers: IdentityAnswers, folder: Path) -> WritableCase:
        """Open a case for writing."""

    def open_for_reading(self, folder: Path) -> ReadCase:
        """Open a case on this thread for reading; never waits for a writer."""

    def time_authorities(self) -> tuple[str, ...]:
        """Addresses of the time authorities that are set up."""

    def new_sequence(self) -> str:
        """An id for a sequence of pictures that is about to begin."""

    def watch(self, folder: Path, case_folder: Path) -> Looking:
        """A watch of what comes into a folder, the case itself left out."""

    def verify(self, path: Path, trust_files: Sequence[Path], progress: Progress) -> Verdict:
        """Verify a pack or a case."""

    def practice(self, folder: Path, progress: Progress) -> Path:
        """Build the practice case and its packs below a new folder and return the case's folder."""
