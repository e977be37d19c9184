import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot
from tests.fakes.case_memory import MemoryCase
from tests.fakes.pictures import halves

from affiant.core.model import Artefact, Capture
from affiant.ui.models.capture_table import CaptureTable, Column
from affiant.ui.models.thumbnails import Thumbnails, read_thumbnail

MANY = 100_000


class WideCase(MemoryCase):
    """A case of very many captures, made when they are asked for; counts what was asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked = 0

    def count_captures(self, *, account: str | None = None, withdrawn: bool = False) -> int:
        return MANY

    def captures(
        self, *, first: int = 1, limit: int | None = None, account: str | None = None, withdrawn: bool = True
    ) -> Iterator[Capture]:
        for number in range(first, min(MANY + 1, first + (limit or MANY))):
            self.asked += 1
            digest = f"{number:064x}"
            artefact = Artefact("original", f"file-{number}.png", "image/png", 10, digest, digest * 2)
            yield Capture(
                id=f"C{number:05d}",
                number=number,
                kind="file",
                account=None,
                url=None,
                note=None,
                captured_at="2026-11-03T10:00:00.000Z",
                seq=number,
                same_as=None,
                withdrawn=None,
                fit_for=(),
                artefacts=(artefact,),
            )


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Iterator[Thumbnails]:
    made = Thumbnails()
    yield made
    made.close()


def test_hundred_thousand_rows_read_only_what_is_looked_at(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path
) -> None:
    case = WideCase(tmp_path)
    model = CaptureTable(thumbnails)
    model.show_case(case)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(900, 600)
    view.show()
    view.scrollToBottom()
    view.grab()
    assert model.rowCount() == MANY
    assert model.data(model.index(MANY - 1, Column.NUMBER)) == f"C{MANY}"
    assert 0 < case.asked < 2_000


def test_new_captures_are_appended_and_the_rest_keeps_its_place(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path
) -> None:
    case = MemoryCase(tmp_path)
    case.add_capture(b"1", name="one.txt", examined=False)
    model = CaptureTable(thumbnails)
    model.show_case(case)
    case.add_capture(b"2", name="two.txt", examined=False)
    with qtbot.waitSignal(model.rowsInserted):
        model.refresh()
    assert [model.data(model.index(row, Column.NAME)) for row in range(2)] == ["one.txt", "two.txt"]


def thumbnail(folder: Path, size: tuple[int, int] = (40, 20)) -> tuple[Path, str]:
    path = folder / "thumbnail.png"
    halves(*size).save(path)
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def test_thumbnail_is_read_when_its_bytes_have_their_name(tmp_path: Path) -> None:
    path, sha256 = thumbnail(tmp_path)
    image = read_thumbnail(path, sha256)
    assert image is not None
    assert (image.width(), image.height()) == (40, 20)


def test_thumbnail_with_other_bytes_than_its_name_says_is_not_decoded(tmp_path: Path) -> None:
    path, sha256 = thumbnail(tmp_path)
    path.write_bytes(path.read_bytes() + b"x")
    assert read_thumbnail(path, sha256) is None


def test_thumbnail_larger_than_ours_is_not_decoded(tmp_path: Path) -> None:
    assert read_thumbnail(*thumbnail(tmp_path, (400, 20))) is None


def test_thumbnail_that_is_missing_or_no_png_is_none(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"GIF89a")
    assert read_thumbnail(tmp_path / "none", "0" * 64) is None
    assert read_thumbnail(other, hashlib.sha256(b"GIF89a").hexdigest()) is None


def test_thumbnail_arrives_later_from_another_thread(qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path) -> None:
    path, sha256 = thumbnail(tmp_path)
    with qtbot.waitSignal(thumbnails.ready) as arrived:
        assert thumbnails.get(sha256, path) is None
    assert arrived.args == [sha256]
    assert thumbnails.get(sha256, path) is not None
    assert not thumbnails.damaged(sha256)


def test_damaged_thumbnail_is_asked_for_once_and_then_known(
    qtbot: QtBot, thumbnails: Thumbnails, tmp_path: Path
) -> None:
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.get("0" * 64, tmp_path / "none")
    assert thumbnails.damaged("0" * 64)


def test_columns_have_titles(thumbnails: Thumbnails) -> None:
    model = CaptureTable(thumbnails)
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert all(titles)
