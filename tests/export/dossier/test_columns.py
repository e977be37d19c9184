from __future__ import annotations

from reportlab.platypus.flowables import Spacer

from affiant.export.dossier.columns import Column, Columns, RunningTable


def row(height: float) -> Columns:
    return Columns([Column(50, [Spacer(1, height)])], pad=0)


def test_a_low_row_moves_to_the_next_page_whole() -> None:
    assert row(200).split(400, 150) == []


def test_a_high_row_splits_between_its_blocks() -> None:
    cells = [Column(50, [Spacer(1, 100) for _ in range(5)]), Column(50, [Spacer(1, 40)])]
    first, rest = Columns(cells, pad=3).split(400, 320)
    assert first.wrap(400, 320)[1] == 306
    assert rest.wrap(400, 700)[1] == 206


def test_a_table_shows_its_head_on_each_part_and_every_row_once() -> None:
    asked = []

    def rows() -> list[Columns]:
        asked.append(1)
        return [row(30) for _ in range(10)]

    table, heights = RunningTable(lambda: row(20), rows), []
    while True:
        parts = table.split(400, 120)
        if not parts:
            heights.append(table.wrap(400, 120)[1])
            break
        heights.append(parts[0].wrap(400, 120)[1])
        table = parts[1]
    assert heights == [110, 110, 110, 50]
    assert asked == [1]
