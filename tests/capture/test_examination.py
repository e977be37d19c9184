"""Pictures, good and hostile, give facts or a code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.fakes.pictures import bomb, halves, opened, oriented, save, with_place

from affiant.capture.examination import FAILURES, KILLED, TIMEOUT, Examiner, is_examined, is_picture
from affiant.capture.media_type import HEAD_BYTES, media_type
from affiant.confined.limits import Limits
from affiant.confined.worker import WorkerError
from affiant.core.errors import Cancelled

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "images"
"""Files of other projects, hostile ones among them, beside the checkout where they are at hand."""
RED, BLUE, WHITE = (220, 0, 0), (0, 0, 220), (255, 255, 255)


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner() as one:
        yield one


def test_facts_and_thumbnail_of_a_picture(examiner: Examiner, tmp_path: Path) -> None:
    examined = examiner.examine(save(halves(640, 480), tmp_path / "a.png"), "image/png")
    assert examined.facts == {"format": "PNG", "width": 640, "height": 480, "mode": "RGB", "frames": 1, "icc": None}
    assert (examined.exif, examined.failed) == (None, None)
    assert examined.thumbnail_png is not None
    assert opened(examined.thumbnail_png).size == (320, 240)
    assert "memory" in examined.isolation
    assert examined.method.startswith("Pillow ")
    assert "memory" in examined.method


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "webp", "avif", "bmp", "tiff"])
def test_every_allowed_format_is_read(examiner: Examiner, tmp_path: Path, form: str) -> None:
    path = save(halves(), tmp_path / f"a.{form}")
    with path.open("rb") as file:
        found = media_type(file.read(HEAD_BYTES), path.stat().st_size)
    examined = examiner.examine(path, found)
    assert (found, examined.failed) == (f"image/{form}", None)
    assert examined.facts is not None
    assert examined.facts["format"] == form.upper()


def test_decoders_do_without_threads_which_a_limited_process_may_not_start() -> None:
    program = (
        "from affiant.capture.image_reading import prepare\n"
        "from PIL import AvifImagePlugin\n"
        "prepare()\n"
        "print(AvifImagePlugin._get_default_max_threads())\n"
    )
    assert subprocess.check_output([sys.executable, "-I", "-c", program]) == b"1\n"


def test_exif_is_plain_json_with_place_and_without_long_bytes(examiner: Examiner, tmp_path: Path) -> None:
    examined = examiner.examine(with_place(tmp_path / "a.jpg"), "image/jpeg")
    assert examined.exif is not None
    assert examined.exif["Make"] == "Practice Camera"
    assert examined.exif["GPS"] == {"GPSLatitudeRef": "N", "GPSLatitude": ["12/1", "30/1", "1/2"]}
    assert examined.exif["Exif"]["UserComment"] == "508 bytes"
    json.dumps(examined.exif)


def test_the_thumbnail_carries_no_metadata(examiner: Examiner, tmp_path: Path) -> None:
    thumbnail = examiner.examine(with_place(tmp_path / "a.jpg"), "image/jpeg").thumbnail_png
    assert thumbnail is not None
    assert b"Practice" not in thumbnail
    assert opened(thumbnail).info == {}


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
@pytest.mark.parametrize(
    ("orientation", "first", "last", "size"),
    [
        (1, RED, BLUE, (40, 20)),
        (2, BLUE, RED, (40, 20)),
        (3, BLUE, RED, (40, 20)),
        (4, RED, BLUE, (40, 20)),
        (5, RED, BLUE, (20, 40)),
        (6, RED, BLUE, (20, 40)),
        (7, BLUE, RED, (20, 40)),
        (8, BLUE, RED, (20, 40)),
    ],
)
def test_the_thumbnail_is_upright(
    examiner: Examiner,
    tmp_path: Path,
    suffix: str,
    orientation: int,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    size: tuple[int, int],
) -> None:
    path = oriented(tmp_path / f"a.{suffix}", orientation)
    thumbnail = examiner.examine(path, {"jpg": "image/jpeg"}.get(suffix, f"image/{suffix}")).thumbnail_png
    assert thumbnail is not None
    picture = opened(thumbnail)
    assert picture.size == size
    corners = picture.getpixel((2, 2)), picture.getpixel((size[0] - 3, size[1] - 3))
    for found, wanted in zip(corners, (first, last), strict=True):
        assert isinstance(found, tuple)
        assert all(abs(a - b) < 40 for a, b in zip(found, wanted, strict=True))


def test_what_is_clear_is_white(examiner: Examiner, tmp_path: Path) -> None:
    path = save(Image.new("RGBA", (30, 30), (0, 0, 0, 0)), tmp_path / "a.png")
    thumbnail = examiner.examine(path, "image/png").thumbnail_png
    assert thumbnail is not None
    assert opened(thumbnail).getpixel((15, 15)) == WHITE


def test_a_page_of_forty_thousand_pixels_gives_facts_and_its_top(examiner: Examiner, tmp_path: Path) -> None:
    page = Image.new("RGB", (1280, 40_000), "white")
    page.paste(RED, (0, 0, 1280, 1280))
    examined = examiner.examine(save(page, tmp_path / "tall.png", compress_level=1), "image/png")
    assert examined.facts is not None
    assert (examined.facts["width"], examined.facts["height"]) == (1280, 40_000)
    assert examined.thumbnail_png is not None
    thumbnail = opened(examined.thumbnail_png)
    assert thumbnail.size == (160, 320)
    assert (thumbnail.getpixel((80, 80)), thumbnail.getpixel((80, 240))) == (RED, WHITE)


def test_frames_of_an_animation_are_counted(examiner: Examiner, tmp_path: Path) -> None:
    path = save(halves(), tmp_path / "a.gif", save_all=True, append_images=[Image.new("RGB", (40, 20), "white")])
    examined = examiner.examine(path, "image/gif")
    assert examined.facts is not None
    assert examined.facts["frames"] == 2


def test_a_name_of_any_bytes_is_read(examiner: Examiner, tmp_path: Path) -> None:
    path = tmp_path / "a\udcff\n\u202e.png"
    save(halves(), path)
    assert examiner.examine(path, "image/png").failed is None


@pytest.mark.parametrize(
    ("data", "type_", "code"),
    [
        (b"", "image/png", "image-broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "image/png", "image-broken"),
        (b"GIF89a" + bytes(range(256)), "image/gif", "image-broken"),
        (bomb(11_000, 11_000), "image/png", "image-too-large"),
        (bomb(60_000, 600)[:900].replace(b"\0\0\xea\x60\0\0\x02\x58", b"\0\0\xea\x60\0\0\xea\x60"), "image/png", "x"),
        (b"\x00\x00\x00\x18ftypheic", "image/heif", "image-format-not-read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "image/png", "image-broken"),
        (b"<svg/>", "image/svg+xml", "image-format-not-read"),
    ],
    ids=["empty", "garbage-png", "garbage-gif", "bomb", "forged-header", "heif", "eps-named-png", "svg"],
)
def test_a_bad_picture_is_a_code(examiner: Examiner, tmp_path: Path, data: bytes, type_: str, code: str) -> None:
    path = tmp_path / "bad"
    path.write_bytes(data)
    examined = examiner.examine(path, type_)
    assert examined.failed in FAILURES if code == "x" else examined.failed == code
    assert (examined.facts, examined.exif, examined.thumbnail_png) == (None, None, None)


def test_a_picture_cut_short_is_broken_even_when_its_exif_is_sound(examiner: Examiner, tmp_path: Path) -> None:
    whole = with_place(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[:-400])
    assert examiner.examine(tmp_path / "cut.jpg", "image/jpeg").failed == "image-broken"


def test_a_png_whose_checksum_is_wrong_is_broken(examiner: Examiner, tmp_path: Path) -> None:
    data = bytearray(save(halves(300, 300), tmp_path / "a.png", compress_level=0).read_bytes())
    data[-20] ^= 1
    (tmp_path / "bad.png").write_bytes(data)
    assert examiner.examine(tmp_path / "bad.png", "image/png").failed == "image-broken"


def test_a_file_that_is_gone_is_broken_not_a_crash(examiner: Examiner, tmp_path: Path) -> None:
    assert examiner.examine(tmp_path / "gone.png", "image/png").failed == "image-broken"


def test_a_child_that_takes_too_long_is_a_code(tmp_path: Path) -> None:
    path = save(halves(), tmp_path / "a.png")
    with Examiner(_rogue("time.sleep(60)"), Limits(wall_seconds=1)) as examiner:
        assert examiner.examine(path, "image/png").failed == TIMEOUT


def test_a_child_that_dies_is_a_code(tmp_path: Path) -> None:
    path = save(halves(), tmp_path / "a.png")
    with Examiner(_rogue("os._exit(1)")) as examiner:
        assert examiner.examine(path, "image/png").failed == KILLED


@pytest.mark.parametrize(
    "said",
    [
        "{}, b''",
        "{'facts': {'format': 1}, 'exif': None, 'reader': 'x'}, b'\\x89PNG\\r\\n\\x1a\\n'",
        "{'failed': 'trust me'}, b''",
    ],
)
def test_a_child_that_says_nonsense_is_not_believed(tmp_path: Path, said: str) -> None:
    path = save(halves(), tmp_path / "a.png")
    with Examiner(_rogue(f"return {said}")) as examiner:
        examined = examiner.examine(path, "image/png")
    assert (examined.failed, examined.facts) == (KILLED, None)


def test_closing_is_a_cancellation_and_says_nothing_of_the_file(tmp_path: Path) -> None:
    examiner = Examiner()
    examiner.close()
    with pytest.raises(Cancelled):
        examiner.examine(save(halves(), tmp_path / "a.png"), "image/png")


def test_a_worker_that_cannot_start_is_not_held_against_the_file(tmp_path: Path) -> None:
    with Examiner(["/nowhere/python"]) as examiner, pytest.raises(WorkerError) as failed:
        examiner.examine(save(halves(), tmp_path / "a.png"), "image/png")
    assert failed.value.code == "worker-not-started"


def test_many_pictures_come_back_in_order(examiner: Examiner, tmp_path: Path) -> None:
    files = [(save(halves(20 + n, 10), tmp_path / f"{n}.png"), "image/png") for n in range(12)]
    results = list(examiner.examine_all(files))
    assert [one.facts and one.facts["width"] for one in results] == [20 + n for n in range(12)]


def test_pictures_and_pdfs_are_looked_into() -> None:
    assert [is_picture(one) for one in ("image/png", "image/heif", "text/html", "application/pdf")] == [1, 1, 0, 0]
    assert [is_examined(one) for one in ("image/png", "image/heif", "text/html", "application/pdf")] == [1, 1, 0, 1]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files of other projects are not on this machine")
def test_no_sample_picture_crashes_hangs_or_goes_without_a_code(examiner: Examiner) -> None:
    files = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    pictures = []
    for path in files:
        with path.open("rb") as file:
            found = media_type(file.read(HEAD_BYTES), path.stat().st_size)
        if is_picture(found):
            pictures.append((path, found))
    results = list(examiner.examine_all(pictures))
    assert len(pictures) > 400
    codes = {one.failed for one in results}
    assert codes == {None, "image-broken", "image-too-large", "image-format-not-read"}
    for one in results:
        assert (one.facts is None) == (one.thumbnail_png is None) == (one.failed is not None)
        if one.thumbnail_png is not None:
            thumbnail = opened(one.thumbnail_png)
            assert thumbnail.mode == "RGB"
            assert max(thumbnail.size) <= 320


def _rogue(body: str) -> list[str]:
    program = (
        f"import os, time\nfrom affiant.confined.child import serve\ndef answer(request):\n    {body}\nserve(answer)\n"
    )
    return [sys.executable, "-I", "-c", program]
