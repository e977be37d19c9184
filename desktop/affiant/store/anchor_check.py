"""Is the ledger at least as new as the newest checkpoint that was kept outside of the case?"""

from __future__ import annotations

from pathlib import Path

from affiant.core import checkpoint
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.merkle import root
from affiant.store.reading import Reading


def check_anchor(case: Reading, note: bytes | None) -> None:
    """Compare the ledger with the newest anchor.

    Whether the anchor's signature is right is for `verify` to say; here its size and root count.

    Raises:
        AffiantError: ``case-rolled-back``; ``anchor-unreadable``.
    """
    if note is None:
        return
    try:
        anchor = checkpoint.parse(note)
    except AffiantError as wrong:
        raise AffiantError(
            "anchor-unreadable",
            "The newest checkpoint kept outside of the case cannot be read",
            subject=str(case.folder),
            safe="The case itself is not changed.",
            remedy="Verify the case. If it is sound, remove its file below anchors in the profile and open it again.",
        ) from wrong
    size = case.size()
    if anchor.size > size:
        raise _rolled_back(case.folder, f"{anchor.size - size} event(s) are missing at its end")
    if anchor.origin != checkpoint.origin(case.info.id) or root(anchor.size, case.node) != anchor.root:
        raise _rolled_back(case.folder, "its ledger is not the one that was sealed before")


def _rolled_back(folder: Path, how: str) -> AffiantError:
    return AffiantError(
        "case-rolled-back",
        f"This is an older or a changed copy of the case: {how}",
        subject=str(folder),
        safe="Nothing was written to it. Listing, reading and verifying it stay possible.",
        remedy="Look for the newest copy of the case folder and open that one; keep this one as it is.",
        status=ExitStatus.FAILED_VERIFICATION,
    )
