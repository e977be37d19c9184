from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core import trust
from affiant.core.canonical import canonical
from affiant.core.identity import PublicIdentity, principal, ssh_public_line
from affiant.core.verdict import LineName, State


def test_a_list_of_signers_with_another_key_is_refused(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    other = f"somebody {ssh_public_line(other_keys.public.ed25519)}\n".encode()
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_ALLOWED_SIGNERS: other})))
    assert_only(judge(maker.folder(tmp_path)), "seal-copies", form.SEAL_ALLOWED_SIGNERS, LineName.SIGNER)


@pytest.mark.parametrize("text", [b'{"fingerprint_sha256":"00"}', b"{", b"[]"])
def test_a_description_of_another_signer_is_refused(keys: PackKeys, tmp_path: Path, text: bytes) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_SIGNER: text})))
    assert_only(judge(maker.folder(tmp_path)), "seal-copies", form.SEAL_SIGNER, LineName.SIGNER)


def test_a_missing_copy_is_said_but_no_failure(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.pop(form.SEAL_SIGNER) and None))
    verdict = judge(maker.folder(tmp_path), keys.trust())
    assert not checks(verdict)
    assert subjects(verdict, "seal-copies") == {form.SEAL_SIGNER}
    assert line(verdict, LineName.SIGNER) is State.WARN


@pytest.mark.parametrize("form_of_line", ["* {other} {good}", "{name} {options} {other} {good}", "* {good}"])
def test_a_list_with_the_right_key_where_nobody_looks_is_refused(
    keys: PackKeys, other_keys: PackKeys, tmp_path: Path, form_of_line: str
) -> None:
    text = form_of_line.format(
        name=principal(keys.public.fingerprint),
        options='namespaces="affiant-pack-v1"',
        other=ssh_public_line(other_keys.public.ed25519),
        good=ssh_public_line(keys.public.ed25519),
    )
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_ALLOWED_SIGNERS: text.encode()})))
    assert_only(judge(maker.folder(tmp_path)), "seal-copies", form.SEAL_ALLOWED_SIGNERS, LineName.SIGNER)


def test_another_ca_beside_the_seals_is_refused_even_when_the_signer_is_trusted(
    keys: PackKeys, other_keys: PackKeys, tmp_path: Path
) -> None:
    for name, pem in (
        ("other", other_keys.public.ca_pem),
        ("both", keys.public.ca_pem + other_keys.public.ca_pem),
        ("none", "nothing"),
    ):
        changed = {form.SEAL_CA: pem.encode()}
        maker = PackMaker(keys, Hooks(sealed=lambda files, changed=changed: files.update(changed)))  # type: ignore[misc]
        verdict = judge(maker.folder(tmp_path, name), keys.trust())
        assert_only(verdict, "seal-copies", form.SEAL_CA, LineName.SIGNER)


@pytest.mark.parametrize("field", ["fingerprint_words", "p256_spki", "ssh_public_key", "ca_pem"])
def test_a_description_with_the_right_fingerprint_and_other_keys_is_refused(
    keys: PackKeys, other_keys: PackKeys, tmp_path: Path, field: str
) -> None:
    def stated(public: PublicIdentity) -> dict[str, str]:
        (found,) = json.loads(trust.write([public], []))["signers"]
        return dict(found)

    good, other = stated(keys.public), stated(other_keys.public)
    for name, document in (("good", good), ("bad", good | {field: other[field]})):
        sealed = {form.SEAL_SIGNER: canonical(document)}
        maker = PackMaker(keys, Hooks(sealed=lambda files, sealed=sealed: files.update(sealed)))  # type: ignore[misc]
        verdict = judge(maker.folder(tmp_path, name))
        if name == "good":
            assert not checks(verdict)
        else:
            assert_only(verdict, "seal-copies", form.SEAL_SIGNER, LineName.SIGNER)
