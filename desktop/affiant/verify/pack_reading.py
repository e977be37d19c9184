"""The pack under judgement: its files, and its documents read once and kept for the checks that need them.

Each document has one owner among the checks, which reports what is wrong with it; for all others an unusable document
means that they cannot look (`check.UnusableError`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from affiant.core import checkpoint as checkpoint_form
from affiant.core import pack_format as form
from affiant.core.canonical import canonical, parse_object
from affiant.core.checkpoint import Checkpoint
from affiant.core.errors import FormatError
from affiant.core.progress import Progress
from affiant.core.trust import Trust
from affiant.core.verdict import State
from affiant.verify.bag_info import BagInfo, parse_bag_info
from affiant.verify.check import UnusableError
from affiant.verify.ledger_index import LedgerIndex, index_ledger
from affiant.verify.pack_files import PackFiles
from affiant.verify.statement_form import parse_statement

T = TypeVar("T")

MAX_MANIFEST_BYTES = 128 << 20
MAX_DOCUMENT_BYTES = 8 << 20
MAX_SEAL_BYTES = 1 << 20


class PackReading:
    """One pack, read for verification.

    Args:
        files: the open pack.
        trust: what the recipient got outside of the pack; empty when nothing was given.
        progress: used while the ledger is read.
        thorough: whether checks re-compute what stronger digests already cover.
    """

    def __init__(self, files: PackFiles, trust: Trust, progress: Progress, thorough: bool) -> None:
        self.files = files
        self.trust = trust
        self.thorough = thorough
        self._progress = progress

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file in the pack."""
        return frozenset(self.files.paths())

    def read(self, path: str, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
        """Bytes of a small file.

        Raises:
            UnusableError: it is missing, too large, or cannot be read.
        """
        if path not in self.paths:
            raise UnusableError(path, "The file is missing.")
        if self.files.size(path) > limit:
            raise UnusableError(path, "The file is far larger than the format allows.")
        try:
            with self.files.open(path) as stream:
                data = stream.read(limit + 1)
        except OSError as wrong:
            raise UnusableError(path, "The file could not be read.", State.UNKNOWN) from wrong
        if len(data) != self.files.size(path):
            raise UnusableError(path, "The file changed while it was read.", State.UNKNOWN)
        return data

    def has(self, path: str) -> bool:
        """Whether the pack holds a file."""
        return path in self.paths

    @cached_property
    def tag_manifest_bytes(self) -> bytes:
        """What every seal is made over."""
        return self.read(form.TAG_MANIFEST, MAX_MANIFEST_BYTES)

    @cached_property
    def _tag_manifest(self) -> dict[str, str] | UnusableError:
        return _usable(form.TAG_MANIFEST, lambda: _manifest(form.TAG_MANIFEST, self.tag_manifest_bytes, 32))

    @property
    def tag_manifest(self) -> dict[str, str]:
        """Path to SHA-256 of the tag files. Owner: ``tag-manifest``."""
        return _unwrap(self._tag_manifest)

    @cached_property
    def _manifest(self) -> dict[str, str] | UnusableError:
        path = form.MANIFEST_SHA256
        return _usable(path, lambda: _manifest(path, self.read(path, MAX_MANIFEST_BYTES), 32))

    @property
    def manifest(self) -> dict[str, str]:
        """Path to SHA-256 of the payload. Owner: ``payload-set``."""
        return _unwrap(self._manifest)

    @cached_property
    def _manifest_sha512(self) -> dict[str, str] | UnusableError:
        path = form.MANIFEST_SHA512
        return _usable(path, lambda: _manifest(path, self.read(path, MAX_MANIFEST_BYTES), 64))

    @property
    def manifest_sha512(self) -> dict[str, str]:
        """Path to SHA-512 of the payload. Owner: ``sha512-manifest``."""
        return _unwrap(self._manifest_sha512)

    @cached_property
    def _bag_info(self) -> BagInfo | UnusableError:
        return _usable(form.BAG_INFO, lambda: parse_bag_info(self.read(form.BAG_INFO)))

    @property
    def bag_info(self) -> BagInfo:
        """What ``bag-info.txt`` states. Owner: ``bag-info``."""
        return _unwrap(self._bag_info)

    @cached_property
    def _statement(self) -> form.Statement | UnusableError:
        return _usable(form.STATEMENT, lambda: parse_statement(self.read(form.STATEMENT)))

    @property
    def statement(self) -> form.Statement:
        """What the pack says of itself. Owner: ``statement``."""
        return _unwrap(self._statement)

    @cached_property
    def _checkpoint(self) -> Checkpoint | UnusableError:
        return _usable(form.CHECKPOINT, lambda: checkpoint_form.parse(self.checkpoint_bytes))

    @cached_property
    def checkpoint_bytes(self) -> bytes:
        """The signed note."""
        return self.read(form.CHECKPOINT, checkpoint_form.MAX_BYTES)

    @property
    def checkpoint(self) -> Checkpoint:
        """Signed state of the ledger. Owner: ``event-tree``."""
        return _unwrap(self._checkpoint)

    @cached_property
    def _ledger(self) -> LedgerIndex | UnusableError:
        def read() -> LedgerIndex:
            if not self.has(form.EVENTS):
                raise UnusableError(form.EVENTS, "The file is missing.")
            try:
                return index_ledger(lambda: self.files.open(form.EVENTS), self.files.size(form.EVENTS), self._progress)
            except OSError as wrong:
                raise UnusableError(form.EVENTS, "The file could not be read.", State.UNKNOWN) from wrong

        return _usable(form.EVENTS, read)

    @property
    def ledger(self) -> LedgerIndex:
        """The events, indexed in one pass. Owner: ``event-chain``."""
        return _unwrap(self._ledger)

    @cached_property
    def _captures(self) -> dict[str, dict[str, Any] | UnusableError]:
        return {}

    def capture_document(self, exhibit: str) -> dict[str, Any]:
        """``capture.json`` of an exhibit. Owner: ``exhibits``."""
        if exhibit not in self._captures:
            path = form.capture_json(exhibit)
            self._captures[exhibit] = _usable(path, lambda: _canonical_object(path, self.read(path)))
        return _unwrap(self._captures[exhibit])


def _manifest(path: str, data: bytes, digest_bytes: int) -> dict[str, str]:
    return form.parse_manifest(data, digest_bytes, subject=path)


def _canonical_object(path: str, data: bytes) -> dict[str, Any]:
    found = parse_object(data, subject=path)
    if canonical(found) != data.rstrip(b"\n"):
        raise FormatError("The file is not in canonical JSON", subject=path)
    return found


def _usable(path: str, read: Callable[[], T]) -> T | UnusableError:
    """What `read` returns, or why it cannot be used."""
    try:
        return read()
    except UnusableError as wrong:
        return wrong
    except FormatError as wrong:
        return UnusableError(path, wrong.title + ".")
    except UnicodeEncodeError:
        return UnusableError(path, "The file holds text that is not valid Unicode.")


def _unwrap(found: T | UnusableError) -> T:
    if isinstance(found, UnusableError):
        # A new exception for each reader: a raised one keeps frames and must not be shared.
        raise UnusableError(found.subject, found.title, found.state)
    return found
