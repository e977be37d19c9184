"""WACZ archives for tests: listed, hashed and signed as the tools do it, with keys made here, or changed afterwards."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP384R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"


def warc(page: str, address: str = "https://a.example/") -> bytes:
    """An archive with one page."""
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-11-22T01:02:03Z\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def contents(page: str = "<title>A</title>first") -> dict[str, bytes]:
    """What an archive holds besides its lists."""
    pages = [{"format": "json-pages-1.0", "id": "pages", "title": "All"}, {"id": "1", "url": "https://a.example/"}]
    return {
        "archive/data.warc.gz": warc(page),
        "indexes/index.cdx": b"example,a)/ 20261122010203 {}\n",
        "pages/pages.jsonl": b"".join(json.dumps(one).encode() + b"\n" for one in pages),
    }


def package(files: Mapping[str, bytes], title: str = "Case", algorithm: str = "sha256") -> bytes:
    """The list of files."""
    resources = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"{algorithm}:{hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()}",
            "bytes": len(data),
        }
        for name, data in files.items()
    ]
    return json.dumps({"resources": resources, "title": title, "wacz_version": "1.1.1"}).encode()


def digest(listed: bytes, signed: Mapping[str, Any] | None = None) -> bytes:
    """The hash over the list, with a signature or without."""
    said: dict[str, Any] = {"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(listed).hexdigest()}"}
    if signed is not None:
        said["signedData"] = dict(signed)
    return json.dumps(said).encode()


def signed_by(key: EllipticCurvePrivateKey, listed: bytes) -> dict[str, str]:
    """A signature over a list, as browsers make it."""
    written = f"sha256:{hashlib.sha256(listed).hexdigest()}"
    numbers = decode_dss_signature(key.sign(written.encode(), ECDSA(SHA256())))
    half = (key.key_size + 7) // 8
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": written,
        "signature": base64.b64encode(b"".join(one.to_bytes(half, "big") for one in numbers)).decode(),
        "publicKey": base64.b64encode(public).decode(),
        "created": "2026-11-22T01:02:03Z",
        "software": "test",
    }


def archive(files: Mapping[str, bytes] | None = None, key: EllipticCurvePrivateKey | None = None) -> dict[str, bytes]:
    """All files of a sound archive, signed when there is a key."""
    held = dict(files or contents())
    listed = package(held)
    return {**held, PACKAGE: listed, DIGEST: digest(listed, signed_by(key, listed) if key else None)}


def new_key() -> EllipticCurvePrivateKey:
    """A key as browsers make one."""
    return generate_private_key(SECP384R1())


def zipped(entries: Sequence[tuple[str, bytes]], links: Sequence[str] = ()) -> bytes:
    """A ZIP with these entries, names twice where they are given twice, some of them as links."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in entries:
            entry = _entry(name, packed)
            entry.external_attr = (stat.S_IFLNK | 0o777 if name in links else stat.S_IFREG | 0o644) << 16
            packed.writestr(entry, data)
    return out.getvalue()


def _entry(name: str, packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    packed.NameToInfo.pop(name, None)  # the library would warn of a second entry of that name
    return zipfile.ZipInfo(name)
