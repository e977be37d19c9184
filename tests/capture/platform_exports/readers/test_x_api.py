"""Answers of X's API in all their wrappings, and counts that jq agrees with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, of_sample, read
from tests.fakes.made_exports import TEXTS, URDU

from affiant.capture.platform_exports.readers.x_api import XApi

READER = XApi()
WHEN = "Wed Oct 10 20:19:24 +0000 2018"
USER = {"id": 12497, "id_str": "12497", "screen_name": "simonw", "name": "Simon", "followers_count": 1}
POSTS = (
    '[.. | objects | select((has("text") or has("full_text")) and (has("id") or has("id_str")) and has("created_at"))]'
)
ACCOUNTS = '[.. | objects | select(has("screen_name") and has("profile_image_url")) | .id] | unique'


def jq(program: str, path: Path, *, raw: str | None = None) -> int:
    command = ["jq", "-s", f"{program} | length"]
    done = subprocess.run([*command, *([] if raw else [path])], input=raw, capture_output=True, text=True, check=True)
    return int(done.stdout)


def samples(pattern: str) -> list[Path]:
    return sorted(path for path in SAMPLES.glob(pattern) if READER.recognises(of_sample(path)))


@pytest.mark.parametrize("path", samples("x/api-v1.1/**/*.json"), ids=lambda path: path.stem)
def test_samples_of_v1_hold_as_many_posts_and_accounts_as_jq_counts(path: Path) -> None:
    found = read(READER, of_sample(path))
    assert found.kinds().get("post", 0) == jq(POSTS, path)
    assert found.kinds().get("account", 0) == jq(ACCOUNTS, path)
    assert found.reasons() == {}


@pytest.mark.parametrize("path", samples("x/api-v2/**/*.json"), ids=lambda path: path.stem)
def test_samples_of_v2_read_and_skipped_add_up_to_the_objects_found(path: Path) -> None:
    found = read(READER, of_sample(path))
    whole = 'map(if has("data") or has("includes") then [.data // [], (.includes // {})[]] | flatten else '
    whole += '(if has("tweets") then [.[]] | flatten else [.] end) end) | flatten'
    assert len(found.records) + sum(found.reasons().values()) == jq(whole, path)
    assert found.kinds().get("post", 0) == jq(f'{whole} | map(select(has("text")))', path)
    assert found.kinds().get("account", 0) == jq(f'{whole} | map(select(has("username")))', path)
    assert found.kinds().get("media", 0) == jq(f'{whole} | map(select(has("media_key")))', path)


@pytest.mark.parametrize("path", samples("x/vcr/**/*.json"), ids=lambda path: path.stem)
def test_cassettes_hold_what_their_bodies_hold(path: Path) -> None:
    found = read(READER, of_sample(path))
    bodies = [one["response"]["body"]["string"] for one in json.loads(path.read_bytes())["interactions"]]
    assert found.kinds().get("post", 0) == sum(jq(POSTS, path, raw=body) for body in bodies)
    assert found.kinds().get("account", 0) == sum(jq(ACCOUNTS, path, raw=body) for body in bodies)
    assert all(one.where.path and one.where.path.startswith("in $['interactions'][") for one in found.records)


def test_cassettes_in_yaml_are_said_to_be_unread() -> None:
    files = MemoryFiles({"a.json": json.dumps([status()]), "b.yaml": "interactions:\n"})
    assert read(READER, files).reasons() == {"file-not-read": 1}


def status(**fields: Any) -> dict[str, Any]:
    return {
        "id": 1169246717864136705,
        "id_str": "1169246717864136705",
        "created_at": WHEN,
        "text": URDU,
        "user": USER,
    } | fields


def test_id_text_goes_before_a_number_that_other_programs_rounded() -> None:
    found = read(READER, MemoryFiles({"a.json": json.dumps(status(id=1169246717864136700))}))
    assert found.of("post")[0].id == "1169246717864136705"


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"statuses": [one], "search_metadata": {"count": 1}},
        lambda one: {"id": {"20": one}},
    ],
    ids=["alone", "list", "search", "map"],
)
def test_every_wrapping_of_v1(wrapped: Any) -> None:
    files = MemoryFiles({"a.json": json.dumps(wrapped(status()))})
    assert READER.recognises(files)
    found = read(READER, files)
    assert (found.kinds(), found.reasons()) == ({"post": 1, "account": 1}, {})
    assert found.records[0].author == "Simon (@simonw)"


def test_quoted_and_repeated_posts_are_posts_and_an_account_comes_once() -> None:
    inner = status(id_str="2", quoted_status=status(id_str="3"))
    found = read(READER, MemoryFiles({"a.json": json.dumps([status(retweeted_status=inner), status(id_str="4")])}))
    assert [one.id for one in found.of("post")] == ["1169246717864136705", "2", "3", "4"]
    assert found.of("post")[2].where.path == "$[0]['retweeted_status']['quoted_status']"
    assert len(found.of("account")) == 1


def test_lines_are_read_and_a_broken_one_is_skipped() -> None:
    lines = [json.dumps(status(id_str=str(n), text=text)) for n, text in enumerate(TEXTS)]
    notice = '{"delete":{"status":{"id":7,"id_str":"7","user_id":3,"user_id_str":"3"}}}'
    files = MemoryFiles({"a.json": "\r\n".join([*lines, '{"id": 1', "", notice, "5"])})
    assert READER.recognises(files)
    found = read(READER, files)
    assert [one.text for one in found.of("post")] == list(TEXTS)
    assert found.reasons() == {"entry-not-json": 1, "entry-without-form": 1}
    deletion = found.of("service")[0]
    assert (deletion.id, deletion.author_id, deletion.notes) == ("7", "3", ("deleted-on-platform",))
    assert deletion.where.path == "in entry 6: $"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_whole_answers_line_by_line_however_long_the_lines(name: str) -> None:
    def page(first: int) -> str:
        posts = [{"id": str(n), "text": URDU * 5, "author_id": "2"} for n in range(first, first + 400)]
        return json.dumps({"data": posts, "includes": {"users": [{"id": "2", "username": "u", "name": "U"}]}})

    data = "\n".join([page(0), page(400), '{"data": [{"id": "x"'])
    assert len(page(0)) > 64 << 10
    files = MemoryFiles({name: data})
    assert READER.recognises(files)
    found = read(READER, files)
    assert [one.id for one in found.of("post")] == [str(n) for n in range(800)]
    assert (len(found.of("account")), found.reasons()) == (2, {"entry-not-json": 1})
    for one in found.of("post"):
        start, length = one.where.start or 0, one.where.length or 0
        assert json.loads(files.files[name][start : start + length])["id"] == one.id


def test_v2_with_all_that_comes_along() -> None:
    answer = {
        "data": [
            {
                "id": "1",
                "text": "a &amp; b",
                "author_id": "2",
                "created_at": "2021-02-24T02:13:43.000Z",
                "conversation_id": "9",
                "referenced_tweets": [{"type": "quoted", "id": "7"}, {"type": "replied_to", "id": "8"}],
                "attachments": {"media_keys": ["3_1"]},
            }
        ],
        "includes": {
            "users": [{"id": "2", "username": "u", "name": URDU}],
            "media": [{"media_key": "3_1", "type": "photo", "url": "https://pbs.twimg.com/media/x.jpg"}],
            "places": [{"id": "p", "full_name": "Lahore"}],
        },
        "errors": [{"resource_id": "5", "resource_type": "tweet", "title": "Not Found Error", "detail": "gone"}],
        "meta": {"result_count": 1},
    }
    found = read(READER, MemoryFiles({"a.json": json.dumps(answer)}))
    post = found.of("post")[0]
    assert (post.text, post.text_as_stored, post.reply_to, post.conversation) == ("a & b", "a &amp; b", "8", "9")
    assert (post.author_id, post.media, post.posted_at) == ("2", ("3_1",), "2021-02-24T02:13:43.000Z")
    assert found.of("account")[0].author == f"{URDU} (@u)"
    assert found.of("service")[0].notes == ("answered-with-error",)
    assert found.reasons() == {"kind-not-read": 1}


@pytest.mark.parametrize(
    "other",
    [
        {"data": [{"id": "17892250648466172", "text": "hi", "timestamp": "2020-02-24T09:15:16+0000"}]},
        {"data": {"id": "17892250648466172", "text": "hi", "timestamp": "2020-02-24T09:15:16+0000"}},
        {"id": "1_2", "message": "hi", "created_time": "2020-02-24T09:15:16+0000"},
        {"id": "20531316728", "name": "Facebook", "username": "facebookapp", "fan_count": 1},
        {"messages": [{"id": 1, "type": "message", "text": "hi", "date": "2020-01-01T00:00:00"}]},
        [{"header": "YouTube", "title": "Watched", "time": "2023-11-14T22:13:20.000Z"}],
    ],
)
def test_answers_of_others_are_not_taken(other: Any) -> None:
    assert not READER.recognises(MemoryFiles({"a.json": json.dumps(other)}))


def test_a_body_that_is_not_text_is_skipped() -> None:
    exchange = {
        "request": {"uri": "https://api.twitter.com/2/users/1"},
        "response": {"body": {"base64_string": "AA=="}},
    }
    found = read(READER, MemoryFiles({"a.json": json.dumps({"version": 1, "interactions": [exchange, 5]})}))
    assert found.reasons() == {"body-not-text": 2}


IN_V2 = {"id": "158", "sender_id": "94", "text": "a &lt; b", "created_at": "2022-10-25T23:16:15.000Z"} | {
    "event_type": "MessageCreate",
    "dm_conversation_id": "94-90",
}
IN_V1 = {"type": "message_create", "id": "158", "created_timestamp": "1666739775000"} | {
    "message_create": {"sender_id": "94", "target": {"recipient_id": "94-90"}, "message_data": {"text": "a &lt; b"}}
}
OLDEST = {"id": 158, "id_str": "158", "text": "a &lt; b", "created_at": "Tue Oct 25 23:16:15 +0000 2022"} | {
    "sender": USER | {"id_str": "94"},
    "recipient": {"screen_name": "94-90"},
}


@pytest.mark.parametrize(
    "whole",
    [
        {"data": [IN_V2], "meta": {"result_count": 1}},
        {"events": [IN_V1], "next_cursor": "x"},
        [OLDEST],
        {"data": IN_V2},
    ],
    ids=["v2", "v1", "oldest", "one"],
)
def test_private_messages_are_no_posts_and_have_their_sender(whole: Any) -> None:
    files = MemoryFiles({"dm.json": json.dumps(whole)})
    assert READER.recognises(files)
    (record,) = [one for one in read(READER, files).records if one.kind != "account"]
    assert (record.kind, record.id, record.author_id, record.conversation) == ("message", "158", "94", "94-90")
    assert (record.text, record.text_as_stored, record.posted_at) == ("a < b", "a &lt; b", "2022-10-25T23:16:15.000Z")


def test_people_who_join_a_conversation_are_a_line_of_the_platform() -> None:
    joined = {"id": "1", "event_type": "ParticipantsJoin", "dm_conversation_id": "5", "participant_ids": ["7"]}
    (record,) = read(READER, MemoryFiles({"dm.json": json.dumps({"data": [joined]})})).records
    assert (record.kind, record.conversation) == ("service", "5")
    assert "participant_ids: 7" in record.text
