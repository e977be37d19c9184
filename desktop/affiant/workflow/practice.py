"""The whole way once, on invented evidence: case, captures, a pack of each profile, verdicts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affiant.core.canonical import parse_object
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Progress
from affiant.core.resources import resources_folder
from affiant.core.verdict import State, Verdict
from affiant.store.case import Case
from affiant.workflow.accounts import AccountForm, add_account
from affiant.workflow.add_files import AddOrder, add_files
from affiant.workflow.cases import new_case
from affiant.workflow.export_pack import ExportOrder, export_pack, profile_keys
from affiant.workflow.identities import create_identity, export_trust_file
from affiant.workflow.reviews import mark_fit
from affiant.workflow.system import System

NAME = "Practice investigator"
_PASSPHRASE_BYTES = 24


@dataclass(frozen=True, slots=True)
class PracticePack:
    """One pack that was made, and what the verifier says of it."""

    profile: str
    pack: Path
    captures: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PracticeOutcome:
    """Where everything lies."""

    case: Path
    captures: int
    accounts: int
    trust: Path
    """Public trust file of the practice identity."""
    profile: Path
    """Profile folder of the practice identity, for ``AFFIANT_HOME``; its passphrase file lies in it."""
    packs: tuple[PracticePack, ...]

    @property
    def status(self) -> ExitStatus:
        """Done when contents and signer of every pack pass; its time is only the device clock, which is no failure."""
        fine = all(
            contents.state == signer.state == State.PASS and time.state != State.FAIL
            for contents, signer, time in (one.verdict.lines for one in self.packs)
        )
        return ExitStatus.DONE if fine else ExitStatus.FAILED_VERIFICATION


def practice(system: System, folder: Path, progress: Progress) -> PracticeOutcome:
    """Build a practice case and export it.

    The practice identity lives below the folder, so that it is never mistaken for the person's own.

    Args:
        system: surroundings; its profile folder is not touched.
        folder: new or empty folder.
        progress: reports captures and bytes.

    Raises:
        AffiantError: the folder holds something already, or cannot be written.
        Cancelled: the person stopped it; what was built so far stays in the folder.
    """
    _make_empty(folder)
    own = _own_system(system, folder)
    identity = create_identity(own, NAME)
    trust = folder / "trust.json"
    export_trust_file(own, trust)
    plan = parse_object((resources_folder() / "practice" / "practice.json").read_bytes(), subject="practice.json")
    case_folder = folder / "case"
    with new_case(own, identity, case_folder, str(plan["title"])) as case:
        accounts = _add_accounts(case, plan["accounts"])
        _add_items(case, plan["items"], accounts, own, progress)
        packs: list[PracticePack] = []
        for key in profile_keys():
            out = folder / (f"pack-{key}.zip" if key == "platform" else f"pack-{key}")
            outcome = export_pack(own, case, identity, ExportOrder(key, out, _chosen(case, key)), progress)
            packs.append(PracticePack(key, outcome.pack, outcome.captures, outcome.verdict))
        captures, count = case.count_captures(), len(case.accounts())
    return PracticeOutcome(case_folder, captures, count, trust, own.home, tuple(packs))


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        used = any(folder.iterdir())
    except OSError as error:
        raise AffiantError(
            "folder-unusable",
            "The folder cannot be made or read",
            subject=str(folder),
            remedy="Choose a folder that you may write to.",
            status=ExitStatus.DISK,
        ) from error
    if used:
        raise AffiantError(
            "folder-used",
            "The folder holds something already",
            subject=str(folder),
            safe="Nothing in it was touched.",
            remedy="Name a new folder.",
        )


def _own_system(system: System, folder: Path) -> System:
    """A profile of its own with a random passphrase in a file, so that no keyring and no question is needed."""
    home = folder / "profile"
    home.mkdir(mode=0o700)
    passphrase = home / "passphrase.txt"
    passphrase.touch(mode=0o600)
    passphrase.write_text(system.random(_PASSPHRASE_BYTES).hex() + "\n", encoding="ascii")
    return dataclasses.replace(system, home=home, passphrase_file=passphrase)


def _add_accounts(case: Case, plan: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Add the invented accounts; returns the plan's key of each to its id in the case."""
    return {
        str(one["key"]): add_account(
            case,
            AccountForm(
                platform=one["platform"],
                handle=one.get("handle", ""),
                durable_id=one.get("durable_id", ""),
                url=one.get("url", ""),
                name=one.get("name", ""),
                bio=one.get("bio", ""),
            ),
        ).id
        for one in plan
    }


def _add_items(
    case: Case, plan: Sequence[Mapping[str, Any]], accounts: Mapping[str, str], system: System, progress: Progress
) -> None:
    evidence = resources_folder() / "practice"
    for place, item in enumerate(plan):
        progress.report(place, len(plan), "Adding practice evidence")
        order = AddOrder(
            (evidence / item["file"],), accounts[item["account"]], item.get("url") or None, item.get("note") or None
        )
        outcome = add_files(case, order, system, progress)
        if outcome.cancelled:
            raise Cancelled
        if outcome.failed:
            raise FileNotFoundError(f"practice evidence is incomplete: {item['file']}")
        if outcome.not_examined is not None:
            system.warn(outcome.not_examined)
        if item.get("fit_for_press"):
            mark_fit(case, [outcome.captures[0].id], "press", note="Practice: looked at by the reviewer.")


def _chosen(case: Case, profile: str) -> tuple[str, ...] | None:
    """Press shows only what a reviewer marked fit; the other profiles show everything."""
    if profile != "press":
        return None
    return tuple(one.id for one in case.captures(withdrawn=False) if "press" in one.fit_for)
