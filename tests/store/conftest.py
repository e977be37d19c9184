from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.store_ports import store_ports

from affiant.store.case import Case
from affiant.store.ports import StorePorts


@pytest.fixture
def ports() -> StorePorts:
    return store_ports()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "case"


@pytest.fixture
def case(folder: Path, ports: StorePorts) -> Iterator[Case]:
    with Case.create(folder, "A case", ports) as opened:
        yield opened
