"""Verification as a verb: packs in a child process that limits itself, cases through the store's snapshot."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from affiant.core.case_snapshot import CaseSnapshot
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.progress import Progress
from affiant.core.verdict import Finding, Line, LineName, State, Verdict
from affiant.identity.anchors import ProfileAnchors
from affiant.store.case_folder import DATABASE, OBJECTS
from affiant.store.snapshot import open_snapshot
from affiant.verify.trust_files import read_trust
from affiant.verify.verify import unreadable_case, verify_case
from affiant.workflow.identities import keyring_of
from affiant.workflow.system import System

_MAX_DOCUMENT = 256 << 20
_POLL_S = 0.1
_DAMAGED = ("database-damaged", "schema-altered")
"""Codes of a database that was ours: what was sealed is not there any more, which is a verdict and no error."""
_VERDICTS = {ExitStatus.DONE, ExitStatus.FAILED_VERIFICATION, ExitStatus.INCOMPLETE}


@dataclass(slots=True)
class _LastReport:
    """What the child last said of its progress; written by one thread, read by another."""

    done: int = 0
    total: int | None = None
    what: str = "Verifying"


def verify(
    system: System,
    path: Path,
    trust_files: Sequence[Path],
    progress: Progress,
    *,
    thorough: bool = False,
) -> Verdict:
    """Verify a pack or a case.

    Args:
        system: surroundings; a case is compared with the newest checkpoint kept in the profile.
        path: folder or ZIP of a pack, or a case folder.
        trust_files: files that the recipient got outside of the pack; without any, no signer is trusted.
        progress: reports bytes for packs and events for cases.
        thorough: recompute SHA-512 of a pack's files too.

    Raises:
        AffiantError: the path or a trust file cannot be read.
        Cancelled: the person stopped it; the child is ended within a second.
    """
    if _is_case(path):
        return _verify_case(system, path, trust_files, progress)
    return _verify_pack(path, trust_files, progress, thorough=thorough)


def _is_case(path: Path) -> bool:
    try:
        path.stat()
        return (path / DATABASE).is_file()
    except (FileNotFoundError, NotADirectoryError) as wrong:
        raise AffiantError(
            "file-missing", "There is nothing at this place", subject=str(path), remedy="Check the name and try again."
        ) from wrong
    except OSError as wrong:
        raise AffiantError(
            "file-unreadable",
            f"This cannot be opened ({wrong.strerror})",
            subject=str(path),
            remedy="Check the name, and ask its owner for leave to open it.",
        ) from wrong


def _verify_case(system: System, folder: Path, trust_files: Sequence[Path], progress: Progress) -> Verdict:
    trust = read_trust(trust_files)
    try:
        snapshot = open_snapshot(folder)
    except AffiantError as error:
        if error.code in _DAMAGED or (error.code == "not-a-case" and (folder / OBJECTS).is_dir()):
            return unreadable_case(DATABASE)
        raise
    with snapshot:
        return verify_case(snapshot, trust, _newest_anchor(system, snapshot), progress)


def _newest_anchor(system: System, snapshot: CaseSnapshot) -> bytes | None:
    """The newest state kept outside of the case; None when the case cannot even say which one it is."""
    try:
        case_id = snapshot.meta().get("case", b"").decode("ascii", "replace")
    except AffiantError as error:
        if error.code in _DAMAGED:
            return None  # the verdict says it, by a check of its own
        raise
    return ProfileAnchors(system.home, keyring_of(system), system.warn).newest_or_none(case_id)


def _verify_pack(path: Path, trust_files: Sequence[Path], progress: Progress, *, thorough: bool) -> Verdict:
    command = [sys.executable, "-I", "-m", "affiant.verify", "--json", "--progress-json"]
    command += ["--thorough"] if thorough else []
    for trust_file in trust_files:
        command += ["--trust", str(trust_file.absolute())]
    command += ["--", str(path.absolute())]
    last = _LastReport()
    with subprocess.Popen(  # our own verifier, no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        if child.stdout is None or child.stderr is None:
            raise RuntimeError("pipes were asked for")
        document: list[bytes] = []
        readers = (
            threading.Thread(target=_read_document, args=(child.stdout, document), daemon=True),
            threading.Thread(target=_read_reports, args=(child.stderr, last), daemon=True),
        )
        for reader in readers:
            reader.start()
        try:
            while readers[0].is_alive():
                readers[0].join(_POLL_S)
                progress.report(last.done, last.total, last.what)
        except BaseException:
            child.kill()  # otherwise leaving the block would wait for its end
            raise
        finally:
            for reader in readers:
                reader.join()  # nobody reads any more when the block closes the pipes
        status = child.wait()
    return _verdict(document[0] if document else b"", status, path)


def _read_document(stream: IO[bytes], into: list[bytes]) -> None:
    with stream:  # closed early, a child that says too much fails, and nobody waits for it
        into.append(stream.read(_MAX_DOCUMENT))


def _read_reports(stream: IO[bytes], last: _LastReport) -> None:
    for line in iter(lambda: stream.readline(4096), b""):
        try:
            found = json.loads(line)
            last.done, last.total, last.what = int(found["done"]), found["total"], str(found["what"])
        except (ValueError, KeyError, TypeError):
            continue  # talk, not a report


def _verdict(document: bytes, status: int, path: Path) -> Verdict:
    """Rebuild the verdict from the child's document; a child that broke its limits gives *unknown*, never *failed*."""
    try:
        found = json.loads(document)
        if "error" in found:
            error = found["error"]
            raise AffiantError(
                str(error["code"]),
                str(error["title"]),
                subject=str(error.get("subject", "")),
                safe=str(error.get("safe", "")),
                remedy=str(error.get("remedy", "")),
                status=ExitStatus(status) if status in set(ExitStatus) else ExitStatus.BUG,
            )
        verdict: Verdict | None = _from_json(found)
    except (ValueError, KeyError, TypeError, RecursionError):
        verdict = None
    if verdict is None or status not in _VERDICTS or verdict.status != status:
        return _not_checked(path)
    return verdict


def _from_json(found: dict[str, Any]) -> Verdict:
    contents, signer, time = (
        Line(name, State(found["lines"][str(name)]["state"]), str(found["lines"][str(name)]["text"]))
        for name in LineName
    )
    return Verdict(
        (contents, signer, time),
        tuple(
            Finding(str(one["check"]), State(one["outcome"]), str(one["subject"]), str(one["detail"]))
            for one in found["findings"]
        ),
        tuple(str(one) for one in found["proves"]),
        tuple(str(one) for one in found["does_not_prove"]),
    )


def _not_checked(path: Path) -> Verdict:
    text = "Not checked: the verifier was stopped because it broke its limits or came to a sudden end."
    contents, signer, time = (Line(name, State.UNKNOWN, text) for name in LineName)
    return Verdict(
        (contents, signer, time),
        (Finding("verifier-ended", State.UNKNOWN, str(path), "The verifier gave no result."),),
        (),
        (),
    )
