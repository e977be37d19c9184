"""Keys are made once for all tests of the verifier."""

from __future__ import annotations

import pytest
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
