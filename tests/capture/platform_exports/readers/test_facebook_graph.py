"""Facebook in the Graph API, and counts that jq agrees with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, WasRead, of_sample, read
from tests.fakes.made_exports import URDU

from affiant.capture.platform_exports.readers.facebook_graph import FacebookGraph

READER = FacebookGraph()
PATHS = sorted(SAMPLES.glob("facebook/graph/**/*.json"))
WHEN = "2019-08-12T03:45:11+0000"
FOLLOWED = "(.comments.data[]?, .reactions.data[]?, .likes.data[]?, .participants.data[]?)"


def answer(value: Any) -> WasRead:
    files = MemoryFiles({"a.json": json.dumps(value)})
    assert READER.recognises(files)
    return read(READER, files)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_hold_as_many_objects_as_jq_counts(path: Path) -> None:
    found = read(READER, of_sample(path))
    top = 'if has("id") then . elif has("data") then .data[] else .[] end'
    program = f"[{top} | ., {FOLLOWED}] | length"
    done = subprocess.run(["jq", program, path], capture_output=True, text=True, check=True)
    assert len(found.records) == int(done.stdout)
    assert found.reasons() == {}


def test_a_post_with_all_that_hangs_on_it() -> None:
    post = {
        "id": "1_2",
        "created_time": WHEN,
        "message": URDU,
        "from": {"id": "1", "name": "Page"},
        "permalink_url": "https://www.facebook.com/1/posts/2",
        "attachments": {"data": [{"media": {"image": {"src": "https://scontent/1.jpg"}}}]},
        "comments": {
            "data": [
                {
                    "id": "2_3",
                    "created_time": WHEN,
                    "message": "a",
                    "from": {"id": "9", "name": "Ann"},
                    "comments": {"data": [{"id": "2_4", "created_time": WHEN, "message": "b"}, 5]},
                }
            ]
        },
        "reactions": {"data": [{"id": "9", "name": "Ann", "type": "LOVE"}]},
    }
    found = answer({"data": [post], "paging": {"next": "x"}})
    made = found.of("post")[0]
    assert (made.id, made.text, made.author, made.author_id) == ("1_2", URDU, "Page", "1")
    assert (made.posted_at, made.media) == ("2019-08-12T03:45:11.000Z", ("https://scontent/1.jpg",))
    first, second = found.of("comment")
    assert (first.reply_to, first.author, second.reply_to) == ("1_2", "Ann", "2_3")
    assert second.where.path == "$['data'][0]['comments']['data'][0]['comments']['data'][0]"
    reaction = found.of("reaction")[0]
    assert (reaction.author, reaction.author_id, reaction.text, reaction.reply_to) == ("Ann", "9", "LOVE", "1_2")
    assert found.reasons() == {"entry-without-form": 1}


def test_a_page_is_an_account() -> None:
    page = {"id": "20531316728", "name": "Facebook", "username": "facebookapp", "fan_count": 5, "about": URDU}
    (account,) = answer(page).records
    assert (account.id, account.author, account.text) == ("20531316728", "Facebook (@facebookapp)", URDU)


def test_unknown_objects_are_skipped_each() -> None:
    found = answer({"data": [{"id": "1", "created_time": WHEN, "message": "x"}, {"id": "2"}, 5, None]})
    assert (len(found.records), found.reasons()) == (1, {"kind-not-read": 1, "entry-without-form": 2})


@pytest.mark.parametrize(
    "other",
    [
        {"id": "1355797419175383040", "name": "List", "member_count": 60, "created_at": "2021-01-31T08:37:48.000Z"},
        {"data": [{"id": "1", "media_type": "IMAGE", "caption": "x"}]},
        {"kind": "youtube#video", "etag": "x", "id": "v", "name": "n", "about": "x"},
    ],
)
def test_answers_of_others_are_not_taken(other: Any) -> None:
    assert not READER.recognises(MemoryFiles({"a.json": json.dumps(other)}))
