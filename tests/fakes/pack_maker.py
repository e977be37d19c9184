"""A small pack writer of its own, for tests of the verifier: it shares with the product only the forms in `core`.

Hooks run between the stages, so that a test can alter any part and have everything after it sealed anew with the right
keys: the pack then fails for its own reason only.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.fakes.pack_keys import PackKeys
from tests.fakes.signed_pdf import detached_cms, signed_pdf

from affiant.core import checkpoint, event_types, merkle, tlog_proof
from affiant.core import pack_format as form
from affiant.core.canonical import canonical
from affiant.core.clock import Moment
from affiant.core.event import FIRST_PREV, Actor, Draft, write
from affiant.core.identity import PACK_NAMESPACE, principal, ssh_blob, ssh_public_line

CASE_ID = "6f2c1d7e-0000-4000-8000-00000000c0de"
START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
PICTURES = (b"\x89PNG first picture", b"\x89PNG second picture " * 50, b"\x89PNG withdrawn")
ARCHIVE = b"WARC/1.1 archive"
CONTENTS = {hashlib.sha256(one).hexdigest(): one for one in (*PICTURES, ARCHIVE)}


def _nothing(_value: Any) -> None:
    return None


@dataclass
class Ledger:
    """What the pack's ledger is made of."""

    bodies: list[bytes] = field(default_factory=list)
    openings: list[dict[str, Any]] = field(default_factory=list)
    left_out: set[int] = field(default_factory=set)
    """Numbers of events shown as their leaf hash only."""
    size: int | None = None
    """Events under the checkpoint, when fewer than there are."""

    def lines(self) -> list[bytes]:
        return [
            canonical({"leaf": merkle.leaf_hash(body).hex(), "seq": seq}) if seq in self.left_out else body
            for seq, body in enumerate(self.bodies, 1)
        ]

    def leaves(self) -> list[bytes]:
        return [merkle.leaf_hash(body) for body in self.bodies][: self.size]


@dataclass
class Hooks:
    """Each is called with the stage's result and alters it in place."""

    drafts: Callable[[list[Draft]], None] = _nothing
    ledger: Callable[[Ledger], None] = _nothing
    note: Callable[[dict[str, Any]], None] = _nothing
    """``{"text": …, "note": bytes}`` of the checkpoint."""
    capture: Callable[[list[dict[str, Any]]], None] = _nothing
    """The exhibits' descriptions, before tables and statement are made of them."""
    statement: Callable[[dict[str, Any]], None] = _nothing
    data: Callable[[dict[str, bytes]], None] = _nothing
    """All files below ``data/``, before the manifests are made of them."""
    manifests: Callable[[dict[str, bytes]], None] = _nothing
    """All files but the tag manifest and the seals, before the tag manifest is made."""
    tag_manifest: Callable[[dict[str, bytes]], None] = _nothing
    """With the tag manifest, before the seals are made over it."""
    sealed: Callable[[dict[str, bytes]], None] = _nothing
    """The whole pack: changes that an attacker without keys makes."""


@dataclass
class PackMaker:
    """Makes packs; every part can be replaced."""

    keys: PackKeys
    hooks: Hooks = field(default_factory=Hooks)
    profile: str = "court"
    checkpoint_keys: PackKeys | None = None
    dossier_keys: PackKeys | None = None
    cms_keys: PackKeys | None = None
    namespace: str = PACK_NAMESPACE
    sign_other_pdf: bool = False
    time: str = form.TIME_PENDING
    stamp: Callable[[bytes], dict[str, bytes]] | None = None
    """From the digest of the tag manifest to more files of ``seal/``."""
    step: timedelta = timedelta(seconds=10)

    def files(self) -> dict[str, bytes]:
        """The files of the pack by path."""
        ledger = self._ledger()
        self.hooks.ledger(ledger)
        data = self._data(ledger)
        self.hooks.data(data)
        files = dict(data)
        statement = data[form.STATEMENT]
        files[form.BAGIT] = form.BAGIT_TEXT
        files[form.START_HERE] = b"<!doctype html><title>Pack</title>\n"
        files[form.VERIFY_TXT] = b"How to verify\n"
        files[form.MANIFEST_SHA256] = _manifest("sha256", data)
        files[form.MANIFEST_SHA512] = _manifest("sha512", data)
        files[form.BAG_INFO] = self._bag_info(data, statement)
        self.hooks.manifests(files)
        files[form.TAG_MANIFEST] = _manifest("sha256", {path: files[path] for path in form.SEALED_TAG_FILES})
        self.hooks.tag_manifest(files)
        files.update(self._seals(files[form.TAG_MANIFEST]))
        self.hooks.sealed(files)
        return files

    def folder(self, parent: Path, name: str = "PACK") -> Path:
        """Write the pack as a folder."""
        return write_folder(self.files(), parent / name)

    def zip(self, parent: Path, name: str = "PACK") -> Path:
        """Write the pack as a ZIP file."""
        return write_zip(self.files(), parent / f"{name}.zip", name)

    def drafts(self) -> list[Draft]:
        artefacts = [
            {
                "media_type": "image/png",
                "modified_at": None,
                "name": f"picture {number}.png",
                "role": "original",
                "sha256": hashlib.sha256(picture).hexdigest(),
                "sha512": hashlib.sha512(picture).hexdigest(),
                "size": len(picture),
            }
            for number, picture in enumerate(PICTURES, 1)
        ]
        signer = self.keys.signer_fields()
        first = {"app": {"name": "Affiant", "version": "0"}, "format": 1, "signer": signer, "title": "Test case"}
        machine = {"machine": "host-1", "user": "someone"}
        drafts = [
            Draft(event_types.CASE_CREATED, first),
            Draft(event_types.SESSION_OPENED, {"condition": {"ledger_events": 1}}, machine),
            Draft(event_types.ACCOUNT_ADDED, {"account": "A001", "platform": "x"}),
            *(
                Draft(event_types.ACCOUNT_OBSERVED, {"account": "A001", "kind": kind, "value": value})
                for kind, value in (("handle", "example"), ("url", "https://x.example/example"), ("bio", "=1+1, پاک"))
            ),
        ]
        for number, artefact in enumerate(artefacts, 1):
            capture = {
                "account": "A001" if number == 1 else None,
                "artefacts": [artefact],
                "capture": f"C{number:05d}",
                "captured_at": "2026-11-03T08:59:00.000Z",
                "kind": "file",
                "not_obtained": [],
                "note": None,
                "number": number,
                "same_as": None,
                "tool": {"name": "Affiant", "version": "0"},
                "url": "https://x.example/1" if number == 1 else None,
            }
            drafts.append(Draft(event_types.CAPTURE_ADDED, capture, {"path": f"/home/someone/{number}.png"}))
            examined = {
                "facts": None,
                "failed": None,
                "method": "none",
                "sha256": artefact["sha256"],
                "thumbnail": None,
            }
            drafts.append(Draft(event_types.ARTEFACT_EXAMINED, examined, {"exif": {"model": "camera"}}))
        drafts.append(Draft(event_types.CAPTURE_WITHDRAWN, {"capture": "C00003", "reason": "test"}))
        drafts.append(Draft(event_types.CONDITION_RECORDED, {"condition": {"chain": "pass"}, "purpose": "export"}))
        return drafts

    def shown(self, added: list[dict[str, Any]], withdrawn: set[str]) -> list[dict[str, Any]]:
        """The events whose captures become exhibits."""
        return [one for one in added if one["data"]["capture"] not in withdrawn]

    def shows(self, role: str) -> bool:
        """Whether the pack carries files of a role."""
        return self.profile not in ("press", "platform") or role in ("original", "screenshot")

    def _ledger(self) -> Ledger:
        drafts = self.drafts()
        self.hooks.drafts(drafts)
        ledger, prev = Ledger(), FIRST_PREV
        counter = iter(range(10**6))
        for seq, draft in enumerate(drafts, 1):
            event, openings = write(
                draft,
                case=CASE_ID,
                seq=seq,
                prev=prev,
                at=Moment(START + self.step * seq, 300),
                actor=Actor(self.keys.name, self.keys.public.fingerprint),
                random=lambda count: hashlib.sha256(b"salt %d" % next(counter)).digest()[:count],
            )
            prev = event.hash
            ledger.bodies.append(event.body)
            opens = ("exif",) if self.profile == "court" else ()
            ledger.openings += [one.to_json() for one in openings if one.field in opens]
            if self.profile == "platform" and draft.data.get("capture") == "C00003":
                ledger.left_out.add(seq)
        return ledger

    def _data(self, ledger: Ledger) -> dict[str, bytes]:
        events = [json.loads(body) for body in ledger.bodies]
        read = _reader(ledger.leaves())
        size = len(ledger.leaves())
        made = {"note": checkpoint.write(CASE_ID, size, merkle.root(size, read), self.checkpoint_keys or self.keys)}
        self.hooks.note(made)
        data: dict[str, bytes] = {
            form.EVENTS: b"".join(line + b"\n" for line in ledger.lines()),
            form.OPENINGS: b"".join(canonical(one) + b"\n" for one in ledger.openings),
            form.CHECKPOINT: made["note"],
            form.SPEC: b"# The pack, version 1\n",
        }
        withdrawn = {one["data"]["capture"] for one in events if one["type"] == event_types.CAPTURE_WITHDRAWN}
        added = [one for one in events if one["type"] == event_types.CAPTURE_ADDED]
        shown = self.shown(added, withdrawn)
        captures = [_describe(form.exhibit_id(place), one, events, self.shows) for place, one in enumerate(shown, 1)]
        for document in captures:
            exhibit, index = document["exhibit"], document["event"] - 1
            path = merkle.inclusion_path(index, size, read)
            data[form.proof_path(exhibit)] = tlog_proof.write(index, path, made["note"])
            for artefact in document["artefacts"]:
                if artefact["file"] is not None:
                    data[f"data/exhibits/{exhibit}/{artefact['file']}"] = CONTENTS[artefact["sha256"]]
        self.hooks.capture(captures)
        for document in captures:
            data[form.capture_json(document["exhibit"])] = canonical(document)
        data.update(_tables(captures, ledger.bodies))
        committed = {
            name for seq, one in enumerate(events, 1) if seq not in ledger.left_out for name in one["committed"]
        }
        statement = form.Statement(
            profile=self.profile,
            language="en",
            case_id=CASE_ID,
            case_title="Test case",
            made_at=events[size - 1]["at"],
            tree_size=size,
            captures=len(captures),
            of=len(added) - len(withdrawn),
            withdrawn=len(withdrawn),
            withheld=tuple(sorted(committed - {one["field"] for one in ledger.openings})),
            seals=form.SEALS,
            fingerprint=self.keys.public.fingerprint,
            exhibits=tuple(one["exhibit"] for one in captures),
        ).to_json()
        self.hooks.statement(statement)
        data[form.STATEMENT] = canonical(statement)
        signer = self.dossier_keys or self.keys
        data[form.DOSSIER] = signed_pdf(
            "Dossier", signer.certificate, signer.p256_key, signer.ca_certificate, self.sign_other_pdf
        )
        return data

    def _bag_info(self, data: dict[str, bytes], statement: bytes) -> bytes:
        stated = json.loads(statement)
        values = (
            CASE_ID,
            stated["made_at"][:10],
            f"{sum(map(len, data.values()))}.{len(data)}",
            "Test 0",
            "1",
            stated["profile"],
            " ".join(stated["seals"]),
            self.time,
            stated["fingerprint"],
        )
        pairs = zip(form.BAG_INFO_LABELS, values, strict=True)
        return "".join(f"{label}: {value}\n" for label, value in pairs).encode()

    def _seals(self, tag_manifest: bytes) -> dict[str, bytes]:
        public, cms = self.keys.public, self.cms_keys or self.keys
        files = {
            form.SEAL_SSHSIG: ssh_signature(tag_manifest, self.namespace, self.keys),
            form.SEAL_CMS: detached_cms(tag_manifest, cms.certificate, cms.p256_key, cms.ca_certificate),
            form.SEAL_ALLOWED_SIGNERS: (
                f'{principal(public.fingerprint)} namespaces="{PACK_NAMESPACE}" {ssh_public_line(public.ed25519)}\n'
            ).encode(),
            form.SEAL_CA: public.ca_pem.encode(),
            form.SEAL_SIGNER: canonical({"fingerprint_sha256": public.fingerprint, "name": public.name}),
        }
        if self.stamp is not None:
            files.update(self.stamp(hashlib.sha256(tag_manifest).digest()))
        return files


def ssh_signature(message: bytes, namespace: str, keys: PackKeys) -> bytes:
    """An armored SSH signature (OpenSSH PROTOCOL.sshsig)."""

    def text(part: bytes) -> bytes:
        return struct.pack(">I", len(part)) + part

    signed = b"SSHSIG" + b"".join(map(text, (namespace.encode(), b"", b"sha512", hashlib.sha512(message).digest())))
    signature = text(b"ssh-ed25519") + text(keys.sign_ed25519(signed))
    parts = (ssh_blob(keys.public.ed25519), namespace.encode(), b"", b"sha512", signature)
    blob = base64.b64encode(b"SSHSIG" + struct.pack(">I", 1) + b"".join(map(text, parts))).decode()
    lines = [blob[start : start + 70] for start in range(0, len(blob), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]).encode()


def remanifest(files: dict[str, bytes]) -> None:
    """Recompute all manifests and the payload's count, as an attacker without keys can."""
    data = {path: content for path, content in files.items() if path.startswith("data/")}
    files[form.MANIFEST_SHA256] = _manifest("sha256", data)
    files[form.MANIFEST_SHA512] = _manifest("sha512", data)
    lines = files[form.BAG_INFO].decode().splitlines()
    lines[2] = f"Payload-Oxum: {sum(map(len, data.values()))}.{len(data)}"
    files[form.BAG_INFO] = "".join(f"{line}\n" for line in lines).encode()
    files[form.TAG_MANIFEST] = _manifest("sha256", {path: files[path] for path in form.SEALED_TAG_FILES})


def write_folder(files: dict[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def write_zip(files: dict[str, bytes], path: Path, top: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"{top}/{name}"), content)
    return path


def _manifest(algorithm: str, files: dict[str, bytes]) -> bytes:
    lines = (form.manifest_line(hashlib.new(algorithm, files[path]).hexdigest(), path) for path in sorted(files))
    return b"".join(lines)


def _reader(leaves: list[bytes]) -> merkle.ReadNode:
    def read(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        return merkle.node_hash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1))

    return read


def _describe(
    exhibit: str, event: dict[str, Any], events: list[dict[str, Any]], shows: Callable[[str], bool]
) -> dict[str, Any]:
    data = event["data"]
    observed = [
        {"at": one["at"], "event": one["seq"], "kind": one["data"]["kind"], "value": one["data"]["value"]}
        for one in events
        if one["type"] == event_types.ACCOUNT_OBSERVED
    ]
    keys = ("media_type", "name", "role", "sha256", "sha512", "size")
    described = [
        one
        for one in events
        if one["type"] == event_types.CAPTURE_DESCRIBED and one["data"]["capture"] == data["capture"]
    ]
    for one in described:
        data = data | {key: one["data"][key] for key in ("account", "note", "url") if one["data"][key] is not None}
    account = {"id": "A001", "observations": observed, "platform": "x"} if data["account"] else None
    artefacts = [
        {"file": f"{exhibit}-{place:02d}.png" if shows(one["role"]) else None, **{key: one[key] for key in keys}}
        for place, one in enumerate(data["artefacts"], 1)
    ]
    return {
        "account": account,
        "acquisition": data.get("acquisition"),
        "artefacts": artefacts,
        "described": [one["seq"] for one in described],
        "event": event["seq"],
        "exhibit": exhibit,
        **{key: data[key] for key in ("capture", "captured_at", "kind", "not_obtained", "note", "number", "url")},
    }


def _tables(captures: list[dict[str, Any]], bodies: list[bytes]) -> dict[str, bytes]:
    accounts, shown, hashes, urls = [], [], [], []
    for one in captures:
        account = one["account"] or {}
        latest = {seen["kind"]: seen["value"] for seen in account.get("observations", ())}
        if account:
            times = ["", *(seen["at"] for seen in account["observations"])]
            named = [latest.get(kind) for kind in ("handle", "name", "durable_id", "url", "bio")]
            accounts.append([account["id"], "X", *named, times[min(1, len(times) - 1)], times[-1], one["exhibit"]])
        if latest.get("url"):
            urls.append([latest["url"], "account", None, account["id"]])
        leaf = merkle.leaf_hash(bodies[one["event"] - 1]).hex()
        of_account = [account.get("id"), "X" if account else None, latest.get("handle")]
        begin = [one["exhibit"], one["capture"], one["kind"], one["captured_at"], "+05:00"]
        ledger = [one["url"], len(one["artefacts"]), one["note"], one["event"], leaf]
        shown.append([*begin, *of_account, *ledger, *_acquired(one)])
        for file in one["artefacts"]:
            keys = ("file", "role", "name", "media_type", "size", "sha256", "sha512")
            hashes.append([one["exhibit"], *(file[key] for key in keys)])
        if one["url"]:
            urls.insert(0, [one["url"], "capture", one["exhibit"], None])
    return {
        form.TABLES[0]: _csv(
            "account,platform,handle,name,durable_id,url,bio,first_observed,last_observed,exhibits", accounts
        ),
        form.TABLES[1]: _csv(
            "exhibit,capture,kind,captured_at,offset,account,platform,handle,url,files,note,event,event_hash,"
            "withheld,sandbox,certificate,doubts,not_obtained",
            shown,
        ),
        form.TABLES[2]: _csv("exhibit,file,role,original_name,media_type,bytes,sha256,sha512", hashes),
        form.TABLES[3]: _csv("url,of,exhibit,account", urls),
    }


def _acquired(one: dict[str, Any]) -> list[Any]:
    withheld = [file for file in one["artefacts"] if file["file"] is None]
    missing = " ".join(one["not_obtained"])
    if not one["acquisition"]:
        return [len(withheld), None, None, None, missing]
    web, completeness = one["acquisition"]["web"], one["acquisition"]["completeness"]
    sandbox = "held" if web["sandbox"]["held"] else "off"
    certificate = "accepted" if web["tls"]["accepted_by_operator"] else "checked"
    return [len(withheld), sandbox, certificate, " ".join(completeness["doubts"]), missing]


def _csv(header: str, rows: list[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header.split(","))
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        writer.writerow([f"'{cell}" if cell[:1] in tuple("=+-@'\t\r\n") else cell for cell in cells])
    return out.getvalue().encode()
