"""What a check says of a CMS message: over the tag manifest and inside the dossier they are judged alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from affiant.core.errors import FormatError
from affiant.verify.check import Said, UnusableError, as_owner, failed, passed, unknown
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import authority_pem
from affiant.verify.signature_library import CmsSeal, UnsupportedError


@dataclass(frozen=True, slots=True)
class SealWords:
    """Sentences on one kind of seal."""

    fits: str
    unfit: str
    stranger: str
    """The certificate was issued by somebody else."""
    stranger_at: str
    """File that the last sentence is about."""


def judge_seal(
    pack: PackReading, subject: str, read: Callable[[], CmsSeal], digest: Callable[[str], bytes], words: SealWords
) -> Said:
    """Judge a seal: it fits its content, was made by its certificate's key, and the signer's CA issued that.

    Args:
        pack: brings the CA's certificate where the recipient trusts none for this key.
        subject: file that holds the seal.
        read: reads the seal.
        digest: of the sealed content, by the name of a digest for `hashlib`.
        words: what is said.

    Raises:
        UnusableError: the CA's certificate is absent.
    """
    try:
        seal = read()
        fits = seal.covers(digest(seal.digest)) and seal.signed()
    except UnusableError as wrong:
        return as_owner(wrong)
    except FormatError as wrong:
        return failed(subject, wrong.title + ".")
    except UnsupportedError as wrong:
        return unknown(subject, wrong.title + ".")
    if not fits:
        return failed(subject, words.unfit)
    try:
        issued = seal.issued_by(authority_pem(pack, seal.spki))
    except FormatError:
        issued = False
    return passed(words.fits, subject) if issued else failed(words.stranger_at, words.stranger)
