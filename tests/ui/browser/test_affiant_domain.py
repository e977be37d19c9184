import json
from typing import Any

import pytest

from affiant.ui.browser.affiant_domain import AffiantDomain, Params, Reply


def add_one(params: Params, reply: Reply) -> None:
    if not isinstance(params.get("number"), int):
        raise ValueError("number must be an integer")
    reply({"number": params["number"] + 1})


class Desk:
    def __init__(self) -> None:
        self.written: list[Any] = []
        self.domain = AffiantDomain({"addOne": add_one}, lambda text: self.written.append(json.loads(text)))

    def take(self, value: object) -> str | None:
        return self.domain.take(json.dumps(value).encode())


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_call_of_ours_is_answered(desk: Desk) -> None:
    assert desk.take({"id": 5, "method": "Affiant.addOne", "params": {"number": 1}}) is None
    assert desk.written == [{"id": 5, "result": {"number": 2}}]


def test_any_other_call_is_for_the_page_and_unchanged(desk: Desk) -> None:
    text = '{"id":  7, "method":"Page.enable"}'
    assert desk.domain.take(text.encode()) == text
    assert desk.written == []


def test_wrong_params_and_unknown_methods_are_errors(desk: Desk) -> None:
    desk.take({"id": 1, "method": "Affiant.addOne"})
    desk.take({"id": 2, "method": "Affiant.addOne", "params": 3})
    desk.take({"id": 3, "method": "Affiant.other"})
    assert desk.written == [
        {"id": 1, "error": {"code": -32602, "message": "number must be an integer"}},
        {"id": 2, "error": {"code": -32602, "message": "params must be an object"}},
        {"id": 3, "error": {"code": -32601, "message": "Affiant.other is not known"}},
    ]


def test_events_have_the_prefix(desk: Desk) -> None:
    desk.domain.tell("ready", {})
    assert desk.written == [{"method": "Affiant.ready", "params": {}}]


@pytest.mark.parametrize("text", [b"", b"x", b"[1]", b"{}", b'{"id": 1, "method": 2}', b"\xff"])
def test_what_is_no_call_is_said(desk: Desk, text: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of the decoder, of the parser or ours
        desk.domain.take(text)
