"""The two questions this package answers: is this pack, is this case, what was sealed; by whom; since when?"""

from __future__ import annotations

from pathlib import Path

from affiant.core.case_snapshot import CaseSnapshot
from affiant.core.names import visible
from affiant.core.progress import Progress
from affiant.core.trust import Trust
from affiant.core.verdict import Finding, LineName, State, Verdict
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import UnusableError
from affiant.verify.open_pack import IsACaseError, open_pack
from affiant.verify.pack_files import NotAPackError, PackFiles, WrongFormError
from affiant.verify.pack_reading import PackReading
from affiant.verify.registry import CASE_CHECKS, CONTAINER, PACK_CHECKS
from affiant.verify.run_checks import Found, not_run, run_checks
from affiant.verify.sentences import CASE_GIVEN, CASE_UNREADABLE, NOT_A_PACK, NOTHING_READ, verdict


def verify_pack(path: Path, trust: Trust | None, progress: Progress, *, thorough: bool = False) -> Verdict:
    """Judge a pack.

    Whatever lies at the path, the answer is a verdict; a path with nothing at it is an error of usage.

    Args:
        path: folder or ZIP file.
        trust: what the recipient got outside of the pack, or None.
        progress: told about bytes; may cancel.
        thorough: compute the SHA-512 of every file too, which the ledger's SHA-256 already covers.

    Raises:
        AffiantError: nothing is at the path (code ``pack-missing``).
        Cancelled: by `progress`.
    """
    try:
        files = open_pack(path)
    except IsACaseError:
        return _unopened(State.UNKNOWN, "", CASE_GIVEN)
    except NotAPackError:
        return _unopened(State.UNKNOWN, visible(path.name, 200), NOT_A_PACK)
    except WrongFormError as wrong:
        return _unopened(State.FAIL, visible(wrong.subject or path.name, 200), wrong.title + ".")
    except OSError as wrong:
        subject = wrong.filename if isinstance(wrong.filename, str) else path.name
        return _unopened(State.UNKNOWN, visible(subject, 200), "Not checked: the pack could not be read.")
    try:
        return _judge(files, trust or Trust(), progress, thorough)
    finally:
        files.close()


def verify_case(
    snapshot: CaseSnapshot, trust: Trust | None, newest_anchor: bytes | None, progress: Progress
) -> Verdict:
    """Judge a case on disk.

    Args:
        snapshot: its raw rows and files.
        trust: what the reader got elsewhere, or None.
        newest_anchor: newest signed state that this computer keeps outside of the case, or None.
        progress: told about events and bytes; may cancel.

    Raises:
        Cancelled: by `progress`.
    """
    case = CaseReading(snapshot, trust or Trust(), newest_anchor, progress)
    found = run_checks(CASE_CHECKS, case, progress)
    try:
        files = frozenset(case.index.tables.objects)
    except UnusableError:
        files = frozenset()
    return verdict(found, files, "case")


def unreadable_case(subject: str) -> Verdict:
    """The verdict on a folder whose database cannot be opened as that of a case: what was sealed is not there any more.

    Args:
        subject: the file concerned.
    """
    check = CASE_CHECKS[0]
    found = Found(check.line, Finding(check.key, State.FAIL, visible(subject, 200), CASE_UNREADABLE))
    return verdict([found, *not_run(CASE_CHECKS[1:], NOTHING_READ)], frozenset(), "case")


def unfinished(sentence: str) -> Verdict:
    """The verdict when the verifier itself could not go on: *unknown* in all lines.

    Args:
        sentence: why.
    """
    return _unopened(State.UNKNOWN, "", sentence)


def _judge(files: PackFiles, trust: Trust, progress: Progress, thorough: bool) -> Verdict:
    pack = PackReading(files, trust, progress, thorough)
    form = Finding(CONTAINER, State.PASS, "", f"The pack's {files.form} has the form that packs have.")
    found = [Found(LineName.CONTENTS, form), *run_checks(PACK_CHECKS, pack, progress)]
    return verdict(found, pack.paths, "pack")


def _unopened(state: State, subject: str, sentence: str) -> Verdict:
    found = [Found(LineName.CONTENTS, Finding(CONTAINER, state, subject, sentence))]
    return verdict([*found, *not_run(PACK_CHECKS, NOTHING_READ)], frozenset(), "pack")
