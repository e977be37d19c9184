"""Making a new case: it appears under its name only when its first event is durable."""

from __future__ import annotations

import base64
import hashlib
import ssl
import uuid
from pathlib import Path

from affiant.core import event_types
from affiant.core.errors import AffiantError
from affiant.core.event import Draft
from affiant.store.case_folder import DATABASE, FOUNDING, LOCK, OBJECTS
from affiant.store.connection import open_for_writing
from affiant.store.disk_errors import disk_errors
from affiant.store.durability import sync_folders
from affiant.store.ledger import Ledger
from affiant.store.objects import ObjectFolder
from affiant.store.ports import StorePorts
from affiant.store.schema import migrate

_SIDE_FILES = ("", "-wal", "-shm", "-journal")
_LEFT_BY_A_CRASH = frozenset((OBJECTS, LOCK, *(FOUNDING + side for side in _SIDE_FILES)))


def found_case(folder: Path, title: str, ports: StorePorts) -> None:
    """Make the folder, the database and event 1.

    Raises:
        AffiantError: ``case-exists`` when the folder holds anything; or the disk failed.
    """
    with disk_errors(folder):
        if folder.exists() and not folder.is_dir():
            raise _not_a_folder(folder)
        folder.mkdir(parents=True, exist_ok=True)
        _must_be_empty(folder)
        new = folder / FOUNDING
        for side in _SIDE_FILES:
            new.with_name(FOUNDING + side).unlink(missing_ok=True)
    ObjectFolder(folder).create()
    migrate(new, create=True)
    case_id = str(uuid.UUID(bytes=ports.random(16), version=4))
    writer = open_for_writing(new)
    try:
        Ledger(writer, new, case_id, ports).append([_case_created(title, ports)], {})
    finally:
        writer.close()
    with disk_errors(folder):
        new.rename(folder / DATABASE)
        sync_folders([folder, folder.parent], folder)


def _must_be_empty(folder: Path) -> None:
    if any(path.name not in _LEFT_BY_A_CRASH for path in folder.iterdir()):
        raise AffiantError(
            "case-exists",
            "The folder for the new case is not empty",
            subject=str(folder),
            safe="Nothing was changed in it.",
            remedy="Choose a folder that does not exist yet.",
        )


def _not_a_folder(folder: Path) -> AffiantError:
    return AffiantError(
        "case-exists",
        "There is a file where the new case shall be made",
        subject=str(folder),
        safe="It was not touched.",
        remedy="Choose a folder that does not exist yet.",
    )


def _case_created(title: str, ports: StorePorts) -> Draft:
    public = ports.signer.public
    certificate = ssl.PEM_cert_to_DER_cert(public.certificate_pem)
    return Draft(
        event_types.CASE_CREATED,
        {
            "app": {"name": ports.app_name, "version": ports.app_version},
            "format": 1,
            "signer": {
                "certificate_sha256": hashlib.sha256(certificate).hexdigest(),
                "ed25519": base64.b64encode(public.ed25519).decode("ascii"),
                "fingerprint": public.fingerprint,
            },
            "title": title,
        },
    )
