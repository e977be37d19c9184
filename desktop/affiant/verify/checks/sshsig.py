"""The SSH signature over the tag manifest is right (OpenSSH PROTOCOL.sshsig)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.identity import PACK_NAMESPACE
from affiant.core.pack_format import SEAL_SSHSIG
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import ed25519_library, read_sshsig


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    check = ed25519_library()
    try:
        found = read_sshsig(pack)
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    if found.namespace != PACK_NAMESPACE:
        yield failed(SEAL_SSHSIG, "The SSH signature was made for another purpose than a pack.")
    elif not check(found.public_key, found.signature, found.signed_bytes(pack.tag_manifest_bytes)):
        yield failed(SEAL_SSHSIG, "The SSH signature does not fit this pack.")
    else:
        yield passed("The SSH signature fits this pack.", SEAL_SSHSIG)


CHECK = Check("sshsig", LineName.SIGNER, _run)
