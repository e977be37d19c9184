"""A small case that packs of every profile can be made of, and one call that makes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.case_memory import CountingBytes, MemoryCase
from tests.fakes.plain_dossier import draw_plain_dossier

from affiant.core.errors import AffiantError
from affiant.core.progress import Progress, Silent
from affiant.core.resources import resources_folder
from affiant.export.pack_order import DrawDossier, PackOrder, TimeStamper, WrittenPack
from affiant.export.pack_writer import write_pack
from affiant.export.registry import profile
from affiant.stamp.query import write_query

HOSTILE = "<script>alert(1)</script>\u202e=cmd|'/c calc'!A1"


def pack_case(folder: Path, **options: object) -> MemoryCase:
    """Three captures fit for every profile, one withdrawn, one of no account; hostile texts among them."""
    case = MemoryCase(folder, **options)  # type: ignore[arg-type]
    alpha = case.add_account("x", "@alpha", url="https://x.com/alpha", durable_id="1234567890123456789", bio=HOSTILE)
    beta = case.add_account("telegram", "beta", durable_id="-100777")
    case.add_account("youtube", "unrelated", url="https://youtube.com/@unrelated")
    for number, account in enumerate((alpha, beta, alpha), start=1):
        capture = case.add_capture(
            b"picture %d" % number * 700,
            name=f"{HOSTILE} {number}.png",
            account=account.id,
            url=f"https://x.com/alpha/status/{number}",
            note=HOSTILE,
        )
        case.mark_fit(capture.id, "press")
    withdrawn = case.add_capture(b"taken by mistake", account=alpha.id)
    case.withdraw(withdrawn.id)
    case.add_capture(b"<html><script>1</script>", name="page.html", media_type="text/html")
    return case


def export(
    case: MemoryCase,
    key: str,
    out: Path,
    *,
    captures: tuple[str, ...] = ("C00001", "C00002", "C00003"),
    as_zip: bool = False,
    stamper: TimeStamper | None = None,
    progress: Progress | None = None,
    draw: DrawDossier = draw_plain_dossier,
    nonces: str = "nonces",
) -> WrittenPack:
    """Write a pack of some captures."""
    random = CountingBytes(nonces)
    return write_pack(
        PackOrder(profile(key), case.captures_by_id(captures), out, as_zip, "en"),
        case,
        case.signer,
        stamper,
        progress or Silent(),
        time_query=lambda digest: write_query(digest, random).der,
        resources=resources_folder(),
        draw=draw,
    )


def files_of(pack: Path) -> dict[str, bytes]:
    """All files of a folder pack by path."""
    return {str(one.relative_to(pack)): one.read_bytes() for one in sorted(pack.rglob("*")) if one.is_file()}


def refused(case: MemoryCase, key: str, folder, captures: tuple[str, ...], code: str = "pack-refused") -> AffiantError:
    """Ask for a pack that must be refused with this code, and see that nothing is left of it."""
    with pytest.raises(AffiantError) as caught:
        export(case, key, folder / "pack", captures=captures)
    assert caught.value.code == code
    assert not any(one.name.startswith("pack") for one in folder.iterdir())
    return caught.value
