from __future__ import annotations

import pytest

from affiant.export.dossier.english import ENGLISH
from affiant.export.dossier.outline import exhibit_level, outline_groups


@pytest.mark.parametrize("count", [0, 1, 25, 26, 625, 626, 3_500])
def test_no_group_holds_more_than_25(count: int) -> None:
    names = [f"E{number:03d}" for number in range(1, count + 1)]
    level = exhibit_level(count)
    children: dict[int, int] = {}
    most = 0
    for begun in outline_groups(names, ENGLISH):
        for depth in [*(at for at, _ in begun), level]:
            children[depth] = children.get(depth, 0) + 1
            children = {at: number for at, number in children.items() if at <= depth}
            most = max(most, children[depth])
    assert most <= 25


def test_groups_say_from_where_to_where() -> None:
    groups = outline_groups([f"E{number:03d}" for number in range(1, 31)], ENGLISH)
    assert groups[0] == [(0, "Exhibits"), (1, "Exhibits E001 to E025")]
    assert groups[25] == [(1, "Exhibits E026 to E030")]
    assert groups[1] == []
