"""The attack matrix: for each tampered copy, which foreign checkers refuse it and which stay content, as a whole row.

A checker that stays content is asserted too: it keeps the table of VERIFY.txt honest about what each step would not
notice, and shows that a fixture is refused for its own reason only.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.interop.attacks import ATTACKS, Attack
from tests.interop.authority import Authority
from tests.interop.checkers import CHECKERS, Anchors, openssl_cms, ssh_keygen
from tests.interop.conftest import Investigator, Made


def copy_of(made: Made, folder: Path) -> Path:
    """A copy that can be written to."""
    return Path(shutil.copytree(made.pack, folder / "pack"))


def row(pack: Path, anchors: Anchors) -> dict[str, bool]:
    return {name: check(pack, anchors).accepted for name, check in CHECKERS.items()}


def test_the_untouched_pack_is_accepted_by_every_checker(small: Made, small_anchors: Anchors) -> None:
    for name, check in CHECKERS.items():
        said = check(small.pack, small_anchors)
        assert said.accepted, f"{name}: {said.words}"


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.change.__name__ for one in ATTACKS])
def test_exactly_the_named_checkers_refuse_the_attack(
    small: Made, small_anchors: Anchors, authority: Authority, tmp_path: Path, attack: Attack
) -> None:
    pack = copy_of(small, tmp_path)
    attack.change(pack, authority)
    assert row(pack, small_anchors) == {name: name not in attack.refused_by for name in CHECKERS}


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.change.__name__ for one in ATTACKS])
def test_our_verifier_refuses_every_attack_on_the_right_line(
    small: Made, investigator: Investigator, trust_file: Path, authority: Authority, tmp_path: Path, attack: Attack
) -> None:
    pack = copy_of(small, tmp_path)
    attack.change(pack, authority)
    result = investigator.run("verify", pack, "--trust", trust_file, "--json")
    said = json.loads(result.stdout)
    assert result.returncode == 1, said
    assert said["verdict"] == "failed"
    assert said["lines"][attack.our_line]["state"] == "fail", said["lines"]


def test_a_forged_pack_passes_with_the_anchors_it_brings_along(
    small: Made, small_anchors: Anchors, authority: Authority, tmp_path: Path
) -> None:
    """Why anchors come from outside: the forger's own list and certificate accept the forgery."""
    pack = copy_of(small, tmp_path)
    next(one for one in ATTACKS if one.change.__name__.startswith("t7_")).change(pack, authority)
    principal, key = (pack / "seal/allowed_signers").read_text().split(" ", 1)
    own = tmp_path / "own_signers"
    own.write_text(f"jane@example.org {key}")
    assert principal.startswith("affiant-")
    brought = Anchors(own, pack / "seal/ca.pem", small_anchors.tsa_root, small_anchors.nss, small_anchors.note_key)
    assert ssh_keygen(pack, brought).accepted
    assert openssl_cms(pack, brought).accepted
