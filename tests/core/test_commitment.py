"""Salted commitments."""

from hashlib import sha256

import pytest

from affiant.core.commitment import Opening, commit

SALT = bytes(range(32))


def test_a_commitment_is_the_hash_that_the_specification_names() -> None:
    preimage = b'["affiant-commitment-v1","path","' + SALT.hex().encode() + b'",{"a":1}]'
    assert commit("path", SALT, {"a": 1}) == sha256(preimage).hexdigest()


@pytest.mark.parametrize(
    ("field", "salt", "value"),
    [
        pytest.param("user", SALT, "value", id="another field"),
        pytest.param("path", SALT[::-1], "value", id="another salt"),
        pytest.param("path", SALT, "Value", id="another value"),
        pytest.param("path", SALT, ["value"], id="the value in a list"),
        pytest.param("path", SALT, None, id="nothing"),
    ],
)
def test_an_opening_fits_nothing_else(field: str, salt: bytes, value: str | None) -> None:
    assert commit(field, salt, value) != commit("path", SALT, "value")


def test_parts_cannot_move_from_field_to_value() -> None:
    assert commit("a", SALT, "b") != commit("a\x00b", SALT, "")
    assert commit('a"', SALT, "b") != commit("a", SALT, '"b')


def test_a_value_without_an_exact_text_is_not_committed_to() -> None:
    with pytest.raises(TypeError):
        commit("path", SALT, 0.5)  # type: ignore[arg-type]  # the refusal is what is tested


def test_an_opening_has_four_fields() -> None:
    assert Opening(3, "path", "00", "v").to_json() == {"field": "path", "salt": "00", "seq": 3, "value": "v"}
