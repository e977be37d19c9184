"""Resources of YouTube's API, and counts that jq agrees with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, WasRead, of_sample, read
from tests.fakes.made_exports import TEXTS, URDU

from affiant.capture.platform_exports.readers.youtube_api import YoutubeApi

READER = YoutubeApi()
PATHS = sorted(path for path in SAMPLES.glob("youtube/api/**/*.json") if READER.recognises(of_sample(path)))
COUNTED = {
    "comment": '[.. | objects | select(.kind? == "youtube#comment")]',
    "account": '[.. | objects | select(.kind? == "youtube#channel" and has("etag"))] '
    '+ [.items[]? | select(.id.kind? == "youtube#channel")]',
    "post": '[.. | objects | select((.kind? == "youtube#video" or .kind? == "youtube#playlist") and has("etag"))] '
    '+ [.items[]? | select(.id.kind? == "youtube#video")]',
    "service": '[.. | objects | select(.kind? == "youtube#activity" or .kind? == "youtube#caption")]',
}


def jq(program: str, path: Path) -> int:
    return int(subprocess.run(["jq", f"{program} | length", path], capture_output=True, text=True, check=True).stdout)


def answer(*items: Any, **fields: Any) -> WasRead:
    files = MemoryFiles(
        {"a.json": json.dumps({"kind": "youtube#listResponse".replace("list", "videoList"), "items": items} | fields)}
    )
    assert READER.recognises(files)
    return read(READER, files)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_hold_as_many_of_each_kind_as_jq_counts(path: Path) -> None:
    found = read(READER, of_sample(path))
    assert {kind: found.kinds().get(kind, 0) for kind in COUNTED} == {
        kind: jq(one, path) for kind, one in COUNTED.items()
    }
    assert found.reasons() == ({"kind-not-read": 1} if path.stem == "get_rating_response" else {})


def test_comments_say_who_when_where_and_that_they_were_changed() -> None:
    said = {
        "textOriginal": URDU,
        "textDisplay": "<b>no</b>",
        "authorDisplayName": "@ann",
        "authorChannelId": {"value": "UC1"},
        "publishedAt": "2020-01-01T00:00:00Z",
        "updatedAt": "2020-01-02T00:00:00Z",
    }
    reply = {"kind": "youtube#comment", "id": "a.b", "snippet": said | {"parentId": "a", "textOriginal": None}}
    thread = {
        "kind": "youtube#commentThread",
        "snippet": {"videoId": "v", "topLevelComment": {"kind": "youtube#comment", "id": "a", "snippet": said}},
        "replies": {"comments": [reply]},
    }
    top, below = answer(thread).records
    assert (top.text, top.author, top.author_id, top.conversation) == (URDU, "@ann", "UC1", "v")
    assert (top.posted_at, top.notes) == ("2020-01-01T00:00:00.000Z", ("edited",))
    assert (below.reply_to, below.text, below.notes) == ("a", "<b>no</b>", ("edited", "text-as-html"))
    assert below.where.path == "$['items'][0]['replies']['comments'][0]"


def test_texts_of_any_script() -> None:
    found = answer(*({"kind": "youtube#video", "id": "v", "snippet": {"title": text}} for text in TEXTS))
    assert [one.text for one in found.records] == list(TEXTS)


def test_what_is_no_resource_is_skipped() -> None:
    found = answer(5, None, {"kind": "youtube#videoCategory"}, {"kind": 7}, {})
    assert found.reasons() == {"entry-without-form": 2, "kind-not-read": 3}


def test_an_answer_without_items_says_so() -> None:
    assert answer().reasons() == {"file-without-entries": 1}


def test_a_search_result_has_the_id_of_what_it_found() -> None:
    found = answer(
        {
            "kind": "youtube#searchResult",
            "id": {"kind": "youtube#video", "videoId": "v"},
            "snippet": {"channelId": "UC1"},
        },
        {"kind": "youtube#searchResult", "id": {"kind": "youtube#channel", "channelId": "UC2"}},
    )
    assert [(one.kind, one.id) for one in found.records] == [("post", "v"), ("account", "UC2")]
