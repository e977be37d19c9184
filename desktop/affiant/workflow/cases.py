"""Making, opening and closing cases, with everything a session needs around them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from affiant.core.errors import AffiantError
from affiant.core.identity import Signer
from affiant.identity.anchors import ProfileAnchors
from affiant.store.case import Case
from affiant.store.ports import StorePorts
from affiant.store.read_only_case import ReadOnlyCase
from affiant.workflow.identities import keyring_of
from affiant.workflow.system import APP_NAME, System


def create_case(system: System, identity: Signer, folder: Path, title: str) -> Case:
    """Make a case and leave it open for writing; the caller ends it with `end_case`.

    Args:
        system: surroundings.
        identity: unlocked; signs every checkpoint.
        folder: must not exist, or be empty.
        title: what the case is about.
    """
    return Case.create(folder, title, _ports(system, identity))


def begin_case(system: System, identity: Signer, folder: Path) -> Case:
    """Open a case for writing and leave it open; the caller ends it with `end_case`."""
    return Case.open(folder, _ports(system, identity))


def end_case(system: System, case: Case) -> None:
    """Close a case, and keep its newest checkpoint in the keyring where there is one.

    A keyring that does not answer is said and ends nothing: the profile holds the same anchor.
    """
    case_id = case.info.id
    case.close()
    try:
        _anchors(system).keep_in_keyring(case_id)
    except AffiantError as error:
        system.warn(error)


@contextmanager
def new_case(system: System, identity: Signer, folder: Path, title: str) -> Iterator[Case]:
    """`create_case` for a ``with`` block."""
    case = create_case(system, identity, folder, title)
    try:
        yield case
    finally:
        end_case(system, case)


@contextmanager
def open_case(system: System, identity: Signer, folder: Path) -> Iterator[Case]:
    """`begin_case` for a ``with`` block."""
    case = begin_case(system, identity, folder)
    try:
        yield case
    finally:
        end_case(system, case)


@contextmanager
def open_case_for_reading(folder: Path) -> Iterator[ReadOnlyCase]:
    """Open a case for reading only; waits for nobody and changes nothing."""
    case = ReadOnlyCase.open(folder)
    try:
        yield case
    finally:
        case.close()


def _ports(system: System, identity: Signer) -> StorePorts:
    return StorePorts(
        clock=system.clock,
        random=system.random,
        signer=identity,
        anchors=_anchors(system),
        app_name=APP_NAME,
        app_version=system.app_version,
        app_sha256=system.app_sha256(),
        machine=system.machine,
        user=system.user,
    )


def _anchors(system: System) -> ProfileAnchors:
    return ProfileAnchors(system.home, keyring_of(system), system.warn)
