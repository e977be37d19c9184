"""Instagram's download: posts with their files, stories, comments, likes, follows, conversations."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, of_sample, places_that_do_not_hold, read
from tests.fakes.made_exports import EMOJI, TEXTS, URDU, instagram, mangled

from affiant.capture.platform_exports.readers.instagram import Instagram

READER = Instagram()
FOLDERS = sorted(SAMPLES.glob("instagram/dyi/*"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_samples_hold_as_many_posts_and_files_as_jq_counts(folder: Path) -> None:
    found = read(READER, of_sample(folder))
    for name, program in (("posts.json", "."), ("reels.json", ".ig_reels_media")):
        counted = subprocess.run(
            ["jq", f"[({program} | length), ([{program}[].media[]] | length)]", folder / name],
            capture_output=True,
            text=True,
            check=True,
        )
        here = [one for one in found.of("post") if one.where.file == name]
        assert [len(here), sum(len(one.media) for one in here)] == json.loads(counted.stdout)
    assert found.reasons() == {}


def test_the_time_of_a_post_is_its_own_else_that_of_its_first_file() -> None:
    folder = SAMPLES / "instagram/dyi"
    if not folder.is_dir():
        pytest.skip("no samples")
    one, other = (read(READER, of_sample(folder / name)).records[0] for name in ("test_image", "test_video"))
    assert (one.posted_at, one.posted_as) == ("2024-08-04T19:52:37.000Z", "1722801157")
    assert (other.posted_at, other.text) == ("2016-03-23T11:32:16.000Z", "Pokemon test video")


def test_all_parts() -> None:
    found = read(READER, instagram())
    assert found.kinds() == {"account": 4, "comment": 1, "reaction": 1, "post": 5, "message": 1}
    assert found.reasons() == {}


def test_texts_are_repaired_and_kept_as_stored() -> None:
    posts = read(READER, instagram()).of("post")
    assert [one.text for one in posts] == [*TEXTS, EMOJI]
    assert [one.text_as_stored for one in posts] == [mangled(text) for text in (*TEXTS, EMOJI)]
    assert [len(one.media) for one in posts] == [1, 2, 3, 4, 1]


def test_comments_likes_follows_and_the_profile() -> None:
    found = read(READER, instagram())
    comment, like = found.of("comment")[0], found.of("reaction")[0]
    assert (comment.text, comment.conversation, comment.posted_at) == (URDU, "visakanv", "2022-07-26T21:46:39.000Z")
    assert (like.text, like.conversation, like.url) == ("👍", "patio11", "https://www.instagram.com/p/X/")
    follower, following, profile, _ = found.of("account")
    assert (follower.author, follower.notes) == ("a", ("followers_1",))
    assert following.notes == ("relationships_following",)
    assert (profile.author, profile.media) == ("@me", ("media/other/me.jpg",))
    assert URDU in profile.text


def test_labels_of_another_language_are_kept() -> None:
    entry = {"string_map_data": {"Kommentar": {"value": "hallo"}, "Uhrzeit": {"timestamp": 1600000000}}}
    found = read(READER, MemoryFiles({"post_comments_1.json": json.dumps([entry])}))
    assert (found.records[0].kind, found.records[0].text) == ("comment", "Kommentar: hallo")
    assert found.records[0].posted_at == "2020-09-13T12:26:40.000Z"


@pytest.mark.parametrize("entry", [5, {}, {"other": 1}, None, "x"])
def test_what_is_no_entry_is_skipped(entry: Any) -> None:
    found = read(READER, MemoryFiles({"posts.json": json.dumps([entry])}))
    assert (found.records, len(found.skipped)) == ((), 1)


def test_a_conversation_by_itself_is_instagrams_only_where_it_says_so() -> None:
    message = {"sender_name": "a", "timestamp_ms": 1, "photos": [{"uri": "your_instagram_activity/messages/1.jpg"}]}
    whole = {"participants": [{"name": "a"}], "messages": [message]}
    assert READER.recognises(MemoryFiles({"message_1.json": json.dumps(whole)}))
    message["photos"] = [{"uri": "messages/inbox/1.jpg"}]
    assert not READER.recognises(MemoryFiles({"message_1.json": json.dumps(whole)}))


def before_2021() -> dict[str, Any]:
    message = {"sender": "ann", "created_at": "2019-05-01T10:00:00+00:00", "text": "hi"}
    liked = {"likes": [{"username": "bob", "date": "2019-05-01T10:01:00+00:00"}]}
    return {
        "messages.json": [{"participants": ["ann", "bob"], "conversation": [message | liked, message | {"text": ""}]}],
        "comments.json": {"media_comments": [["2019-05-01T10:00:00", "nice", "bob"]]},
        "likes.json": {"media_likes": [["2019-05-01T10:00:00", "bob"]], "comment_likes": []},
        "connections.json": {
            "followers": {"bob": "2019-05-01T10:00:00", "cid": "2019-05-02T10:00:00"},
            "following": {},
        },
        "media.json": {
            "photos": [{"caption": "sea", "taken_at": "2019-05-01T10:00:00", "path": "photos/201905/1.jpg"}]
        },
    }


@pytest.mark.parametrize("name", list(before_2021()))
def test_each_file_of_before_2021_is_recognised_by_itself(name: str) -> None:
    files = MemoryFiles({name: json.dumps(before_2021()[name])})
    assert READER.recognises(files)
    found = read(READER, files)
    assert found.records
    assert places_that_do_not_hold(files, found.records) == []


def test_downloads_of_before_2021_hold_all_their_entries() -> None:
    files = MemoryFiles({name: json.dumps(whole) for name, whole in before_2021().items()})
    found = read(READER, files)
    assert found.kinds() == {"comment": 1, "account": 2, "reaction": 2, "post": 1, "message": 2}
    message, comment, like = found.of("message")[0], found.of("comment")[0], found.of("reaction")[0]
    assert (message.author, message.text, message.conversation) == ("ann", "hi", "ann, bob")
    assert message.posted_at == "2019-05-01T10:00:00.000Z"
    assert (comment.text, comment.conversation, comment.posted_at) == ("nice", "bob", None)
    assert "time-zone-unknown" in comment.notes
    assert (like.conversation, found.of("account")[1].author) == ("bob", "cid")
    assert (found.of("post")[0].text, found.of("post")[0].media) == ("sea", ("photos/201905/1.jpg",))


def test_a_saved_post_says_which_and_whose() -> None:
    saved = {
        "title": "ann",
        "string_map_data": {"Saved on": {"href": "https://www.instagram.com/p/1/", "timestamp": 1}},
    }
    (record,) = read(READER, MemoryFiles({"saved_posts.json": json.dumps({"saved_saved_media": [saved]})})).records
    assert (record.conversation, record.url) == ("ann", "https://www.instagram.com/p/1/")
    assert record.posted_at == "1970-01-01T00:00:01.000Z"


def test_labels_inside_of_labels_are_kept_and_a_like_is_one() -> None:
    address = "https://www.instagram.com/p/1/"
    owner = [{"label": "Name", "value": "Ann"}, {"label": "Username", "value": "ann_1"}]
    labels = [
        {"label": "URL", "value": address, "href": address},
        {"title": "Owner", "dict": [{"dict": owner, "title": ""}]},
    ]
    liked = [{"timestamp": 1, "media": [], "label_values": labels, "fbid": "17"}]
    folder = "your_instagram_activity/likes"
    (record,) = read(READER, MemoryFiles({f"{folder}/liked_posts.json": json.dumps(liked)})).records
    assert record.text == f"URL: {address}\nOwner Name: Ann\nOwner Username: ann_1"
    assert (record.kind, record.id, record.url) == ("reaction", "17", address)
