"""The canonical JSON form and its strict reader."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiant.core.canonical import MAX_DEPTH, canonical, parse, parse_object
from affiant.core.errors import FormatError

_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical({"b": [1, True, None], "a": {"z": "", "y": -5}}) == b'{"a":{"y":-5,"z":""},"b":[1,true,null]}'


def test_text_stands_as_utf8_and_only_what_must_is_escaped() -> None:
    assert canonical('اردو 🙂 \x7f/"\\\n\x1f') == '"اردو 🙂 \x7f/\\"\\\\\\n\\u001f"'.encode()


@pytest.mark.parametrize("value", [1.0, float("nan"), {"a": [0.5]}, b"bytes", {"a": {1, 2}}, (1, 2)])
def test_values_without_one_exact_text_are_not_written(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)  # type: ignore[arg-type]  # the refusal is what is tested


def test_keys_that_are_not_text_are_not_written() -> None:
    with pytest.raises(TypeError):
        canonical({1: "a"})  # type: ignore[dict-item]  # the refusal is what is tested


def test_lone_surrogates_are_not_written() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


@given(_JSON)
def test_what_is_written_is_read_back_and_written_the_same(value: object) -> None:
    written = canonical(value)  # type: ignore[arg-type]  # hypothesis gives it as object
    assert parse(written) == value
    assert canonical(parse(written)) == written


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'{"a":1,"a":2}', id="key twice"),
        pytest.param(b'{"a":1,"\\u0061":2}', id="key twice, once escaped"),
        pytest.param(b'[{"b":{"a":1,"a":1}}]', id="key twice, deep"),
        pytest.param(b"NaN", id="NaN"),
        pytest.param(b"[Infinity]", id="Infinity"),
        pytest.param(b"[-Infinity]", id="-Infinity"),
        pytest.param(b"1.0", id="fraction"),
        pytest.param(b"1e3", id="exponent"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param(b'"\xff"', id="invalid UTF-8"),
        pytest.param(b'"\xed\xa0\x80"', id="surrogate in UTF-8"),
        pytest.param(b'"\\ud800"', id="lone surrogate, escaped"),
        pytest.param(b'{"\\udc00":1}', id="lone surrogate in a key"),
        pytest.param('{"a":1}'.encode("utf-16"), id="UTF-16"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"{} {}", id="two documents"),
        pytest.param(b"{'a':1}", id="single quotes"),
        pytest.param(b'"\n"', id="raw control character"),
        pytest.param(b"9" * 5000, id="number too long to convert"),
        pytest.param(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), id="too deep"),
        pytest.param(b'{"a":' * 40 + b"1" + b"}" * 40, id="too deep in objects"),
        pytest.param(b"[" * 200_000, id="a bomb of brackets"),
    ],
)
def test_what_readers_disagree_on_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError) as refused:
        parse(data, subject="place")
    assert refused.value.subject == "place"


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert parse(b'"\\ud83d\\ude42"') == "🙂"


def test_nesting_up_to_the_limit_is_read() -> None:
    parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_brackets_in_text_and_side_by_side_are_no_nesting() -> None:
    value = {"text": '[{"' * 100, "list": [[] for _ in range(100)]}
    assert parse(json.dumps(value).encode()) == value


def test_only_an_object_is_an_object() -> None:
    assert parse_object(b'{"a":1}') == {"a": 1}
    with pytest.raises(FormatError):
        parse_object(b"[]")
