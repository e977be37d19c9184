"""How a capture was acquired, from the ledger's event to what the dossier says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affiant.core.completeness import YES
from affiant.export.dossier.facts import AcquisitionFacts, DoubtFact, WebFacts


def acquisition_facts(recorded: Mapping[str, Any] | None) -> AcquisitionFacts | None:
    """Return what an ``acquisition`` says (`event_types.CAPTURE_ADDED`); None where none was recorded."""
    if recorded is None:
        return None
    around = recorded["environment"]
    web, screen, completeness = recorded.get("web"), recorded.get("screen"), recorded.get("completeness")
    return AcquisitionFacts(
        computer=" · ".join((around["os"], around["time_zone"], around["locale"])),
        online=around["online"],
        web=_web(web) if web else None,
        screen=_screen(screen) if screen else None,
        doubts=_doubts(completeness) if completeness else (),
        asked=bool(completeness),
    )


def _web(web: Mapping[str, Any]) -> WebFacts:
    engine, tls, resources = web["engine"], web["tls"], web["resources"]
    built_on = f"Chromium {engine['chromium']}" if engine["chromium"] else None
    patched = f"security patch {engine['security_patch']}" if engine["security_patch"] else None
    return WebFacts(
        engine=", ".join(one for one in (f"{engine['name']} {engine['version']}", built_on, patched) if one),
        limits=tuple(engine["limits"]),
        authorities=tuple(engine.get("authorities", ())),  # captures before it was recorded have none
        sandbox_held=web["sandbox"]["held"],
        sandbox_reason=web["sandbox"]["reason"],
        final_url=web["final_url"] if web["final_url"] != web["requested_url"] else None,
        title=web["title"],
        status=web["status"],
        server=web["server"],
        certificate=_certificate(tls) if tls else None,
        certificate_accepted=bool(tls and tls["accepted_by_operator"]),
        page=(web["page"]["width"], web["page"]["height"]),
        cut_at=web["cut_at"],
        read=resources["read"],
        failed=resources["failed"],
        without_body=resources["without_body"],
        console_errors=web["console_errors"],
        steps=web["steps"],
    )


def _certificate(tls: Mapping[str, Any]) -> str:
    return f"{tls['protocol']} · {tls['subject']} · {tls['issuer']} · {tls['valid_from']} – {tls['valid_to']}"


def _screen(screen: Mapping[str, Any]) -> str:
    at = screen["geometry"]
    words = (
        f"{screen['mode']} ({screen['route']}), {at['width']} × {at['height']} pixels at {at['x']}, {at['y']}, "
        f"scale {screen['scale_percent']} %"
    )
    return words if screen["position"] is None else f"{words}, number {screen['position']} of a sequence"


def _doubts(completeness: Mapping[str, Any]) -> tuple[DoubtFact, ...]:
    answers = (one for one in completeness["answers"] if one["answer"] != YES)
    return tuple(DoubtFact(one["question"], one["answer"], one["detail"]) for one in answers)
