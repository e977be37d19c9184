"""The window's port in memory: real events and real models of `MemoryCase`, no disk but for thumbnails, no child."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tests.fakes.case_memory import MemoryCase
from tests.fakes.signer import MemorySigner
from tests.fakes.web_verbs import FakeWeb

from affiant.capture.screen.shot import ShotFacts
from affiant.core import event_types
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.event import Draft
from affiant.core.identity import PublicIdentity
from affiant.core.model import Account
from affiant.core.progress import Progress
from affiant.core.verdict import DOES_NOT_PROVE, Finding, Line, LineName, State, Verdict
from affiant.store.staging import StoredObject
from affiant.ui.verbs import IdentityAnswers, PackWish, Questions
from affiant.workflow.accounts import AccountForm
from affiant.workflow.add_files import AddedCapture, AddOrder, AddOutcome, FailedFile
from affiant.workflow.capture_intake import TakenArtefact, TakenCapture
from affiant.workflow.capture_screen import ShotLabel, TakenScreenshot
from affiant.workflow.descriptions import Description
from affiant.workflow.export_pack import ExportOutcome
from affiant.workflow.import_export import ImportOrder, ImportOutcome, WhatWasRead
from affiant.workflow.system_clock import SystemClock
from affiant.workflow.watch_folder import FolderTaking, taking_from

_KINDS = {b"\x89PNG": "image/png", b"%PDF": "application/pdf"}


def verdict(contents: State = State.PASS, signer: State = State.PASS, time: State = State.PASS) -> Verdict:
    """A verdict with these three states and one finding for each."""
    states = dict(zip(LineName, (contents, signer, time), strict=True))
    first, second, third = (Line(name, state, f"What {name} came to.") for name, state in states.items())
    findings = tuple(
        Finding(f"{name}-check", state, f"data/{name}.json", f"A sentence on {name}.") for name, state in states.items()
    )
    return Verdict((first, second, third), findings, ("The files are those that were sealed.",), DOES_NOT_PROVE)


class HastyClock(SystemClock):
    """Each reading is three seconds after the one before: a file in a watched folder has settled at the second look."""

    seconds = 0

    def monotonic_ns(self) -> int:
        self.seconds += 3
        return self.seconds * 1_000_000_000


class ReadableCase(MemoryCase):
    """A `MemoryCase` that can be given back."""

    closed = 0

    def close(self) -> None:
        self.closed += 1


@dataclass
class FakeWritable:
    """A case open for writing."""

    case: ReadableCase
    verbs: FakeVerbs
    closed: bool = False
    threads: set[str] = field(default_factory=set)
    """Names of the threads that wrote."""

    @property
    def folder(self) -> Path:
        return self.case.folder

    @property
    def web(self) -> FakeWeb:
        return self.verbs.web_of(self.case)

    @property
    def signer(self) -> PublicIdentity:
        return self.case.signer.public

    def add_files(self, order: AddOrder, progress: Progress) -> AddOutcome:
        self.threads.add(threading.current_thread().name)
        self.verbs.orders.append(order)
        taken: list[AddedCapture] = []
        failed: list[FailedFile] = []
        try:
            for number, path in enumerate(self._files(order.sources)):
                progress.report(number, None, "Taking files")
                self.verbs.pause(progress)
                try:
                    content = path.read_bytes()
                except OSError:
                    failed.append(_missing(path))
                    continue
                made = self.case.add_capture(
                    content,
                    name=path.name,
                    media_type=_KINDS.get(content[:4], "text/plain"),
                    account=order.account,
                    url=order.url,
                    note=order.note,
                    examined=False,
                )
                sha256 = made.artefacts[0].sha256
                taken.append(AddedCapture(made.id, made.number, str(path), sha256, made.seq, made.same_as))
        except Cancelled:
            return AddOutcome(tuple(taken), tuple(failed), True)
        return AddOutcome(tuple(taken), tuple(failed), False)

    def import_export(self, order: ImportOrder, progress: Progress) -> ImportOutcome:
        self.verbs.imports.append(order)
        added = self.add_files(AddOrder((order.path,), order.account, None, order.note), progress)
        if added.cancelled:
            return ImportOutcome(added.captures, added.failed, cancelled=True)
        what = self.verbs.read_answer(self.case, tuple(one.id for one in added.captures))
        return ImportOutcome(added.captures, added.failed, what)

    def read_captures(self, ids: Sequence[str], progress: Progress) -> WhatWasRead:
        self.verbs.pause(progress)
        return self.verbs.read_answer(self.case, tuple(ids))

    @staticmethod
    def _files(sources: Sequence[Path]) -> list[Path]:
        found: list[Path] = []
        for one in sources:
            found += sorted(path for path in one.rglob("*") if path.is_file()) if one.is_dir() else [one]
        return found

    def add_account(self, form: AccountForm) -> Account:
        values = form.observations()
        if not values.keys() & {"handle", "durable_id", "url"}:
            raise AffiantError("account-empty", "An account needs a handle, a durable id or a URL", remedy="Give one.")
        return self.case.add_account(form.platform, values.pop("handle", ""), **values)

    def observe_account(self, account_id: str, form: AccountForm) -> Account:
        known = self.case.account(account_id)
        assert known is not None
        for kind, value in form.observations().items():
            if known.latest(kind) != value:
                data = {"account": account_id, "kind": kind, "value": value}
                self.case.record(Draft(event_types.ACCOUNT_OBSERVED, data))
        found = self.case.account(account_id)
        assert found is not None
        return found

    def take_screenshot(
        self, facts: ShotFacts, picture: BinaryIO, label: ShotLabel, progress: Progress
    ) -> TakenScreenshot:
        self.threads.add(threading.current_thread().name)
        self.verbs.pause(progress)
        if self.verbs.shot_error is not None:
            raise self.verbs.shot_error
        content = picture.read()
        made = self.case.add_capture(
            content,
            name="screen.png",
            media_type="image/png",
            account=label.account,
            url=label.url,
            note=label.note,
            examined=False,
        )
        self.verbs.shots.append((facts, content, label))
        stored = StoredObject(made.artefacts[0].sha256, made.artefacts[0].sha512, len(content), content[:16])
        artefact = TakenArtefact("screenshot", "screen.png", "image/png", stored)
        capture = TakenCapture(made.id, made.number, made.seq, made.same_as, facts.taken_at, (artefact,))
        return TakenScreenshot(capture, facts)

    def examine_screenshot(self, taken: TakenScreenshot, progress: Progress) -> AffiantError | None:
        progress.report(0, 1, "Looking into pictures")
        self.verbs.examined.append(taken.capture.id)
        return None

    def describe(self, ids: Sequence[str], description: Description) -> None:
        for one in ids:
            said = {"account": description.account, "note": description.note, "url": description.url}
            self.case.record(Draft(event_types.CAPTURE_DESCRIBED, {"capture": one, **said}))

    def mark_fit(self, ids: Sequence[str], profile: str) -> None:
        for one in ids:
            self.case.mark_fit(one, profile)

    def withdraw(self, capture_id: str, reason: str) -> None:
        self.case.withdraw(capture_id, reason)

    def export_pack(self, wish: PackWish, progress: Progress) -> ExportOutcome:
        progress.report(1, 10, "Copying exhibits")
        self.verbs.pause(progress)
        self.verbs.wishes.append(wish)
        if self.verbs.export_error is not None:
            raise self.verbs.export_error
        shown = len(wish.captures) if wish.captures is not None else self.case.count_captures()
        return ExportOutcome(
            pack=wish.out,
            files=shown * 3,
            captures=shown,
            of=self.case.count_captures(),
            fingerprint=self.signer.fingerprint,
            time="pending",
            time_text="Time is only the laptop's own clock.",
            verdict=verdict(time=State.WARN),
        )

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeVerbs:
    """See the module. Its fields are what a test sets and looks at."""

    home: Path
    resources: Path
    first_run: bool = False
    keyring: bool = True
    authorities: tuple[str, ...] = ()
    answer: Verdict | BaseException = field(default_factory=verdict)
    open_error: AffiantError | None = None
    export_error: BaseException | None = None
    hold: bool = False
    """Work waits until it is cancelled or `hold` is False."""
    cases: dict[Path, ReadableCase] = field(default_factory=dict)
    orders: list[AddOrder] = field(default_factory=list)
    imports: list[ImportOrder] = field(default_factory=list)
    read_answer: Callable[[ReadableCase, tuple[str, ...]], WhatWasRead] = lambda _case, _ids: WhatWasRead()
    """What reading an export comes to, and records in the case; nothing is recognised unless a test says so."""
    shot_error: BaseException | None = None
    shots: list[tuple[ShotFacts, bytes, ShotLabel]] = field(default_factory=list)
    examined: list[str] = field(default_factory=list)
    """Pictures of the screen that were looked into."""
    wishes: list[PackWish] = field(default_factory=list)
    answers: list[IdentityAnswers] = field(default_factory=list)
    verified: list[tuple[Path, tuple[Path, ...]]] = field(default_factory=list)
    writers: list[FakeWritable] = field(default_factory=list)
    webs: dict[Path, FakeWeb] = field(default_factory=dict)
    _bell: threading.Event = field(default_factory=threading.Event)

    def pause(self, progress: Progress) -> None:
        while self.hold:
            progress.report(5, 10, "Waiting for the test")
            self._bell.wait(0.01)

    def web_of(self, case: ReadableCase) -> FakeWeb:
        """The web capture of a case; a test sets what it answers."""
        return self.webs.setdefault(case.folder, FakeWeb(case, self.pause))

    def now(self) -> str:
        return "2026-11-21T10:00:00.000Z"

    def questions(self, folder: Path | None) -> Questions:
        return Questions(name=self.first_run, passphrase=not self.keyring)

    def create_case(self, answers: IdentityAnswers, folder: Path, title: str) -> FakeWritable:
        self.answers.append(answers)
        if folder in self.cases or folder.exists():
            raise AffiantError(
                "folder-used", "The folder holds something already", subject=str(folder), remedy="Name a new folder."
            )
        self.first_run = False
        return self._writer(self.keep_case(folder, title))

    def keep_case(self, folder: Path, title: str = "Practice accounts") -> ReadableCase:
        """Make a case that can be opened."""
        folder.mkdir(parents=True)
        (folder / "case.sqlite").touch()
        self.cases[folder] = ReadableCase(folder, title=title, signer=MemorySigner())
        return self.cases[folder]

    def open_case(self, answers: IdentityAnswers, folder: Path) -> FakeWritable:
        self.answers.append(answers)
        if self.open_error is not None:
            raise self.open_error
        return self._writer(self.cases[folder])

    def open_for_reading(self, folder: Path) -> ReadableCase:
        return self.cases[folder]

    def time_authorities(self) -> tuple[str, ...]:
        return self.authorities

    def new_sequence(self) -> str:
        return "5e9ce0ce"

    def watch(self, folder: Path, case_folder: Path) -> FolderTaking:
        return taking_from(folder, (case_folder, self.home), HastyClock())

    def verify(self, path: Path, trust_files: Sequence[Path], progress: Progress) -> Verdict:
        progress.report(0, 10, "Hashing")
        self.verified.append((path, tuple(trust_files)))
        self.pause(progress)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def practice(self, folder: Path, progress: Progress) -> Path:
        progress.report(0, 25, "Taking files")
        self.keep_case(folder / "case", "Practice case")
        return folder / "case"

    def _writer(self, case: ReadableCase) -> FakeWritable:
        self.writers.append(FakeWritable(case, self))
        return self.writers[-1]


def _missing(path: Path) -> FailedFile:
    return FailedFile(
        str(path), "file-missing", "There is no such file", "Check that it is still there.", ExitStatus.USAGE
    )
