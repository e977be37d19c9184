"""Events: exact bytes, the chain, and sensitive fields that stand as commitments only."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from affiant.core import event, event_types
from affiant.core.canonical import canonical
from affiant.core.clock import FixedClock
from affiant.core.commitment import commit
from affiant.core.errors import FormatError
from affiant.core.merkle import leaf_hash

CASE = "0b8f3a52-7c1d-4e6f-9a2b-3c4d5e6f7a8b"
ACTOR = event.Actor("Unit 7", "ab" * 32)
AT = FixedClock(datetime(2026, 11, 3, 10, 12, tzinfo=UTC)).now()


class Counted:
    """Random bytes that can be told apart."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, count: int) -> bytes:
        self.calls += 1
        return bytes([self.calls]) * count


def written(**changes: Any) -> event.Event:
    draft = event.Draft("capture.added", {"name": "تصویر.png", "size": 5})
    return event.write(draft, case=CASE, seq=1, prev=event.FIRST_PREV, at=AT, actor=ACTOR, random=Counted())[0]


def test_an_event_is_canonical_json_on_one_line_hashed_as_a_leaf() -> None:
    found = written()
    assert found.body == canonical(json.loads(found.body))
    assert b"\n" not in found.body
    assert found.leaf == leaf_hash(found.body) == sha256(b"\0" + found.body).digest()
    assert found.hash == found.leaf.hex()
    assert (found.at, found.offset, found.prev) == ("2026-11-03T10:12:00.000Z", "+05:00", "0" * 64)


def test_the_same_fact_gives_the_same_bytes() -> None:
    assert written().body == written().body


def test_the_second_event_names_the_first() -> None:
    first = written()
    draft = event.Draft("session.closed", {})
    second, openings = event.write(draft, case=CASE, seq=2, prev=first.hash, at=AT, actor=ACTOR, random=Counted())
    assert (second.prev, second.seq, openings) == (first.hash, 2, ())


def test_a_sensitive_field_stands_as_a_commitment_with_a_salt_of_its_own() -> None:
    random = Counted()
    draft = event.Draft("session.opened", {}, {"user": "same", "machine": "same"})
    found, openings = event.write(draft, case=CASE, seq=3, prev=event.FIRST_PREV, at=AT, actor=ACTOR, random=random)
    assert b"same" not in found.body
    assert [one.field for one in openings] == ["machine", "user"]
    assert random.calls == 2
    assert found.committed["user"] != found.committed["machine"]
    for one in openings:
        assert one.seq == 3
        assert commit(one.field, bytes.fromhex(one.salt), one.value) == found.committed[one.field]
        assert one.to_json().keys() == {"field", "salt", "seq", "value"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"v": 2}, id="another version"),
        pytest.param({"v": True}, id="a version that only equals 1"),
        pytest.param({"v": "1"}, id="a version as text"),
        pytest.param({"seq": 0}, id="number 0"),
        pytest.param({"seq": True}, id="a number that only equals 1"),
        pytest.param({"seq": "1"}, id="a number as text"),
        pytest.param({"prev": "0" * 63}, id="short prev"),
        pytest.param({"prev": "A" * 64}, id="prev in capitals"),
        pytest.param({"prev": None}, id="no prev"),
        pytest.param({"type": "capture"}, id="type of one word"),
        pytest.param({"type": "Capture.added"}, id="type in capitals"),
        pytest.param({"type": "capture.added\n"}, id="type with a newline"),
        pytest.param({"type": 5}, id="type as number"),
        pytest.param({"at": "2026-11-03T10:12:00Z"}, id="time without milliseconds"),
        pytest.param({"at": "2026-02-30T10:12:00.000Z"}, id="a day that does not exist"),
        pytest.param({"offset": None}, id="no offset"),
        pytest.param({"case": 7}, id="case as number"),
        pytest.param({"actor": "Unit 7"}, id="actor as text"),
        pytest.param({"actor": {"name": "Unit 7"}}, id="actor without key"),
        pytest.param({"actor": {"name": "Unit 7", "key": 5}}, id="key as number"),
        pytest.param({"actor": {"name": "Unit 7", "key": "k", "more": "m"}}, id="actor with more"),
        pytest.param({"data": []}, id="data as list"),
        pytest.param({"committed": {"path": "secret"}}, id="a commitment that is none"),
        pytest.param({"committed": {"path": 5}}, id="a commitment as number"),
        pytest.param({"committed": []}, id="committed as list"),
        pytest.param({"extra": 1}, id="an extra field"),
    ],
)
def test_another_form_is_refused(changes: dict[str, Any]) -> None:
    fields = json.loads(written().body)
    event.parse(canonical(fields))
    with pytest.raises(FormatError):
        event.parse(canonical(fields | changes))


@pytest.mark.parametrize("missing", ["actor", "at", "case", "committed", "data", "offset", "prev", "seq", "type", "v"])
def test_a_missing_field_is_refused(missing: str) -> None:
    fields = json.loads(written().body)
    del fields[missing]
    with pytest.raises(FormatError):
        event.parse(canonical(fields))


def test_an_event_spans_one_line_only() -> None:
    with pytest.raises(FormatError):
        event.parse(written().body.replace(b",", b",\n"))


def test_an_event_larger_than_the_format_allows_is_neither_written_nor_read() -> None:
    draft = event.Draft("capture.added", {"note": "x" * event.MAX_BODY_BYTES})
    with pytest.raises(ValueError, match="larger than the format"):
        event.write(draft, case=CASE, seq=1, prev=event.FIRST_PREV, at=AT, actor=ACTOR, random=Counted())
    fields = json.loads(written().body) | {"data": draft.data}
    with pytest.raises(FormatError):
        event.parse(canonical(fields))


def test_what_is_written_equals_what_is_read() -> None:
    event_written = written()
    assert event.parse(event_written.body) == event_written


def test_a_type_of_another_form_is_not_written() -> None:
    with pytest.raises(ValueError, match="form noun"):
        event.write(
            event.Draft("Capture added", {}),
            case=CASE, seq=1, prev=event.FIRST_PREV, at=AT, actor=ACTOR, random=Counted(),
        )  # fmt: skip


def test_every_type_is_named_once_and_has_the_form_that_events_demand() -> None:
    constants = {value for name, value in vars(event_types).items() if name.isupper() and isinstance(value, str)}
    assert set(event_types.ALL) == constants
    assert len(event_types.ALL) == len(constants)
    for one in event_types.ALL:
        event.parse(canonical(json.loads(written().body) | {"type": one}))
