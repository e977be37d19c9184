from __future__ import annotations

from pathlib import Path

import pytest
from tests.attacks.pack_attacks import ATTACKS, Attack, Scene
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import write_folder, write_zip
from tests.fakes.token_maker import TokenMaker
from tests.fakes.verdicts import checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core.verdict import LineName, State


@pytest.fixture(scope="session")
def scene(keys: PackKeys, other_keys: PackKeys, authority: TokenMaker) -> Scene:
    return Scene(keys, other_keys, authority)


def _by_name(name: str) -> Attack:
    return next(one for one in ATTACKS if one.name == name)


@pytest.mark.parametrize("zipped", [False, True])
def test_a_good_pack_gives_no_alarm(scene: Scene, tmp_path: Path, zipped: bool) -> None:
    files = scene.good()
    pack = write_zip(files, tmp_path / "P.zip", "P") if zipped else write_folder(files, tmp_path / "P")
    verdict = judge(pack, scene.keys.trust(scene.authority.root_pem), thorough=True)
    assert {one.outcome for one in verdict.findings} == {State.PASS}
    assert verdict.word == "verified"


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_refused_by_the_right_line_check_and_subject(
    scene: Scene, tmp_path: Path, attack: Attack, zipped: bool
) -> None:
    files = attack.make(scene)
    pack = write_zip(files, tmp_path / "P.zip", "P") if zipped else write_folder(files, tmp_path / "P")
    verdict = judge(pack, scene.keys.trust(scene.authority.root_pem))
    assert line(verdict, attack.line) is State.FAIL
    assert attack.check in checks(verdict)
    assert attack.subject(scene) in subjects(verdict, attack.check)
    assert verdict.word == "failed"


def test_only_the_signer_line_speaks_of_a_forger_and_the_time_gives_him_away(scene: Scene, tmp_path: Path) -> None:
    pack = write_folder(_by_name("t7").make(scene), tmp_path / "P")
    verdict = judge(pack, scene.keys.trust(scene.authority.root_pem))
    assert checks(verdict) == {"trusted-signer"}
    assert "2026-12-03" in verdict.lines[2].text


def test_a_forger_never_passes_without_trust(scene: Scene, tmp_path: Path) -> None:
    verdict = judge(write_folder(_by_name("t7").make(scene), tmp_path / "P"), None)
    assert line(verdict, LineName.SIGNER) is State.WARN
    assert " ".join(scene.forger.public.words) in verdict.lines[1].text
    assert verdict.word == "incomplete"


def test_recomputed_manifests_leave_every_seal_unfit(scene: Scene, tmp_path: Path) -> None:
    pack = write_folder(_by_name("t2").make(scene), tmp_path / "P")
    verdict = judge(pack, scene.keys.trust(scene.authority.root_pem))
    assert {"sshsig", "cms", "time-token", "exhibits"} <= checks(verdict)
    assert "payload-digests" not in checks(verdict)


def test_removed_seals_are_each_named(scene: Scene, tmp_path: Path) -> None:
    pack = write_folder(_by_name("removed seals").make(scene), tmp_path / "P")
    verdict = judge(pack, scene.keys.trust(scene.authority.root_pem))
    assert subjects(verdict, "declared-seals") == {form.SEAL_CMS}
    assert subjects(verdict, "time-declared") == {form.SEAL_TSR}
    assert line(verdict, LineName.TIME) is State.FAIL


def test_seals_of_another_pack_of_the_same_signer_do_not_fit(scene: Scene, tmp_path: Path) -> None:
    """A genuine signature block transplanted into another archive (peers: W1)."""
    other = scene.maker()
    other.profile = "platform"
    donor = other.files()
    files = scene.good() | {path: donor[path] for path in donor if path.startswith("seal/")}
    verdict = judge(write_folder(files, tmp_path / "P"), scene.keys.trust(scene.authority.root_pem))
    assert {"sshsig", "cms", "time-token"} == checks(verdict)
