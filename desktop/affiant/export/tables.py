"""The tables of a pack, as CSV (RFC 4180) in UTF-8 that a spreadsheet cannot mistake for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from affiant.core.model import Account
from affiant.core.pack_format import TABLES
from affiant.core.platforms import TITLES
from affiant.export.exhibit_files import Exhibit

_NEUTRALISED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
ACCOUNTS, CAPTURES, HASHES, URLS = TABLES


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet runs: a leading apostrophe where the text begins like a formula.

    A text that begins with an apostrophe gets another one, so that taking one leading apostrophe away always gives
    the recorded value back.
    """
    return f"'{cell}" if cell.startswith(_NEUTRALISED) else cell


def write_table(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """Return a table: comma, double quotes where needed, CRLF, empty cells for what is not known."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(["" if cell is None else neutral(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")


def tables(exhibits: Sequence[Exhibit]) -> dict[str, bytes]:
    """Return all tables of a pack by path."""
    return {
        ACCOUNTS: _accounts(exhibits),
        CAPTURES: _captures(exhibits),
        HASHES: _hashes(exhibits),
        URLS: _urls(exhibits),
    }


def _accounts(exhibits: Sequence[Exhibit]) -> bytes:
    found: dict[str, Account] = {}
    shown_in: dict[str, list[str]] = {}
    for one in exhibits:
        if one.account:
            found[one.account.id] = one.account
            shown_in.setdefault(one.account.id, []).append(one.id)
    header = (
        "account",
        "platform",
        "handle",
        "name",
        "durable_id",
        "url",
        "bio",
        "first_observed",
        "last_observed",
        "exhibits",
    )
    return write_table(
        header,
        (
            (
                account.id,
                TITLES.get(account.platform, account.platform),
                *(account.latest(kind) for kind in ("handle", "name", "durable_id", "url", "bio")),
                account.observations[0].at if account.observations else None,
                account.observations[-1].at if account.observations else None,
                " ".join(shown_in[account.id]),
            )
            for _, account in sorted(found.items())
        ),
    )


def _captures(exhibits: Sequence[Exhibit]) -> bytes:
    header = (
        "exhibit",
        "capture",
        "kind",
        "captured_at",
        "offset",
        "account",
        "platform",
        "handle",
        "url",
        "files",
        "note",
        "event",
        "event_hash",
        "withheld",
        "sandbox",
        "certificate",
        "doubts",
        "not_obtained",
    )
    return write_table(
        header,
        (
            (
                one.id,
                one.capture.id,
                one.capture.kind,
                one.capture.captured_at,
                one.event.offset,
                one.account.id if one.account else None,
                TITLES.get(one.account.platform, one.account.platform) if one.account else None,
                one.account.latest("handle") if one.account else None,
                one.capture.url,
                len(one.files),
                one.capture.note,
                one.event.seq,
                one.event.hash,
                sum(1 for file in one.files if file.name is None),
                *_acquired(one.event.data),
            )
            for one in exhibits
        ),
    )


def _acquired(recorded: Mapping[str, Any]) -> tuple[str | None, str | None, str, str]:
    """Sandbox, certificate, doubts and what was not obtained, as ``pack-v1.md`` words them."""
    acquisition = recorded.get("acquisition") or {}
    web = acquisition.get("web")
    tls = web["tls"] if web else None
    doubts = acquisition["completeness"]["doubts"] if "completeness" in acquisition else ()
    return (
        {True: "held", False: "off", None: "unknown"}[web["sandbox"]["held"]] if web else None,
        ("accepted" if tls["accepted_by_operator"] else "checked") if tls else None,
        " ".join(doubts),
        " ".join(recorded["not_obtained"]),
    )


def _hashes(exhibits: Sequence[Exhibit]) -> bytes:
    return write_table(
        ("exhibit", "file", "role", "original_name", "media_type", "bytes", "sha256", "sha512"),
        (
            (
                one.id,
                file.name,
                file.artefact.role,
                file.artefact.name,
                file.artefact.media_type,
                file.artefact.size,
                file.artefact.sha256,
                file.artefact.sha512,
            )
            for one in exhibits
            for file in one.files
        ),
    )


def _urls(exhibits: Sequence[Exhibit]) -> bytes:
    captures = ((one.capture.url, "capture", one.id, None) for one in exhibits if one.capture.url)
    of_accounts = {
        (one.account.id, seen.value)
        for one in exhibits
        if one.account
        for seen in one.account.observations
        if seen.kind == "url"
    }
    accounts = ((url, "account", None, account) for account, url in sorted(of_accounts))
    return write_table(("url", "of", "exhibit", "account"), (*captures, *accounts))
