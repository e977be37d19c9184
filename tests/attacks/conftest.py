"""Keys are made once for all attacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.case_maker import MadeCase, make_case
from tests.fakes.pack_keys import PackKeys
from tests.fakes.token_maker import TokenMaker


@pytest.fixture(scope="session")
def keys() -> PackKeys:
    return PackKeys.make()


@pytest.fixture(scope="session")
def other_keys() -> PackKeys:
    return PackKeys.make("Somebody Else")


@pytest.fixture(scope="session")
def authority() -> TokenMaker:
    return TokenMaker.make()


@pytest.fixture(scope="session")
def untouched(keys: PackKeys, authority: TokenMaker, tmp_path_factory: pytest.TempPathFactory) -> MadeCase:
    """Made once; tests alter copies."""
    return make_case(tmp_path_factory.mktemp("case") / "CASE", keys, authority)


@pytest.fixture
def made(untouched: MadeCase, tmp_path: Path) -> MadeCase:
    return untouched.copy(tmp_path / "CASE")
