"""The window's port, answered with the verbs of `workflow`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from affiant.capture.screen.shot import ShotFacts
from affiant.core.errors import AffiantError
from affiant.core.identity import PublicIdentity
from affiant.core.model import Account
from affiant.core.progress import Progress
from affiant.core.verdict import Verdict
from affiant.identity.unlocked import UnlockedIdentity
from affiant.store.case import Case
from affiant.store.read_only_case import ReadOnlyCase
from affiant.ui.verbs import IdentityAnswers, PackWish, Questions
from affiant.workflow.accounts import AccountForm, add_account, observe
from affiant.workflow.add_files import AddOrder, AddOutcome, add_files
from affiant.workflow.authorities import configured_authorities
from affiant.workflow.capture_screen import ShotLabel, TakenScreenshot, examine_screenshot, take_screenshot
from affiant.workflow.cases import begin_case, create_case, end_case
from affiant.workflow.descriptions import Description, describe
from affiant.workflow.export_pack import ExportOrder, ExportOutcome, export_pack
from affiant.workflow.identities import identity_profile, unlock_or_create_identity
from affiant.workflow.import_export import ImportOrder, ImportOutcome, WhatWasRead, import_export, read_captures
from affiant.workflow.practice import practice
from affiant.workflow.reviews import mark_fit, withdraw
from affiant.workflow.system import System
from affiant.workflow.verification import verify
from affiant.workflow.watch_folder import FolderTaking, taking_from
from affiant.workflow.web_work import WebWork


class WorkflowCase:
    """A case open for writing; see `verbs.WritableCase`."""

    def __init__(self, system: System, case: Case, identity: UnlockedIdentity) -> None:
        self._system = system
        self._case = case
        self._identity = identity
        self._web = WebWork(system, case)

    @property
    def folder(self) -> Path:
        """See `WritableCase`."""
        return self._case.folder

    @property
    def signer(self) -> PublicIdentity:
        """See `WritableCase`."""
        return self._identity.public

    @property
    def web(self) -> WebWork:
        """See `WritableCase`."""
        return self._web

    def add_files(self, order: AddOrder, progress: Progress) -> AddOutcome:
        """See `WritableCase`."""
        return add_files(self._case, order, self._system, progress)

    def import_export(self, order: ImportOrder, progress: Progress) -> ImportOutcome:
        """See `WritableCase`."""
        return import_export(self._case, order, self._system, progress)

    def read_captures(self, ids: Sequence[str], progress: Progress) -> WhatWasRead:
        """See `WritableCase`."""
        return read_captures(self._case, ids, progress)

    def add_account(self, form: AccountForm) -> Account:
        """See `WritableCase`."""
        return add_account(self._case, form)

    def observe_account(self, account_id: str, form: AccountForm) -> Account:
        """See `WritableCase`."""
        return observe(self._case, account_id, form.observations())

    def take_screenshot(
        self, facts: ShotFacts, picture: BinaryIO, label: ShotLabel, progress: Progress
    ) -> TakenScreenshot:
        """See `WritableCase`."""
        return take_screenshot(self._case, self._system, facts, picture, label, progress)

    def examine_screenshot(self, taken: TakenScreenshot, progress: Progress) -> AffiantError | None:
        """See `WritableCase`."""
        return examine_screenshot(self._case, taken, progress)

    def describe(self, ids: Sequence[str], description: Description) -> None:
        """See `WritableCase`."""
        describe(self._case, ids, description)

    def mark_fit(self, ids: Sequence[str], profile: str) -> None:
        """See `WritableCase`."""
        mark_fit(self._case, ids, profile)

    def withdraw(self, capture_id: str, reason: str) -> None:
        """See `WritableCase`."""
        withdraw(self._case, capture_id, reason)

    def export_pack(self, wish: PackWish, progress: Progress) -> ExportOutcome:
        """See `WritableCase`."""
        order = ExportOrder(wish.profile, wish.out, wish.captures, wish.language, configured_authorities(self._system))
        return export_pack(self._system, self._case, self._identity, order, progress)

    def close(self) -> None:
        """See `WritableCase`."""
        self._web.close()
        end_case(self._system, self._case)


class WorkflowVerbs:
    """See `verbs.Verbs`.

    Args:
        system: surroundings of this run.
        resources: folder with ``icons`` and ``style``.
    """

    def __init__(self, system: System, resources: Path) -> None:
        self._system = system
        self._resources = resources
        self._unlocked: dict[Path, UnlockedIdentity] = {}
        """By profile folder."""

    @property
    def home(self) -> Path:
        """See `Verbs`."""
        return self._system.home

    @property
    def resources(self) -> Path:
        """See `Verbs`."""
        return self._resources

    def now(self) -> str:
        """See `Verbs`."""
        return self._system.clock.now().iso()

    def questions(self, folder: Path | None) -> Questions:
        """See `Verbs`."""
        system = self._system_for(folder)
        if system.home in self._unlocked:
            return Questions(name=False, passphrase=False)
        profile = identity_profile(system)
        return Questions(
            name=not profile.exists(),
            passphrase=system.passphrase_file is None and profile.needs_passphrase(),
        )

    def create_case(self, answers: IdentityAnswers, folder: Path, title: str) -> WorkflowCase:
        """See `Verbs`."""
        identity = self._unlock(self._system, answers)
        return WorkflowCase(self._system, create_case(self._system, identity, folder, title), identity)

    def open_case(self, answers: IdentityAnswers, folder: Path) -> WorkflowCase:
        """See `Verbs`."""
        system = self._system_for(folder)
        identity = self._unlock(system, answers)
        return WorkflowCase(system, begin_case(system, identity, folder), identity)

    def open_for_reading(self, folder: Path) -> ReadOnlyCase:
        """See `Verbs`."""
        return Case.open_read_only(folder)

    def time_authorities(self) -> tuple[str, ...]:
        """See `Verbs`."""
        return tuple(one.url for one in configured_authorities(self._system))

    def new_sequence(self) -> str:
        """See `Verbs`."""
        return self._system.random(8).hex()

    def watch(self, folder: Path, case_folder: Path) -> FolderTaking:
        """See `Verbs`."""
        return taking_from(folder, (case_folder, self._system.home), self._system.clock)

    def verify(self, path: Path, trust_files: Sequence[Path], progress: Progress) -> Verdict:
        """See `Verbs`."""
        return verify(self._system_for(path), path, trust_files, progress)

    def practice(self, folder: Path, progress: Progress) -> Path:
        """See `Verbs`."""
        return practice(self._system, folder, progress).case

    def _system_for(self, folder: Path | None) -> System:
        """The practice case is signed by its own identity, which lies beside it; every other case by the person's."""
        if folder is None:
            return self._system
        home = folder.parent / "profile"
        passphrase = home / "passphrase.txt"
        return replace(self._system, home=home, passphrase_file=passphrase) if passphrase.is_file() else self._system

    def _unlock(self, system: System, answers: IdentityAnswers) -> UnlockedIdentity:
        if system.home not in self._unlocked:
            if answers.passphrase is not None:
                system = replace(system, ask_passphrase=lambda: answers.passphrase)
            self._unlocked[system.home] = unlock_or_create_identity(system, answers.name)
        return self._unlocked[system.home]
