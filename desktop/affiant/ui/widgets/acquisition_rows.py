"""How a capture was acquired, as words for the item pane: first what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from affiant.core.completeness import DOUBTS, NO, QUESTIONS, UNKNOWN
from affiant.core.names import visible

_LONGEST = 300
_NO_SANDBOX = "OFF: the browser ran without its sandbox"
_SANDBOX_UNSEEN = "Whether the browser ran in its sandbox could not be seen"
_ONLINE = {"yes": "it had a way to a network", "no": "it had no way to a network"}


def warning_rows(recorded: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and sentence for everything that a reader must know before trusting the capture.

    Args:
        recorded: ``data`` of the `event_types.CAPTURE_ADDED` event.
    """
    acquisition = recorded.get("acquisition") or {}
    web = acquisition.get("web")
    if web is not None:
        if (held := web["sandbox"]["held"]) is not True:
            yield "Sandbox", _with_reason(_NO_SANDBOX if held is False else _SANDBOX_UNSEEN, web["sandbox"]["reason"])
        if web["tls"] is not None and web["tls"]["accepted_by_operator"]:
            yield "Certificate", "NOT VALID: it was accepted by hand, so the server may be another one"
        if web["engine"].get("authorities"):  # captures before it was recorded have none
            yield "Certificate", "An authority of the operator's own was trusted beside the public ones"
        if web["cut_at"] is not None:
            yield "Picture", f"It ends at {web['cut_at']:,} pixels; the page goes on below"
    for one in _answers(acquisition, NO):
        yield "Doubt", _with_reason(_doubt(one).removesuffix("."), one["detail"])
    for missing in recorded.get("not_obtained", ()):
        yield "Not obtained", visible(missing, _LONGEST)


def acquisition_rows(recorded: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and sentence for the rest of what is recorded of the acquisition."""
    acquisition = recorded.get("acquisition")
    if acquisition is None:
        return
    if (web := acquisition.get("web")) is not None:
        yield "Browser", visible(f"{web['engine']['name']} {web['engine']['version']}", _LONGEST)
        if web["final_url"] != web["requested_url"]:
            yield "Landed at", visible(web["final_url"], _LONGEST)
        if web["status"] is not None:
            yield "Answer", f"HTTP {web['status']}" + (f" from {visible(web['server'])}" if web["server"] else "")
        yield "Page", f"{web['page']['width']:,} × {web['page']['height']:,} CSS pixels"
        resources = web["resources"]
        yield "Resources", f"{resources['read']:,} read, {resources['failed']:,} failed"
    if (screen := acquisition.get("screen")) is not None:
        at = screen["geometry"]
        yield "Screen", visible(f"{screen['mode']}, {at['width']} × {at['height']} pixels, {screen['route']}", _LONGEST)
        if screen["sequence"] is not None:
            yield "Sequence", visible(f"{screen['sequence']}, picture {screen['position']}", _LONGEST)
    around = acquisition["environment"]
    yield "Computer", f"{visible(around['os'], _LONGEST)}; {_ONLINE.get(around['online'], 'network not known')}"
    unknown = [_question(one) for one in _answers(acquisition, UNKNOWN)]
    if unknown:
        yield "Not known", " ".join(unknown)


def _answers(acquisition: Mapping[str, Any], answer: str) -> list[Mapping[str, Any]]:
    completeness = acquisition.get("completeness") or {"answers": ()}
    return [one for one in completeness["answers"] if one["answer"] == answer]


def _question(one: Mapping[str, Any]) -> str:
    return QUESTIONS.get(one["question"], visible(one["question"], _LONGEST))


def _doubt(one: Mapping[str, Any]) -> str:
    return DOUBTS.get(one["question"], f"{_question(one)} No.")


def _with_reason(sentence: str, reason: str | None) -> str:
    return f"{sentence}. “{visible(reason, _LONGEST)}”" if reason else sentence
