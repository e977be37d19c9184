"""A case that is open for writing, with an identity of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.system import make_system

from affiant.store.case import Case
from affiant.workflow.cases import new_case
from affiant.workflow.identities import create_identity
from affiant.workflow.system import System


@pytest.fixture
def system(tmp_path: Path) -> System:
    """Surroundings with an empty profile."""
    return make_system(tmp_path)


@pytest.fixture
def case(system: System, tmp_path: Path) -> Iterator[Case]:
    """An empty case, open for writing."""
    with new_case(system, create_identity(system, "Test Investigator"), tmp_path / "case", "A case") as opened:
        yield opened
