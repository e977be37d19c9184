"""Derivatives for the dossier: small, upright, without metadata."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.fakes.pictures import halves, opened, oriented, save, with_place

from affiant.capture.picture_maker import PictureMaker

SHA = "ab" * 32


@pytest.fixture(scope="module")
def maker() -> Iterator[PictureMaker]:
    with PictureMaker() as one:
        yield one


def test_a_picture_is_reduced_to_fit_upright_without_metadata(maker: PictureMaker, tmp_path: Path) -> None:
    made = maker.picture(SHA, oriented(tmp_path / "a.jpg", 6, 4000, 2000), "image/jpeg", 500, 700)
    assert made is not None
    data = made.read_bytes()
    picture = opened(data)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (350, 700))
    assert not picture.getexif()
    assert b"\xff\xc2" not in data[:2000], "progressive"


def test_a_picture_is_never_enlarged(maker: PictureMaker, tmp_path: Path) -> None:
    made = maker.picture("00" * 32, save(halves(), tmp_path / "a.png"), "image/png", 500, 700)
    assert made is not None
    assert opened(made.read_bytes()).size == (40, 20)


def test_a_long_page_keeps_the_height_that_was_asked_for(maker: PictureMaker, tmp_path: Path) -> None:
    path = save(halves(1280, 40_000), tmp_path / "tall.png", compress_level=1)
    made = maker.picture("55" * 32, path, "image/png", 1041, 15_947)
    assert made is not None
    assert opened(made.read_bytes()).size == (510, 15_947)


def test_a_grey_picture_stays_grey(maker: PictureMaker, tmp_path: Path) -> None:
    made = maker.picture("11" * 32, save(Image.new("L", (40, 40), 9), tmp_path / "a.png"), "image/png", 99, 99)
    assert made is not None
    assert opened(made.read_bytes()).mode == "L"


def test_the_place_in_a_photograph_does_not_reach_the_derivative(maker: PictureMaker, tmp_path: Path) -> None:
    made = maker.picture("22" * 32, with_place(tmp_path / "a.jpg"), "image/jpeg", 99, 99)
    assert made is not None
    assert b"Practice" not in made.read_bytes()


def test_the_same_artefact_at_the_same_size_is_made_once(maker: PictureMaker, tmp_path: Path) -> None:
    path = save(halves(), tmp_path / "a.png")
    first = maker.picture("33" * 32, path, "image/png", 99, 99)
    path.unlink()
    assert maker.picture("33" * 32, path, "image/png", 99, 99) == first
    assert maker.picture("33" * 32, path, "image/png", 98, 99) is None


@pytest.mark.parametrize("type_", ["image/png", "image/heif", "application/pdf", "text/html"])
def test_what_cannot_be_shown_is_none(maker: PictureMaker, tmp_path: Path, type_: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert maker.picture("44" * 32, path, type_, 99, 99) is None


def test_closing_removes_the_pictures(tmp_path: Path) -> None:
    with PictureMaker() as maker:
        made = maker.picture(SHA, save(halves(), tmp_path / "a.png"), "image/png", 99, 99)
        assert made is not None
    assert not made.exists()
