"""Pages of the test site by the real command line, as the superuser and as an ordinary user; then the pack of them."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.fakes.person import NotHereError, Person, ordinary_user, this_user
from tests.fakes.site.certificates import certificates
from tests.fakes.site.long_pages import (
    FOOTER_COLOUR,
    HEADER_COLOUR,
    LONG_HEIGHT,
    LONG_ROWS,
    RESOURCES,
    RESOURCES_HEIGHT,
    long_row_top,
)
from tests.fakes.site.pictures import picture_colour, row_colour
from tests.fakes.site.plain_pages import GALLERY_PICTURES
from tests.fakes.site.server import Site
from warcio.archiveiterator import ArchiveIterator

from affiant.capture.web.one_capture import ALWAYS

PAGES = ("profile", "thread", "gallery", "log-in", "consent", "endless", "redirect", "long", "resources", "not-found")
DOUBTS = {
    "log-in": ["no-log-in-wall"],
    "consent": ["no-consent-dialog"],
    "endless": ["whole-page"],
    "not-found": ["no-error-page"],
}


@dataclass(frozen=True)
class Captured:
    """What a person's one command gave."""

    person: Person
    site: Site
    document: dict[str, Any]

    def page(self, name: str) -> dict[str, Any]:
        (found,) = (one for one in self.document["captures"] if one["url"] == self.site.url(name))
        return found

    @property
    def secure(self) -> dict[str, Any]:
        (found,) = (one for one in self.document["captures"] if one["url"].startswith("https:"))
        return found

    def content(self, page: dict[str, Any], role: str) -> bytes:
        """The stored bytes of the first artefact with a role."""
        sha256 = next(one["sha256"] for one in page["artefacts"] if one["role"] == role)
        return (self.person.folder / "case" / "objects" / sha256[:2] / sha256).read_bytes()

    @property
    def pack(self) -> Path:
        """A court pack of everything, made once."""
        pack = self.person.folder / "pack"
        if not pack.exists():
            self.person.run("export", "case", "court", "pack")
        return pack

    def acquisition(self, page: dict[str, Any]) -> dict[str, Any]:
        """What the ledger recorded, as the pack shows it."""
        for path in self.pack.glob("data/exhibits/*/capture.json"):
            document = json.loads(path.read_bytes())
            if document["capture"] == page["id"]:
                return dict(document["acquisition"])
        raise AssertionError(page["id"])

    def picture(self, name: str) -> Image.Image:
        return Image.open(io.BytesIO(self.content(self.page(name), "screenshot"))).convert("RGB")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture(scope="module", params=["superuser", "ordinary user"])
def captured(request: pytest.FixtureRequest, site: Site) -> Iterator[Captured]:
    """All pages by one command in one warm browser."""
    if request.param == "superuser" and os.geteuid() != 0:
        pytest.skip("these tests do not run as the superuser")
    folder = Path(tempfile.mkdtemp(prefix="affiant-e2e-"))  # pytest's own folders are closed to an ordinary user
    try:
        try:
            person = (this_user if request.param == "superuser" else ordinary_user)(folder)
        except NotHereError as why:
            pytest.skip(str(why))
        person.with_case()
        person.run("account", "add", "case", "x:@tester", "--url", site.url("profile"))
        urls = [*(site.url(name) for name in PAGES), site.secure_url("thread")]
        failing = [site.bad_url("thread"), site.url("redirect-loop"), site.closed_url()]
        options = ("--account", "x:@tester", "--accept-certificate", certificates().good.fingerprint)
        yield Captured(person, site, person.run("capture", "case", *urls, *failing, *options, statuses=(2,)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_every_page_has_every_artefact(captured: Captured) -> None:
    assert len(captured.document["captures"]) == len(PAGES) + 1
    for name in PAGES:
        page = captured.page(name)
        roles = [one["role"] for one in page["artefacts"]]
        assert {*ALWAYS} <= {*roles}, name
        assert roles[0] == "screenshot"
        assert all(one["size"] for one in page["artefacts"])
        assert captured.content(page, "print").startswith(b"%PDF-")
        assert b"Content-Type: multipart/related" in captured.content(page, "page")[:4000]
        json.loads(captured.content(page, "headers"))
        json.loads(captured.content(page, "record"))


def test_what_speaks_against_a_page_is_said_and_nothing_else(captured: Captured) -> None:
    for name in PAGES:
        assert captured.page(name)["doubts"] == DOUBTS.get(name, []), name
        assert bool(captured.page(name)["not_obtained"]) == (name == "endless"), name


def test_pictures_are_exact_to_the_pixel(captured: Captured) -> None:
    for name, height in (("long", LONG_HEIGHT), ("resources", RESOURCES_HEIGHT)):
        page, picture = captured.page(name), captured.picture(name)
        assert page["picture"] == {"width": picture.width, "height": picture.height}
        assert picture.height == height
    picture = captured.picture("long")
    assert picture.getpixel((5, 5)) == HEADER_COLOUR
    headers = [y for y in range(picture.height) if picture.getpixel((5, y)) == HEADER_COLOUR]
    assert headers == list(range(60))  # once, at the top
    for number in range(LONG_ROWS):
        top = long_row_top(number)
        assert picture.getpixel((5, top)) == picture.getpixel((5, top + 291)) == row_colour(number)
        assert picture.getpixel((101, top + 41)) == picture.getpixel((299, top + 189)) == picture_colour(number)
    assert picture.getpixel((5, LONG_HEIGHT - 1)) == FOOTER_COLOUR
    gallery = captured.picture("gallery")
    colours = {gallery.getpixel((200, y)) for y in range(0, gallery.height, 100)}
    assert {picture_colour(number) for number in range(GALLERY_PICTURES)} <= colours


def test_a_page_too_tall_for_one_picture_is_kept_in_bands(captured: Captured) -> None:
    page = captured.page("endless")
    bands = [one for one in page["artefacts"] if one["role"] == "screenshot"]
    assert len(bands) > 1
    objects = captured.person.folder / "case" / "objects"
    heights = []
    for one in bands:
        with Image.open(objects / one["sha256"][:2] / one["sha256"]) as picture:
            heights.append(picture.height)
    assert sum(heights) == page["picture"]["height"]
    recorded = captured.acquisition(page)["web"]["pictures"]
    assert [one["height"] for one in recorded] == heights
    assert [one["top"] for one in recorded] == [sum(heights[:place]) for place in range(len(heights))]


def warc(captured: Captured, page: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Type, address and status of each record."""
    found = []
    with io.BytesIO(captured.content(page, "archive")) as stream:
        for record in ArchiveIterator(stream):
            status = record.http_headers.get_statuscode() if record.rec_type == "response" else ""
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", status))
            record.content_stream().read()
    return found


@pytest.mark.parametrize(
    ("name", "count"), [("long", 1 + LONG_ROWS), ("resources", RESOURCES), ("gallery", 1 + GALLERY_PICTURES)]
)
def test_the_archive_holds_every_resource_once(captured: Captured, name: str, count: int) -> None:
    responses = [one for one in warc(captured, captured.page(name)) if one[0] == "response"]
    assert len(responses) == len({address for _, address, _ in responses}) == count
    assert {status for _, _, status in responses} == {"200"}


def test_the_archive_passes_the_checker_that_is_not_ours(captured: Captured, tmp_path: Path) -> None:
    for name in ("resources", "redirect", "endless"):
        path = tmp_path / f"{name}.warc.gz"
        path.write_bytes(captured.content(captured.page(name), "archive"))
        checked = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stdout


def test_every_hop_of_a_redirect_is_kept(captured: Captured) -> None:
    page = captured.page("redirect")
    assert page["final_url"] == captured.site.url("thread")
    statuses = [status for kind, _, status in warc(captured, page) if kind == "response"]
    assert statuses[:4] == ["301", "302", "307", "200"]
    headers = captured.content(page, "headers").decode()
    assert all(f'"{hop}"' in headers for hop in (1, 2, 3))


def test_an_accepted_certificate_is_kept_and_said(captured: Captured) -> None:
    chain = captured.content(captured.secure, "certificate")
    assert chain.count(b"-----BEGIN CERTIFICATE-----") >= 1
    assert certificates().good.chain_pem.split(b"-----END")[0] in chain
    recorded = captured.acquisition(captured.secure)["web"]["tls"]
    assert recorded["accepted_by_operator"] is True
    assert recorded["protocol"].startswith("TLS")


def test_pages_that_cannot_be_captured_are_named_with_their_reason(captured: Captured) -> None:
    site = captured.site
    failed = {one["url"]: one for one in captured.document["failed"]}
    assert failed[site.bad_url("thread")]["code"] == "web-certificate-refused"
    assert certificates().bad.fingerprint in failed[site.bad_url("thread")]["remedy"]
    assert failed[site.url("redirect-loop")]["code"] == "web-redirects"
    assert sorted(one["code"] for one in failed.values()) == [
        "web-certificate-refused",
        "web-redirects",
        "web-unreachable",
    ]
    assert all(one["title"] and one["remedy"] for one in failed.values())


def test_the_sandbox_is_recorded_as_it_was(captured: Captured) -> None:
    for page in captured.document["captures"]:
        if captured.person.user is None and os.geteuid() == 0:
            assert page["sandbox"]["held"] is False
            assert "AFFIANT_ALLOW_ROOT_BROWSER" in page["sandbox"]["reason"]
        else:
            assert page["sandbox"]["held"] is True, page["sandbox"]
        assert captured.acquisition(page)["web"]["sandbox"] == page["sandbox"]


def test_the_profile_question_is_answered_from_the_case(captured: Captured) -> None:
    for name in PAGES:
        completeness = captured.acquisition(captured.page(name))["completeness"]
        answers = {one["question"]: one["answer"] for one in completeness["answers"]}
        assert answers["profile-captured"] == "yes", name


def test_a_list_of_addresses_is_captured_and_a_second_run_has_nothing_to_do(captured: Captured) -> None:
    person, site = captured.person, captured.site
    (person.folder / "list.csv").write_text(f"url;note\n{site.url('urdu')};first\nnothing;\n{site.closed_url()};\n")
    added = person.run("targets", "add", "case", "list.csv")["targets"]
    assert [one["state"] for one in added] == ["to-capture", "no-address", "to-capture"]
    ran = person.run("targets", "run", "case", statuses=(3,))
    assert [(one["outcome"], bool(one["capture"])) for one in ran["tried"]] == [("captured", True), ("failed", False)]
    assert person.run("targets", "run", "case")["tried"] == []


def test_a_pack_of_them_verifies(captured: Captured) -> None:
    person = captured.person
    person.run("identity", "export", "trust.json")
    person.run("export", "case", "platform", "platform", "--captures", captured.page("thread")["id"])
    for pack in (captured.pack, person.folder / "platform"):
        verdict = person.run("verify", str(pack), "--trust", "trust.json", statuses=(3,))
        assert {name: line["state"] for name, line in verdict["lines"].items()} == {
            "contents": "pass",
            "signer": "pass",
            "time": "warn",
        }
    assert person.run("verify", "case", statuses=(3,))["lines"]["contents"]["state"] == "pass"
    shown = [one.name for one in (person.folder / "platform/data/exhibits/E001").iterdir()]
    assert len(shown) == 4  # picture, text, print, and the description
