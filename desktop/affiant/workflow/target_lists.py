"""Lists of addresses that are to be captured: added as they stand, no row dropped, what is double marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from affiant.capture.url_list import MAX_BYTES, ListedRow, read_url_list
from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError
from affiant.core.event import Draft
from affiant.core.model import Account, Target
from affiant.core.platforms import PLATFORMS
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.accounts import resolve_account
from affiant.workflow.identifiers import desk
from affiant.workflow.page_identity import PageKey, page_key
from affiant.workflow.system import System

_REPORT_EVERY = 100
ACCOUNT_UNKNOWN = "account-unknown"
"""The row names an account that the case does not have; it is captured without one."""


@dataclass(frozen=True, slots=True)
class AddedTargets:
    """What a list became."""

    targets: tuple[Target, ...]
    captured_before: dict[str, str]
    """Target to the newest capture of the same page that the case has already."""


def read_list_file(path: Path) -> tuple[ListedRow, ...]:
    """Read a list from a file.

    Raises:
        AffiantError: it cannot be read, is too large, or holds nothing.
    """
    return read_url_list(read_list_bytes(path), str(path))


def read_list_bytes(path: Path) -> bytes:
    """The bytes of a list, at most one more than a list may have.

    Raises:
        AffiantError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as wrong:
        raise AffiantError(
            "list-unreadable",
            "The list cannot be read",
            subject=str(path),
            safe="Nothing was added.",
            remedy=f"Check that it is a file that you may read ({wrong.strerror}).",
        ) from wrong


def add_targets(case: Case, system: System, data: bytes, list_name: str | None, progress: Progress) -> AddedTargets:
    """Add a list of addresses. All rows are recorded together, or none.

    Args:
        case: open for writing.
        system: gives the time.
        data: the list, see `capture.url_list.read_url_list`.
        list_name: what it is called, e.g. its file name.
        progress: counts rows; a cancel adds none.

    Raises:
        AffiantError: the list is too large or holds nothing, or the disk of the case failed.
    """
    rows = read_url_list(data, list_name or "")
    earlier = case.targets()
    firsts = {page_key(one.url): one.id for one in reversed(earlier) if one.url and one.duplicate_of is None}
    now = system.clock.now().iso()
    with case.batch() as batch:
        for place, row in enumerate(rows):
            if place % _REPORT_EVERY == 0:
                progress.report(place, len(rows), "Adding addresses")
            number = batch.next_target_number()
            batch.record(_draft(case, row, number, list_name, now, firsts))
        batch.commit()
    added = case.targets()[len(earlier) :]
    return AddedTargets(added, captured_before(case, added))


def captured_before(case: CaseReading, targets: tuple[Target, ...]) -> dict[str, str]:
    """Target to the newest capture of its page that was there before the target was, withdrawn ones left out."""
    wanted: dict[PageKey, list[Target]] = {}
    for one in targets:
        if one.url:
            wanted.setdefault(page_key(one.url), []).append(one)
    found: dict[str, str] = {}
    if wanted:
        for capture in case.captures(withdrawn=False):
            if capture.url:
                found |= {one.id: capture.id for one in wanted.get(page_key(capture.url), ()) if capture.seq < one.seq}
    return found


def _draft(
    case: CaseReading, row: ListedRow, number: int, list_name: str | None, now: str, firsts: dict[PageKey, str]
) -> Draft:
    target = f"T{number:05d}"
    answer = desk(row.url, now) if row.url else None
    platform = _platform(row.platform) or (answer.platform if answer else None)
    handle = row.handle or (answer.handle.removeprefix("@") if answer and answer.handle else None)
    account = _account(case, row.account, platform, handle)
    duplicate_of = None
    if row.url:
        first = firsts.setdefault(page_key(row.url), target)
        duplicate_of = first if first != target else None
    return Draft(
        event_types.TARGET_ADDED,
        {
            "account": account.id if account else None,
            "duplicate_of": duplicate_of,
            "given": row.given,
            "handle": handle,
            "list": list_name,
            "note": row.note,
            "number": number,
            "platform": platform,
            "problem": row.problem or (ACCOUNT_UNKNOWN if row.account and account is None else None),
            "row": row.row,
            "target": target,
            "url": row.url,
        },
    )


def _platform(named: str | None) -> str | None:
    known = (named or "").strip().lower()
    return known if known in PLATFORMS else {"twitter": "x"}.get(known)


def _account(case: CaseReading, named: str | None, platform: str | None, handle: str | None) -> Account | None:
    """The account that a row names; else the one that the case has for the handle of the address."""
    for text in _ways(named, platform, handle):
        try:
            return resolve_account(case, text)
        except AffiantError:
            continue
    return None


def _ways(named: str | None, platform: str | None, handle: str | None) -> Iterator[str]:
    if named:
        yield named
        if platform:
            yield f"{platform}:{named}"
    elif platform and handle:
        yield f"{platform}:{handle}"
