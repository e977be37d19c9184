import json
from typing import Any

import pytest
from tests.fakes.identity_home import CHEAP, randomness

from affiant.core.canonical import canonical
from affiant.core.errors import FormatError
from affiant.identity import wrapping
from affiant.identity.wrapping import Cost, WrongPassphraseError, unwrap, wrap

OWNER = "ab" * 32
SECRET = b"s" * 43


def wrapped() -> bytes:
    return wrap(SECRET, b"correct horse", owner=OWNER, random=randomness(), cost=CHEAP)


def altered(**changes: Any) -> bytes:
    """The file with fields changed and its plain check made to fit again, as a forger would."""
    document = json.loads(wrapped()) | changes
    del document["check"]
    return canonical(document | {"check": wrapping._check(document)})


def test_the_passphrase_opens_what_it_closed():
    assert unwrap(wrapped(), b"correct horse", owner=OWNER) == SECRET


def test_what_we_write_costs_64_mib_three_rounds_and_four_lanes():
    assert Cost() == Cost(memory_kib=65536, iterations=3, lanes=4)
    assert Cost().within_bounds()


def test_another_passphrase_opens_nothing():
    with pytest.raises(WrongPassphraseError):
        unwrap(wrapped(), b"Correct horse", owner=OWNER)


def test_the_file_holds_neither_secret_nor_passphrase():
    assert SECRET not in wrapped()
    assert b"horse" not in wrapped()


def test_two_files_of_one_secret_share_no_salt():
    one, two = (json.loads(wrap(SECRET, b"p", owner=OWNER, random=randomness(n), cost=CHEAP)) for n in (1, 2))
    assert one["salt"] != two["salt"]
    assert one["ciphertext"] != two["ciphertext"]


@pytest.mark.parametrize(
    "changes",
    [
        {"memory_kib": 1 << 30},  # 1 TiB
        {"memory_kib": (1 << 20) + 1},
        {"memory_kib": 7},
        {"memory_kib": -1},
        {"memory_kib": True},
        {"memory_kib": "64"},
        {"iterations": 17},
        {"iterations": 0},
        {"iterations": True},
        {"lanes": 17},
        {"lanes": 0},
        {"salt": "00"},
        {"salt": "zz" * 16},
        {"nonce": 12},
        {"format": "affiant-wrapped-v2"},
        {"owner": 3},
        {"ciphertext": None},
        {"more": 1},
    ],
    ids=str,
)
def test_a_hostile_file_is_refused_before_any_work_is_done(changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch):
    hostile = altered(**changes)
    monkeypatch.setattr(wrapping, "Argon2id", pytest.fail)
    with pytest.raises(FormatError):
        unwrap(hostile, b"correct horse", owner=OWNER)


def test_every_flipped_byte_is_damage_and_never_a_wrong_passphrase(monkeypatch: pytest.MonkeyPatch):
    whole = wrapped()
    monkeypatch.setattr(wrapping, "Argon2id", pytest.fail)
    for place in range(len(whole)):
        with pytest.raises(FormatError):
            unwrap(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :], b"correct horse", owner=OWNER)


@pytest.mark.parametrize("field", ["iterations", "owner"])
def test_altered_parameters_do_not_open_even_when_the_check_is_made_to_fit(field: str):
    changed = {"iterations": 2, "owner": "cd" * 32}[field]
    owner = changed if field == "owner" else OWNER
    with pytest.raises(WrongPassphraseError):
        unwrap(altered(**{field: changed}), b"correct horse", owner=str(owner))


def test_a_file_of_another_identity_is_refused():
    with pytest.raises(FormatError, match="another identity"):
        unwrap(wrapped(), b"correct horse", owner="cd" * 32)
