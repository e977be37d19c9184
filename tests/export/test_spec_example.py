"""The worked example of pack-v1.md holds: every number in it is computed again, by the core and by hand."""

import hashlib
import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from affiant.core import checkpoint, event_types, pack_format, tlog_proof
from affiant.core.event import parse
from affiant.core.identity import fingerprint, fingerprint_words, principal, ssh_fingerprint
from affiant.core.merkle import root_from_inclusion
from affiant.core.resources import PACK_SPEC, resources_folder
from affiant.verify.registry import CONTAINER, PACK_CHECKS

SPEC = (resources_folder() / PACK_SPEC).read_text(encoding="utf-8")


def _block(name: str) -> bytes:
    return re.search(rf"```{name}\n(.*?)\n```", SPEC, re.DOTALL)[1].encode()


def test_the_events_hash_to_what_is_said_and_form_a_chain() -> None:
    first, second = parse(_block("event-1")), parse(_block("event-2"))
    by_hand = hashlib.sha256(b"\0" + _block("event-1")).hexdigest()
    assert f"`{by_hand}`" in SPEC
    assert f"`{second.hash}`" in SPEC
    assert second.prev == first.hash
    assert json.loads(_block("left-out")) == {"leaf": first.hash, "seq": 1}


def test_the_commitment_is_what_is_said() -> None:
    opening = json.loads(_block("opening"))
    found = hashlib.sha256(_block("committed")).hexdigest()
    assert parse(_block("event-2")).committed == {opening["field"]: found}
    assert json.loads(_block("committed")) == [
        "affiant-commitment-v1",
        opening["field"],
        opening["salt"],
        opening["value"],
    ]


def test_the_checkpoint_is_signed_over_the_root() -> None:
    note = checkpoint.parse(_block("checkpoint") + b"\n")
    first, second = parse(_block("event-1")), parse(_block("event-2"))
    assert note.root == hashlib.sha256(b"\x01" + first.leaf + second.leaf).digest()
    assert f"`{note.root.hex()}`" in SPEC
    key = bytes.fromhex(re.search(r"Ed25519 `([0-9a-f]{64})`", SPEC)[1])
    Ed25519PublicKey.from_public_bytes(key).verify(note.signatures[0].signature, note.text)
    assert f"`{checkpoint.key_id(note.origin, key).hex()}`" in SPEC
    proof = tlog_proof.parse(_block("tlog-proof") + b"\n")
    assert root_from_inclusion(proof.index, note.size, second.leaf, proof.path) == note.root


def test_the_fingerprint_is_what_is_said() -> None:
    key = bytes.fromhex(re.search(r"Ed25519 `([0-9a-f]{64})`", SPEC)[1])
    spki = bytes.fromhex(re.search(r"SubjectPublicKeyInfo `([0-9a-f]+)`", SPEC)[1])
    found = fingerprint(key, spki)
    for text in (found, " ".join(fingerprint_words(found)), principal(found), ssh_fingerprint(key)):
        assert f"`{text}`" in SPEC


@pytest.mark.parametrize("kind", event_types.ALL)
def test_every_type_of_event_is_described(kind) -> None:
    assert f"| `{kind}`" in SPEC


def test_the_checks_are_those_of_the_verifier_in_their_order() -> None:
    section = SPEC[SPEC.index("## 13.") : SPEC.index("## 14.")]
    rows = re.findall(r"^\| (`[a-z0-9`, -]+`) \| (contents|signer|time) \|", section, re.MULTILINE)
    said = [(key, line) for keys, line in rows for key in re.findall(r"`([a-z0-9-]+)`", keys)]
    assert said == [(CONTAINER, "contents"), *((one.key, str(one.line)) for one in PACK_CHECKS)]


@pytest.mark.parametrize("label", pack_format.BAG_INFO_LABELS)
def test_every_label_of_bag_info_is_described(label) -> None:
    assert f"| `{label}` |" in SPEC
