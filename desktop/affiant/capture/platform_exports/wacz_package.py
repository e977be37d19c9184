"""Whether a WACZ holds what it says: hashes of its files, the hash over the list of them, and the signature over that.

Source: WACZ 1.1.1 and *WACZ Signing and Verification* 0.1.0 (specs of the Webrecorder project). Nothing inside of an
archive is trusted: a signature that fits says that the holder of the key inside signed it, and nobody knows who that
is. Algorithms are ours to choose, not the file's: what is hashed otherwise is *not checked*, never *good*.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from affiant.capture.platform_exports.reader import STILL_READING, ExportFiles
from affiant.capture.platform_exports.wacz_list import ALGORITHMS, Listed, dict_of, listed_of, strict_json, text_of
from affiant.capture.platform_exports.wacz_signature import fits
from affiant.core.errors import FormatError
from affiant.core.record import Skipped, Where

DATAPACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
MAX_JSON = 16 << 20
HEARTBEAT_BYTES = 16 << 20
_UNHASHED = frozenset((DATAPACKAGE, DIGEST))


@dataclass(frozen=True, slots=True)
class WholeFile:
    """What came of reading all of a file."""

    digest: str
    """Hexadecimal."""
    size: int
    """Bytes that there were."""


class WaczPackage:
    """Checks one archive: `begin`, then `check_file` of each file, then `notes`."""

    def __init__(self, files: ExportFiles) -> None:
        self._files = files
        self._notes: Counter[str] = Counter()
        self._listed: dict[str, Listed] = {}
        self.title = ""
        self.created: str | None = None
        self.address: str | None = None
        self.size = 0
        """Bytes of the list of files."""
        self._package_hash: str | None = None

    def begin(self) -> None:
        """Read the list of files, and what is said over it."""
        names = self._files.names()
        package = self._json(DATAPACKAGE) if DATAPACKAGE in names else None
        if DATAPACKAGE not in names:
            self._notes["wacz-list-missing"] += 1
        elif not isinstance(package, dict):
            self._notes["wacz-list-broken"] += 1
        else:
            self._take(package)
        self._look_at_names(names)
        self._look_at_digest(names)

    def check_file(self, name: str, was_read: WholeFile | None = None) -> Iterator[Skipped]:
        """Compare a file with the list; yields signs of life.

        Args:
            name: of the file.
            was_read: where somebody has read all of it already.
        """
        listed = self._listed.get(name)
        if listed is None:
            return
        if listed.algorithm not in ALGORITHMS:
            self._notes["wacz-hash-not-checked"] += 1
            return
        if was_read is None or listed.algorithm != "sha256":
            try:
                was_read = yield from self._hash(name, listed.algorithm)
            except FormatError:
                self._notes["wacz-hashes-differ"] += 1
                return
        self._compare_size(name, was_read.size)
        same = was_read.digest == listed.digest.lower() and listed.size in (None, was_read.size)
        self._notes["wacz-hash-agrees" if same else "wacz-hashes-differ"] += 1

    def notes(self) -> tuple[str, ...]:
        """What came of it all; ``wacz-hashes-agree`` only where every file is listed, is there, and agrees."""
        found = [one for one in self._notes if one != "wacz-hash-agrees"]
        spoilt = {one for one in found if one.startswith(_SPOILING)}
        if self._notes["wacz-hash-agrees"] and not spoilt:
            found.insert(0, "wacz-hashes-agree")
        return tuple(found)

    def _take(self, package: dict[str, Any]) -> None:
        self.title = text_of(package.get("title")) or text_of(dict_of(package.get("metadata")).get("title"))
        self.created = text_of(package.get("created")) or None
        self.address = text_of(package.get("mainPageUrl")) or None
        resources = package.get("resources")
        if not isinstance(resources, list) or not resources:
            self._notes["wacz-list-empty"] += 1
            return
        for one in resources:
            listed = listed_of(one)
            if listed is None:
                self._notes["wacz-list-broken"] += 1
            elif listed.path in self._listed:
                self._notes["wacz-listed-twice"] += 1
            else:
                self._listed[listed.path] = listed

    def _look_at_names(self, names: Sequence[str]) -> None:
        here = frozenset(names)
        if not self._listed.keys() <= here:
            self._notes["wacz-file-missing"] += 1
        if here - self._listed.keys() - _UNHASHED:
            self._notes["wacz-file-not-listed"] += 1
        if len({unicodedata.normalize("NFC", one).casefold() for one in here}) != len(here):
            self._notes["wacz-names-clash"] += 1
        for skipped in self._files.left_out():
            twice = skipped.reason == "entry-name-twice"
            self._notes["wacz-entry-twice" if twice else "wacz-entry-left-out"] += 1

    def _look_at_digest(self, names: Sequence[str]) -> None:
        if DIGEST not in names:
            self._notes["wacz-list-hash-missing"] += 1
            self._notes["wacz-not-signed"] += 1
            return
        said = self._json(DIGEST)
        if not isinstance(said, dict) or self._package_hash is None:
            self._notes["wacz-list-hash-broken"] += 1
            self._notes["wacz-signature-not-checked"] += 1
            return
        stated = f"sha256:{self._package_hash}"
        same = said.get("hash") == stated and said.get("path") == DATAPACKAGE
        self._notes["wacz-list-hash-agrees" if same else "wacz-list-hash-differs"] += 1
        signed = said.get("signedData")
        if signed is None:
            self._notes["wacz-not-signed"] += 1
        elif not isinstance(signed, dict):
            self._notes["wacz-signature-wrong"] += 1
        elif signed.get("hash") != stated:
            self._notes["wacz-signature-of-another-list"] += 1
        else:
            self._notes[_SIGNATURES[fits(signed)]] += 1
            if "domain" in signed or "domainCert" in signed:
                self._notes["wacz-certificate-not-checked"] += 1
            if "timeSignature" in signed:
                self._notes["wacz-time-proof-not-checked"] += 1

    def _json(self, name: str) -> Any:
        """Read a small JSON file; None when it is none."""
        try:
            with self._files.open(name) as stream:
                data = stream.read(MAX_JSON + 1)
        except FormatError:
            return None
        if len(data) > MAX_JSON:
            return None
        self._compare_size(name, len(data))
        if name == DATAPACKAGE:
            self.size = len(data)
            self._package_hash = hashlib.sha256(data).hexdigest()
        return strict_json(data)

    def _compare_size(self, name: str, size: int) -> None:
        """Two readers of a ZIP that states a wrong length may not take the same bytes."""
        if self._files.size(name) != size:
            self._notes["wacz-entry-length-wrong"] += 1

    def _hash(self, name: str, algorithm: str) -> Generator[Skipped, None, WholeFile]:
        digest = hashlib.new(algorithm)
        beat = HEARTBEAT_BYTES
        done = 0
        with self._files.open(name) as stream:
            while part := stream.read(1 << 20):
                digest.update(part)
                done += len(part)
                if done >= beat:
                    beat += HEARTBEAT_BYTES
                    yield Skipped(STILL_READING, Where(name), 0)
        return WholeFile(digest.hexdigest(), done)


_SIGNATURES = {
    True: "wacz-signature-fits-key-inside",
    False: "wacz-signature-wrong",
    None: "wacz-signature-not-checked",
}
_SPOILING = (
    "wacz-entry",
    "wacz-file",
    "wacz-hash-not",
    "wacz-hashes-differ",
    "wacz-list-broken",
    "wacz-list-empty",
    "wacz-list-hash-broken",
    "wacz-list-hash-differs",
    "wacz-list-missing",
    "wacz-listed-twice",
    "wacz-names-clash",
)
