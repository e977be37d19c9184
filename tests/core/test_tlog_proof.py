"""Proofs in the text form of c2sp.org/tlog-proof."""

import base64
from hashlib import sha256

import pytest

from affiant.core import tlog_proof
from affiant.core.errors import FormatError

PATH = [sha256(bytes([number])).digest() for number in range(3)]
NOTE = b"affiant/x\n5\nroot\n\n\xe2\x80\x94 affiant/x sig\n"


def test_a_proof_is_read_back_with_the_note_byte_for_byte() -> None:
    found = tlog_proof.parse(tlog_proof.write(4, PATH, NOTE))
    assert (found.index, found.path, found.checkpoint) == (4, tuple(PATH), NOTE)


def test_the_form_is_that_of_the_specification() -> None:
    encoded = [base64.b64encode(one) for one in PATH]
    expected = b"\n".join([b"c2sp.org/tlog-proof@v1", b"index 4", *encoded, b"", NOTE])
    assert tlog_proof.write(4, PATH, NOTE) == expected


def test_a_ledger_of_one_event_has_an_empty_path() -> None:
    assert tlog_proof.parse(tlog_proof.write(0, [], NOTE)).path == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"@v1", b"@v2", id="another version"),
        pytest.param(b"index 4", b"index 04", id="leading zero"),
        pytest.param(b"index 4", b"index -4", id="negative index"),
        pytest.param(b"index 4", b"extra AAAA\nindex 4", id="extra line"),
        pytest.param(b"index 4", b"index", id="no index"),
        pytest.param(b"index 4\n", b"index 4\r\n", id="other line end"),
        pytest.param(base64.b64encode(PATH[0]), base64.b64encode(PATH[0][:31]), id="short hash"),
        pytest.param(base64.b64encode(PATH[0]), b"*" * 44, id="not base64"),
        pytest.param(base64.b64encode(PATH[0]), "é".encode(), id="not ASCII"),
    ],
)
def test_another_form_is_refused(old: bytes, new: bytes) -> None:
    proof = tlog_proof.write(4, PATH, NOTE)
    assert old in proof
    with pytest.raises(FormatError):
        tlog_proof.parse(proof.replace(old, new))


@pytest.mark.parametrize("data", [b"", b"c2sp.org/tlog-proof@v1", b"c2sp.org/tlog-proof@v1\nindex 0\n\n"])
def test_a_proof_without_a_checkpoint_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        tlog_proof.parse(data)


def test_a_path_longer_than_any_tree_is_refused() -> None:
    tlog_proof.parse(tlog_proof.write(4, PATH[:1] * tlog_proof.MAX_HASHES, NOTE))
    with pytest.raises(FormatError):
        tlog_proof.parse(tlog_proof.write(4, PATH[:1] * (tlog_proof.MAX_HASHES + 1), NOTE))
