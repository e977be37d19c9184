"""Captured pages, and pages that were not captured, as JSON and as lines for people."""

from __future__ import annotations

from typing import Any

from affiant.cli.command import shown
from affiant.core.completeness import DOUBTS
from affiant.workflow.web_pages import CapturedPage, FailedPage


def captured_document(page: CapturedPage) -> dict[str, Any]:
    """A captured page as JSON."""
    width, height = page.picture or (0, 0)
    return {
        "id": page.capture.id,
        "number": page.capture.number,
        "url": page.url,
        "final_url": page.final_url,
        "event": page.capture.event,
        "artefacts": [
            {"role": one.role, "name": one.name, "sha256": one.stored.sha256, "size": one.stored.size}
            for one in page.capture.artefacts
        ],
        "not_obtained": list(page.not_obtained),
        "doubts": list(page.completeness.doubts),
        "picture": {"width": width, "height": height} if page.picture else None,
        "sandbox": page.web["sandbox"],
    }


def failed_document(page: FailedPage) -> dict[str, Any]:
    """A page that was not captured, as JSON."""
    return {"url": page.url, "code": page.code, "title": page.title, "detail": page.detail, "remedy": page.remedy}


def captured_lines(page: CapturedPage) -> list[str]:
    """A captured page in words: first what it is, then everything that speaks against it."""
    size = f"{page.picture[0]} × {page.picture[1]} pixels" if page.picture else "no picture"
    lines = [f"{page.capture.id}  {size}, {len(page.capture.artefacts)} files  {shown(page.url)}"]
    if page.final_url != page.url:
        lines.append(f"    landed at     {shown(page.final_url)}")
    sandbox, tls = page.web["sandbox"], page.web["tls"]
    if sandbox["held"] is not True:
        state = "OFF" if sandbox["held"] is False else "could not be seen"
        lines.append(f"    sandbox       {state}. {shown(sandbox['reason'] or '')}".rstrip())
    if tls is not None and tls["accepted_by_operator"]:
        lines.append("    certificate   NOT VALID, accepted by you; this is recorded")
    if page.web["engine"]["authorities"]:
        lines.append("    certificate   an authority of your own was trusted, too; this is recorded")
    if page.broke_off is not None:
        lines.append(f"    broke off     {page.broke_off.title}. ({page.broke_off.code})")
    lines += [f"    doubt         {DOUBTS[one]}" for one in page.completeness.doubts]
    lines += [f"    not obtained  {one}" for one in page.not_obtained]
    return lines


def failed_lines(page: FailedPage) -> list[str]:
    """A page that was not captured, in words."""
    detail = f" [{shown(page.detail)}]" if page.detail not in ("", page.url) else ""
    lines = [f"NOT CAPTURED  {shown(page.url)}", f"              {page.title}.{detail} {page.remedy} ({page.code})"]
    if page.fingerprint is not None:
        lines.append(f"              To accept it: affiant capture … --accept-certificate {page.fingerprint}")
    return lines
