import pytest

from affiant.capture.web.engine import Host
from affiant.capture.web.engine_registry import ENGINES, engine_named
from affiant.core.errors import AffiantError

HOST = Host({}, False)


@pytest.mark.parametrize("made", ENGINES, ids=[one.key for one in ENGINES])
def test_every_engine_is_found_by_its_key_and_has_a_name(made: type) -> None:
    assert isinstance(engine_named(made.key, HOST), made)
    assert made.title


def test_the_built_in_browser_is_the_usual_one() -> None:
    assert ENGINES[0].key == "qtwebengine"


def test_unknown_engine_is_named_with_those_that_there_are() -> None:
    with pytest.raises(AffiantError) as refused:
        engine_named("netscape", HOST)
    assert refused.value.subject == "netscape"
    assert "qtwebengine, chromium" in refused.value.remedy
