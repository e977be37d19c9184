"""What stands at the end of a capture: the facts for the ledger, the answers, and the record of everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from affiant.capture.web.completeness_probe import Seen, judge, unanswered
from affiant.capture.web.exchange import MAX_ADDRESS, Exchange, mapping, number, text
from affiant.capture.web.loading import fingerprint
from affiant.capture.web.open_page import Found, OpenPage
from affiant.capture.web.order import WebOrder
from affiant.capture.web.record_files import FORM, counted, listed, tls_facts
from affiant.capture.web.warc import MARK, WITHHELD

_AGAINST_WHOLE: Mapping[str, str] = {
    "picture": "there is no picture",
    "picture-rest": "the browser did not draw it all",
    "picture-cut": "it is taller than what is pictured",
    "picture-narrow": "it is wider than what is pictured",
    "load-not-finished": "it was still loading",
    "page-cut-short": "the connection ended before it did",
    "endless": "it grows as it is scrolled",
    "page-moved-on": "another page came in its place",
    "page-changed": "it changed while its picture was taken",
}
"""Gaps that speak against the page being captured to its end."""


class Conclusion:
    """Says what is known of a capture."""

    def __init__(
        self, page: OpenPage, found: Found, order: WebOrder, started_at: str, isolation: tuple[str, ...]
    ) -> None:
        self._page = page
        self._found = found
        self._order = order
        self._started_at = started_at
        self._isolation = isolation

    def outcome(self, exchanges: Sequence[Exchange]) -> dict[str, Any]:
        """Return the recorder's last frame."""
        found, order = self._found, self._order
        if order.url is None and number(mapping(found.probe.get("pictures")).get("waiting")):
            found.gaps["not-scrolled"] = 0
        web = self._web(exchanges)
        accepted = order.accepted_certificate or self._page.watch.accepted
        on_the_way = any(one.url.startswith("https://") for one in found.hops(self._page.log)[:-1])
        if accepted and on_the_way and not (web["tls"] and web["tls"]["accepted_by_operator"]):
            found.gaps["accepted-elsewhere"] = 0
        return {
            "answers": self._answers(),
            "gaps": [{"code": code, "count": count} for code, count in found.gaps.items()],
            "kind": "outcome",
            "web": web,
        }

    def record(
        self, outcome: Mapping[str, Any], exchanges: Sequence[Exchange], sent: Sequence[tuple[str, str, str, int]]
    ) -> dict[str, Any]:
        """Return what ``record.json`` holds: everything that has no file of its own."""
        found, watch = self._found, self._page.watch
        names = ("name", "role", "sha256", "size")
        return {
            "artefacts": [
                dict(zip(names, (name, role, digest, size), strict=True)) for role, name, digest, size in sent
            ],
            "completeness": outcome["answers"],
            "console": {"errors": watch.console_errors, "lines": watch.console},
            "form": FORM,
            "frames": sorted(watch.frames.values()),
            "gaps": outcome["gaps"],
            "isolation_of_recorder": list(self._isolation),
            "order": self._order.to_json(),
            "page": {key: value for key, value in found.probe.items() if key not in ("filled", "foldable", "overlays")},
            "picture": asdict(found.pictures) if found.pictures else None,
            "refused": watch.refused,
            "resources": listed(exchanges),
            "scroll_pass": asdict(found.scrolled) if self._order.url is not None else None,
            "started_at": self._started_at,
            "steps": {"count": watch.steps_count, "log": watch.steps},
            "web": outcome["web"],
            "withheld": {"headers": list(WITHHELD), "mark": MARK, "request_bodies": True},
            "workers": sorted(watch.workers.values()),
        }

    def _answers(self) -> list[dict[str, Any]]:
        found, order = self._found, self._order
        hops = found.hops(self._page.log)
        response = hops[-1].response if hops else None
        against = [said for code, said in _AGAINST_WHOLE.items() if code in found.gaps]
        if not found.pictures:
            against.append(_AGAINST_WHOLE["picture"])
        seen = Seen(
            probe=found.probe,
            text=found.texts.all if found.texts else "",
            framed="\n".join(part for _, part in found.texts.parts[1:]) if found.texts else "",
            status=response.status if response else None,
            expect=order.expect,
            visible=order.url is None,
            whole=tuple(against),
            pictured=f"{found.pictures.width} × {found.pictures.height} pixels" if found.pictures else "",
        )
        answers = judge(seen) if found.probe else unanswered(order.expect)
        return [{"answer": one.answer, "detail": one.detail, "question": one.question} for one in answers]

    def _web(self, exchanges: Sequence[Exchange]) -> dict[str, Any]:
        found, page = self._found, self._page
        hops = found.hops(page.log)
        response = hops[-1].response if hops else None
        final = text(found.probe.get("url"), MAX_ADDRESS) or page.watch.url
        pictures, viewport = found.pictures, mapping(found.probe.get("viewport"))
        return {
            "console_errors": page.watch.console_errors,
            "cut_at": pictures.cut_at if pictures else None,
            "engine": asdict(page.about),
            "final_url": final,
            "page": {
                "height": pictures.page_height if pictures else 0,
                "width": pictures.page_width if pictures else 0,
            },
            "pictures": found.shots,
            "requested_url": self._order.url or (hops[0].url if hops else final),
            "resources": counted(exchanges),
            "scale_percent": int(number(found.probe.get("scale"))) or 100,
            "server": response.server if response else None,
            "status": response.status if response else None,
            "steps": page.watch.steps_count,
            "title": text(found.probe.get("title"), 1000) or None,
            "tls": self._tls(response.tls if response else None),
            "viewport": {key: int(number(viewport.get(key))) for key in ("height", "width")},
        }

    def _tls(self, details: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if details is None:
            return None
        facts = tls_facts(details)
        chain = self._found.chain
        accepted = (self._order.accepted_certificate or self._page.watch.accepted or "").lower()
        return {
            "accepted_by_operator": bool(accepted and chain and fingerprint(chain[0]) == accepted),
            **{key: facts[key] for key in ("issuer", "protocol", "subject", "valid_from", "valid_to")},
        }
