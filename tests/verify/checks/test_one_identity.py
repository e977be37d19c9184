from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from tests.fakes.pack_keys import PackKeys, certificate
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, judge

from affiant.core import pack_format as form
from affiant.core.event import Draft
from affiant.core.verdict import LineName


def test_a_dossier_signed_with_another_key_of_the_same_ca_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = certificate("Colleague", key.public_key(), keys.ca_certificate.subject, keys.ca_key)
    maker = PackMaker(keys, dossier_keys=replace(keys, p256_key=key, certificate=leaf))
    assert_only(judge(maker.folder(tmp_path)), "one-identity", form.DOSSIER, LineName.SIGNER)


def test_another_stated_fingerprint_is_refused(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    stated = other_keys.public.fingerprint
    maker = PackMaker(keys, Hooks(statement=lambda found: found.update(fingerprint=stated)))
    assert_only(judge(maker.folder(tmp_path)), "one-identity", form.STATEMENT, LineName.SIGNER)


def test_a_case_begun_by_another_identity_is_refused(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    def begin(drafts: list[Draft]) -> None:
        drafts[0] = replace(drafts[0], data={**drafts[0].data, "signer": other_keys.signer_fields()})

    assert_only(
        judge(PackMaker(keys, Hooks(drafts=begin)).folder(tmp_path)), "one-identity", "event 1", LineName.SIGNER
    )
