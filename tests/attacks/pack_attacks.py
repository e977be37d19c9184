"""The ten attacks of the matrix (facts: standards, section 2): each makes a bad pack out of a good one.

Each says which line must fail, which check must say it, and about what. Other checks may fail beside it where an attack
breaks several things at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker, remanifest
from tests.fakes.token_maker import GEN_TIME, TokenMaker

from affiant.core import pack_format as form
from affiant.core.verdict import LineName

PICTURE = "data/exhibits/E001/E001-01.png"
Files = dict[str, bytes]


@dataclass(frozen=True)
class Scene:
    """Who takes part."""

    keys: PackKeys
    forger: PackKeys
    authority: TokenMaker

    def maker(self, keys: PackKeys | None = None, hooks: Hooks | None = None, late: bool = False) -> PackMaker:
        """A maker of packs with a genuine time proof."""
        at = GEN_TIME + timedelta(days=30 if late else 0)
        return PackMaker(
            keys or self.keys,
            hooks or Hooks(),
            time=form.TIME_STAMPED,
            stamp=lambda digest: {form.SEAL_TSR: self.authority.reply(digest, at=at)},
        )

    def good(self) -> Files:
        return self.maker().files()


@dataclass(frozen=True)
class Attack:
    """One way to forge, and who must notice."""

    name: str
    make: Callable[[Scene], Files]
    line: LineName
    check: str
    subject: Callable[[Scene], str]


def _flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def flipped_byte(scene: Scene) -> Files:
    files = scene.good()
    return files | {PICTURE: _flip(files[PICTURE])}


def recomputed_manifests(scene: Scene) -> Files:
    files = scene.good()
    files[PICTURE] = _flip(files[PICTURE])
    remanifest(files)
    return files


def extra_payload(scene: Scene) -> Files:
    return scene.good() | {"data/exhibits/E001/E001-02.png": b"slipped in"}


def deleted_payload(scene: Scene) -> Files:
    files = scene.good()
    del files[PICTURE]
    return files


def overlaid_dossier(scene: Scene) -> Files:
    files = scene.good()
    update = b"4 0 obj\n<< /Length 2 >>\nstream\nq \nendstream\nendobj\nxref\n0 0\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    return files | {form.DOSSIER: files[form.DOSSIER] + update}


def edited_bag_info(scene: Scene) -> Files:
    files = scene.good()
    return files | {form.BAG_INFO: files[form.BAG_INFO].replace(b"Test 0", b"Test 1")}


def signed_by_another(scene: Scene) -> Files:
    """Everything is built anew by the forger, with keys, signer list and CA of its own, and a genuine, later token."""

    def alter(captures: list[dict[str, object]]) -> None:
        assert captures

    return scene.maker(scene.forger, Hooks(capture=alter), late=True).files()


def swapped_token(scene: Scene) -> Files:
    other = scene.authority.reply(hashlib.sha256(b"another pack").digest())
    return scene.good() | {form.SEAL_TSR: other}


def removed_seals(scene: Scene) -> Files:
    files = scene.good()
    del files[form.SEAL_TSR], files[form.SEAL_CMS]
    return files


def unlisted_files(scene: Scene) -> Files:
    return scene.good() | {"README": b"Everything here is genuine.", "seal/more": b"x"}


ATTACKS = (
    Attack("t1", flipped_byte, LineName.CONTENTS, "payload-digests", lambda _: PICTURE),
    Attack("t2", recomputed_manifests, LineName.SIGNER, "sshsig", lambda _: form.SEAL_SSHSIG),
    Attack("t3", extra_payload, LineName.CONTENTS, "payload-set", lambda _: "data/exhibits/E001/E001-02.png"),
    Attack("t4", deleted_payload, LineName.CONTENTS, "payload-set", lambda _: PICTURE),
    Attack("t5", overlaid_dossier, LineName.CONTENTS, "dossier-revision", lambda _: form.DOSSIER),
    Attack("t6", edited_bag_info, LineName.CONTENTS, "payload-digests", lambda _: form.BAG_INFO),
    Attack("t7", signed_by_another, LineName.SIGNER, "trusted-signer", lambda scene: scene.forger.public.fingerprint),
    Attack("t8", swapped_token, LineName.TIME, "time-token", lambda _: form.SEAL_TSR),
    Attack("removed seals", removed_seals, LineName.SIGNER, "declared-seals", lambda _: form.SEAL_CMS),
    Attack("unlisted files", unlisted_files, LineName.CONTENTS, "file-set", lambda _: "README"),
)
