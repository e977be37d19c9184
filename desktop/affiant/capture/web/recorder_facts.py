"""Reads what the recorder says at the end of a capture; its form is checked before any of it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affiant.capture.web.exchange import MAX_TEXT
from affiant.core.completeness import NO, QUESTIONS, UNKNOWN, YES, Answer, Completeness
from affiant.core.errors import FormatError

_MAX_TEXT = MAX_TEXT
_TEXT, _OR_TEXT, _NUMBER, _OR_NUMBER = (str,), (str, type(None)), (int,), (int, type(None))
_SIZE = {"height": _NUMBER, "width": _NUMBER}
_TLS: Mapping[str, tuple[type, ...]] = {
    "accepted_by_operator": (bool,),
    "issuer": _TEXT,
    "protocol": _TEXT,
    "subject": _TEXT,
    "valid_from": _TEXT,
    "valid_to": _TEXT,
}
_ENGINE: Mapping[str, tuple[type, ...]] = {
    "chromium": _OR_TEXT,
    "name": _TEXT,
    "security_patch": _OR_TEXT,
    "user_agent": _TEXT,
    "version": _TEXT,
}
_WEB: Mapping[str, tuple[type, ...]] = {
    "console_errors": _NUMBER,
    "cut_at": _OR_NUMBER,
    "engine": (dict,),
    "final_url": _TEXT,
    "page": (dict,),
    "pictures": (list,),
    "requested_url": _TEXT,
    "resources": (dict,),
    "scale_percent": _NUMBER,
    "server": _OR_TEXT,
    "status": _OR_NUMBER,
    "steps": _NUMBER,
    "title": _OR_TEXT,
    "tls": (dict, type(None)),
    "viewport": (dict,),
}
_INNER: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "engine": _ENGINE,
    "page": _SIZE,
    "resources": {"failed": _NUMBER, "read": _NUMBER, "without_body": _NUMBER},
    "tls": _TLS,
    "viewport": _SIZE,
}
_PICTURE = {"height": _NUMBER, "name": _TEXT, "top": _NUMBER}


def read_web(value: object) -> dict[str, Any]:
    """Check the facts of a capture. ``pictures`` name artefacts here, where the event gives their places.

    Raises:
        FormatError: they have another form.
    """
    web = _checked(value, _WEB)
    for key, fields in _INNER.items():
        if web[key] is not None:
            web[key] = _checked(web[key], fields)
    web["pictures"] = [_checked(one, _PICTURE) for one in web["pictures"]]
    return web


def read_completeness(value: object) -> Completeness:
    """Check the answers of the completeness probe.

    Raises:
        FormatError: they have another form.
    """
    if not isinstance(value, list):
        raise FormatError("The recorder answered in another form")
    answers = []
    for one in value:
        given = _checked(one, {"answer": _TEXT, "detail": _OR_TEXT, "question": _TEXT})
        if given["question"] not in QUESTIONS or given["answer"] not in (YES, NO, UNKNOWN):
            raise FormatError("The recorder answered what nobody asked")
        answers.append(Answer(**given))
    order = list(QUESTIONS)
    return Completeness(tuple(sorted(answers, key=lambda one: order.index(one.question))))


def _checked(value: object, fields: Mapping[str, tuple[type, ...]]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != fields.keys():
        raise FormatError("The recorder spoke with other fields than it should")
    for key, kinds in fields.items():
        held = value[key]
        if not isinstance(held, kinds) or (isinstance(held, bool) and bool not in kinds):
            raise FormatError("The recorder spoke in another form than it should")
        if isinstance(held, str) and len(held) > _MAX_TEXT:
            raise FormatError("The recorder spoke at too great length")
    return dict(value)
