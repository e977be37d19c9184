from __future__ import annotations

from pathlib import Path

import pytest

from affiant.workflow.environment import environment, online

HEAD = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
DEFAULT = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
LOCAL_NET = "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
NO_WAY_6 = f"{'0' * 32} 00 {'0' * 32} 00 {'0' * 32} ffffffff 00000001 00000000 00200200       lo\n"
DEFAULT_6 = f"{'0' * 32} 00 {'0' * 32} 00 fd{'0' * 29}1 00000400 00000003 00000000 00000003     eth0\n"


@pytest.mark.parametrize(
    ("ipv4", "ipv6", "answer"),
    [
        (HEAD + DEFAULT, None, "yes"),
        (HEAD + LOCAL_NET, NO_WAY_6, "no"),
        (HEAD, DEFAULT_6, "yes"),
        (HEAD, None, "no"),
        (None, None, "unknown"),
    ],
)
def test_a_default_route_means_online(tmp_path: Path, ipv4: str | None, ipv6: str | None, answer: str) -> None:
    tables = (tmp_path / "route", tmp_path / "ipv6_route")
    for table, text in zip(tables, (ipv4, ipv6), strict=True):
        if text is not None:
            table.write_text(text)
    assert online(tables) == answer


def test_the_surroundings_are_text_without_names_of_person_or_machine() -> None:
    found = environment()
    assert sorted(found) == ["locale", "online", "os", "time_zone"]
    assert all(isinstance(value, str) and value for value in found.values())
