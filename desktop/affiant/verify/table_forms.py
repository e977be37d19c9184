"""The tables of a pack as pack-v1.md defines them, derived from ``capture.json`` and the events alone.

The form is CSV (RFC 4180) in UTF-8 with CRLF, quotes only where needed; a cell that begins like a formula has an
apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from affiant.core.pack_format import EVENTS, TABLES
from affiant.core.platforms import TITLES
from affiant.verify.check import UnusableError
from affiant.verify.pack_reading import PackReading

_ACCOUNTS, _CAPTURES, _HASHES, _URLS = TABLES
_LIKE_A_FORMULA = tuple("=+-@\t\r\n'")
_ACCOUNT_HEADER = "account platform handle name durable_id url bio first_observed last_observed exhibits"
_CAPTURE_HEADER = (
    "exhibit capture kind captured_at offset account platform handle url files note event event_hash "
    "withheld sandbox certificate doubts not_obtained"
)
_HASH_HEADER = "exhibit file role original_name media_type bytes sha256 sha512"
_URL_HEADER = "url of exhibit account"
Row = Sequence[str | int | None]


def derive_tables(pack: PackReading) -> dict[str, bytes]:
    """What each table must hold, by path.

    Raises:
        UnusableError: the exhibits are not described well enough to derive it.
        OSError: the ledger cannot be read.
    """
    exhibits = [pack.capture_document(exhibit) for exhibit in pack.statement.exhibits]
    try:
        return {
            _ACCOUNTS: _table(_ACCOUNT_HEADER, _accounts(exhibits)),
            _CAPTURES: _table(_CAPTURE_HEADER, _captures(pack, exhibits)),
            _HASHES: _table(_HASH_HEADER, _hashes(exhibits)),
            _URLS: _table(_URL_HEADER, _urls(exhibits)),
        }
    except (KeyError, TypeError, IndexError, AttributeError, UnicodeEncodeError) as wrong:
        # The descriptions come from the pack; what is wrong with them is for `exhibits` to say.
        raise UnusableError("data/exhibits", "An exhibit is not described well enough to derive the tables.") from wrong


def _table(header: str, rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header.split())
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return text.getvalue().encode("utf-8")


def _cell(value: str | int | None) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_LIKE_A_FORMULA) else text


def _latest(account: dict[str, Any], kind: str) -> str | None:
    values = [one["value"] for one in account["observations"] if one["kind"] == kind]
    return values[-1] if values else None


def _accounts(exhibits: Sequence[dict[str, Any]]) -> Iterable[Row]:
    found = {one["account"]["id"]: one["account"] for one in exhibits if one["account"]}
    shown_in: dict[str, list[str]] = {}
    for one in exhibits:
        if one["account"]:
            shown_in.setdefault(one["account"]["id"], []).append(one["exhibit"])
    for account_id, account in sorted(found.items()):
        seen = [one["at"] for one in account["observations"]]
        yield (
            account_id,
            TITLES.get(account["platform"], account["platform"]),
            *(_latest(account, kind) for kind in ("handle", "name", "durable_id", "url", "bio")),
            seen[0] if seen else None,
            seen[-1] if seen else None,
            " ".join(shown_in[account_id]),
        )


def _captures(pack: PackReading, exhibits: Sequence[dict[str, Any]]) -> Iterable[Row]:
    with pack.files.open(EVENTS) as events:
        last = 0
        for one in exhibits:
            # In order and each once, as `exhibits` demands, or one long event would be read for every exhibit.
            event = pack.ledger.event(one["event"], events) if one["event"] > last else None
            if event is None:
                raise KeyError(one["event"])
            last = event.seq
            account = one["account"]
            yield (
                one["exhibit"],
                one["capture"],
                one["kind"],
                one["captured_at"],
                event.offset,
                account["id"] if account else None,
                TITLES.get(account["platform"], account["platform"]) if account else None,
                _latest(account, "handle") if account else None,
                one["url"],
                len(one["artefacts"]),
                one["note"],
                event.seq,
                event.hash,
                len([file for file in one["artefacts"] if file["file"] is None]),
                *_acquired(one),
            )


def _acquired(one: dict[str, Any]) -> Row:
    """Sandbox, certificate, doubts and what was not obtained; `KeyError` and the like for another form."""
    acquisition = {} if one["acquisition"] is None else one["acquisition"]
    web, tls, sandbox, certificate = acquisition.get("web"), None, "", ""
    if web is not None:
        sandbox, tls = {True: "held", False: "off", None: "unknown"}[web["sandbox"]["held"]], web["tls"]
    if tls is not None:
        certificate = "accepted" if tls["accepted_by_operator"] else "checked"
    doubts = acquisition["completeness"]["doubts"] if "completeness" in acquisition else []
    return sandbox, certificate, " ".join(doubts), " ".join(one["not_obtained"])


def _hashes(exhibits: Sequence[dict[str, Any]]) -> Iterable[Row]:
    for one in exhibits:
        for file in one["artefacts"]:
            yield (
                one["exhibit"],
                file["file"],
                *(file[key] for key in ("role", "name", "media_type", "size", "sha256", "sha512")),
            )


def _urls(exhibits: Sequence[dict[str, Any]]) -> Iterable[Row]:
    for one in exhibits:
        if one["url"]:
            yield one["url"], "capture", one["exhibit"], None
    of_accounts = {
        (one["account"]["id"], seen["value"])
        for one in exhibits
        if one["account"]
        for seen in one["account"]["observations"]
        if seen["kind"] == "url"
    }
    for account, url in sorted(of_accounts):
        yield url, "account", None, account
