"""The files that say how it went: headers of every hop, and the record of everything that has no file of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from affiant.capture.web.exchange import Exchange, number, text
from affiant.capture.web.warc import MARK, WITHHELD, withheld
from affiant.core.clock import format_utc
from affiant.core.names import visible

FORM = "affiant-web-record-1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MAX_LISTED = 5_000
"""Resources that are listed by address; all are counted, and all are in the archive."""


def pretty(value: object) -> bytes:
    """Write JSON for people and programs: sorted keys, two spaces, UTF-8."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8", "replace")


def headers_file(hops: Sequence[Exchange]) -> bytes:
    """Write the requests and answers by which the page itself came, redirects first."""
    return pretty(
        {
            "form": "affiant-web-headers-1",
            "hops": [_hop(one) for one in hops],
            "withheld": {"headers": list(WITHHELD), "mark": MARK},
        }
    )


def _hop(one: Exchange) -> dict[str, Any]:
    response = one.response
    return {
        "method": one.method,
        "request_headers": [list(each) for each in withheld(one.request_headers)],
        "response": response
        and {
            "as_received": response.as_received,
            "headers": [list(each) for each in withheld(response.headers)],
            "protocol": response.protocol,
            "reason": response.reason,
            "server": response.server,
            "status": response.status,
            "tls": response.tls and tls_facts(response.tls),
        },
        "sent_at": one.date,
        "url": one.url,
    }


def tls_facts(details: Mapping[str, Any]) -> dict[str, Any]:
    """Read the browser's ``securityDetails``: what the event records of them, and what else there is."""
    names = details.get("sanList")
    return {
        "cipher": text(details.get("cipher"), 200),
        "group": text(details.get("keyExchangeGroup"), 200) or text(details.get("keyExchange"), 200),
        "issuer": visible(text(details.get("issuer"), 1000)),
        "names": [text(one, 500) for one in names[:100]] if isinstance(names, list) else [],
        "protocol": text(details.get("protocol"), 100),
        "subject": visible(text(details.get("subjectName"), 1000)),
        "valid_from": _moment(details.get("validFrom")),
        "valid_to": _moment(details.get("validTo")),
    }


def listed(exchanges: Sequence[Exchange]) -> dict[str, Any]:
    """List what was asked for, what failed, and what has no contents."""
    asked = [one for one in exchanges if one.over_network]
    answered = [one for one in asked if not one.redirected]
    failed = [one for one in answered if one.failed]
    empty = [one for one in answered if not one.failed and one.no_body]
    return {
        "failed": [{"kind": one.kind, "reason": one.failed, "url": one.url} for one in failed[:MAX_LISTED]],
        "loaded": [_resource(one) for one in answered[:MAX_LISTED] if one.response],
        "not_in_archive": sum(not one.over_network for one in exchanges),
        "redirects": sum(one.redirected for one in asked),
        "total": len(answered),
        "without_body": [{"reason": one.no_body, "url": one.url} for one in empty[:MAX_LISTED]],
    }


def counted(exchanges: Sequence[Exchange]) -> dict[str, int]:
    """Count what was asked for over the network: read, failed, without contents."""
    answered = [one for one in exchanges if one.over_network and not one.redirected]
    failed = sum(one.failed is not None for one in answered)
    empty = sum(one.failed is None and (one.no_body is not None or not one.finished) for one in answered)
    return {"failed": failed, "read": len(answered) - failed - empty, "without_body": empty}


def _resource(one: Exchange) -> dict[str, Any]:
    response = one.response
    return {
        "from_cache": bool(response and response.from_cache),
        "kind": one.kind,
        "mime": response.mime if response else "",
        "status": response.status if response else 0,
        "url": one.url,
        "wire_bytes": one.wire_bytes,
    }


def _moment(seconds: object) -> str:
    from_epoch = number(seconds)
    try:
        return format_utc(_EPOCH + timedelta(seconds=from_epoch))
    except OverflowError:
        return format_utc(_EPOCH)
