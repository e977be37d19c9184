"""Instagram in the Graph API, and counts that jq agrees with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, of_sample, read
from tests.fakes.made_exports import TEXTS

from affiant.capture.platform_exports.readers.instagram_graph import InstagramGraph

READER = InstagramGraph()
PATHS = [path for path in sorted(SAMPLES.glob("instagram/graph/**/*.json")) if READER.recognises(of_sample(path))]
OBJECTS = (
    '[.. | objects | select(has("id") and (has("media_type") or has("media") or has("biography") or has("text")))]'
)


def test_samples_are_there() -> None:
    assert len(PATHS) == (14 if SAMPLES.is_dir() else 0)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_hold_as_many_objects_as_jq_counts(path: Path) -> None:
    found = read(READER, of_sample(path))
    done = subprocess.run(["jq", f"{OBJECTS} | length", path], capture_output=True, text=True, check=True)
    assert len(found.records) == int(done.stdout)
    assert found.reasons() == {}


def test_persian_captions_of_the_sample_arrive_whole() -> None:
    path = SAMPLES / "instagram/graph/apidata/hashtags/hashtag_top_medias_p2.json"
    if not path.is_file():
        pytest.skip("no samples")
    wanted = [one.get("caption", "") for one in json.loads(path.read_bytes())["data"]]
    assert [one.text for one in read(READER, of_sample(path)).records] == wanted


def test_an_account_with_posts_pictures_comments_and_replies() -> None:
    reply = {"id": "5", "text": TEXTS[1], "timestamp": "2020-02-24T09:15:16+0000", "from": {"id": "8", "username": "b"}}
    comment = {"id": "4", "text": TEXTS[0], "username": "a", "replies": {"data": [reply]}}
    post = {
        "id": "3",
        "caption": TEXTS[3],
        "media_type": "CAROUSEL_ALBUM",
        "media_url": "https://cdn/1.jpg",
        "permalink": "https://www.instagram.com/p/CSwAtwOBwh-/",
        "timestamp": "2021-08-19T09:00:21+0000",
        "owner": {"id": "1"},
        "children": {"data": [{"id": "31", "media_type": "IMAGE", "media_url": "https://cdn/2.jpg"}]},
        "comments": {"data": [comment]},
    }
    answer = {
        "business_discovery": {"id": "1", "username": "u", "biography": TEXTS[2], "media": {"data": [post]}},
        "id": "9",
    }
    files = MemoryFiles({"a.json": json.dumps(answer)})
    assert READER.recognises(files)
    account, made, picture, first, second = read(READER, files).records
    assert (account.kind, account.author, account.text) == ("account", "@u", TEXTS[2])
    assert (made.kind, made.text, made.author_id, made.posted_at) == ("post", TEXTS[3], "1", "2021-08-19T09:00:21.000Z")
    assert (picture.kind, picture.reply_to, picture.media) == ("media", "3", ("https://cdn/2.jpg",))
    assert (first.kind, first.author, first.reply_to) == ("comment", "@a", "3")
    assert (second.author, second.author_id, second.reply_to) == ("@b", "8", "4")


@pytest.mark.parametrize(
    "other", [{"data": [{"id": "1", "name": "developers"}]}, {"data": [{"name": "reach", "values": []}]}]
)
def test_answers_without_people_or_posts_are_not_taken(other: Any) -> None:
    assert not READER.recognises(MemoryFiles({"a.json": json.dumps(other)}))
