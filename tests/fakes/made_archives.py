"""Stored pages written for tests: MHTML as browsers make it, HTML as SingleFile makes it, WARC and WACZ."""

from __future__ import annotations

import base64
import html
import quopri
from collections.abc import Sequence

from tests.fakes import wacz_maker
from tests.fakes.exports import MemoryFiles

BOUNDARY = "----MultipartBoundary--abc----"


def page(texts: Sequence[str], title: str = "صفحہ") -> str:
    """A page with a paragraph for each text, and what is not to be seen."""
    shown = "".join(f"<p>{html.escape(one)}</p>" for one in texts)
    hidden = "<script>var hidden = '<p>never shown</p>'</script><style>p{}</style><!-- never shown -->"
    head = f"<head><meta charset=utf-8><title>{title}</title>{hidden}</head>"
    return f"<!DOCTYPE html><html lang=ur>{head}<body>{shown}</body></html>"


def mhtml(texts: Sequence[str], line_end: str = "\r\n") -> MemoryFiles:
    """A page, a frame in base64 and a picture."""
    main = quopri.encodestring(page(texts).encode()).decode()
    frame = base64.encodebytes(page(("in the frame",), "Frame").encode()).decode()
    parts = [
        ("text/html; charset=utf-8", "quoted-printable", "https://a.example/", main),
        ("text/html", "base64", "https://a.example/frame", frame),
        ("image/png", "base64", "https://a.example/a.png", "iVBORw0KGgo="),
    ]
    lines = [
        "From: <Saved by Blink>",
        "Snapshot-Content-Location: https://a.example/page",
        "Subject: =?utf-8?Q?=D8=B5=D9=81=D8=AD=DB=81?=",
        "Date: Sun, 22 Nov 2026 01:02:03 -0000",
        "MIME-Version: 1.0",
        "Content-Type: multipart/related;",
        '\ttype="text/html";',
        f'\tboundary="{BOUNDARY}"',
        "",
    ]
    for media_type, coding, address, body in parts:
        lines += [
            "",
            f"--{BOUNDARY}",
            f"Content-Type: {media_type}",
            f"Content-Transfer-Encoding: {coding}",
            f"Content-Location: {address}",
            "",
            *body.splitlines(),
        ]
    lines += ["", f"--{BOUNDARY}--", ""]
    return MemoryFiles({"page.mhtml": line_end.join(lines)})


def singlefile(texts: Sequence[str]) -> MemoryFiles:
    """A page with its comment."""
    comment = (
        "<!--\n Page saved with SingleFile \n url: https://a.example/page?id=1 \n"
        " saved date: Sun Nov 22 2026 06:02:03 GMT+0500 (Pakistan Standard Time)\n-->"
    )
    whole = page(texts).replace("<html lang=ur>", f'<html lang="ur" style="x">{comment}', 1)
    return MemoryFiles({"page.html": whole})


def warc(texts: Sequence[str]) -> MemoryFiles:
    """One record."""
    return MemoryFiles({"a.warc.gz": wacz_maker.warc(page(texts))})


def wacz(texts: Sequence[str]) -> MemoryFiles:
    """Its files, unpacked."""
    return MemoryFiles(dict(wacz_maker.archive(wacz_maker.contents(page(texts)))))
