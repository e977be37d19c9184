"""Facebook's download: broken encodings repaired, both forms kept, entries counted."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, WasRead, of_sample, read
from tests.fakes.made_exports import ARABIC, TEXTS, URDU, facebook, mangled

from affiant.capture.platform_exports.meta_text import repair_all, repaired
from affiant.capture.platform_exports.readers.facebook import Facebook

READER = Facebook()


def thread(*messages: Any, **fields: Any) -> WasRead:
    whole = {"participants": [{"name": "Ann"}], "messages": messages} | fields
    return read(READER, MemoryFiles({"message_1.json": json.dumps(whole)}))


def test_the_sample_holds_as_many_messages_and_people_as_jq_counts() -> None:
    path = SAMPLES / "facebook/dyi/langchain/facebook_chat.json"
    if not path.is_file():
        pytest.skip("no samples")
    found = read(READER, of_sample(path))
    for key, kind in (("messages", "message"), ("participants", "account")):
        done = subprocess.run(["jq", f".{key} | length", path], capture_output=True, text=True, check=True)
        assert found.kinds()[kind] == int(done.stdout)
    assert found.reasons() == {}
    assert found.of("message")[0].conversation == "User 1 and User 2 chat (inbox/User 1 and User 2 chat)"


def test_all_parts() -> None:
    found = read(READER, facebook())
    assert found.kinds() == {"comment": 1, "service": 1, "reaction": 5, "account": 4, "message": 5, "post": 2}
    assert found.reasons() == {"file-not-read": 1}
    assert found.skipped[0].where.file == "index.html"


def test_texts_are_repaired_and_kept_as_stored() -> None:
    messages = read(READER, facebook()).of("message")
    assert [one.text for one in messages[:4]] == list(TEXTS)
    assert [one.text_as_stored for one in messages[:4]] == [mangled(text) for text in TEXTS]
    assert all("encoding-repaired" in one.notes for one in messages[:4])
    assert messages[0].author == "احمد"
    assert (messages[0].posted_at, messages[0].posted_as) == ("2023-02-05T11:46:11.851Z", "1675597571851")
    assert messages[0].conversation == "احمد (inbox/ahmad_10)"
    assert (messages[4].text_as_stored, messages[4].notes) == (None, ())


@pytest.mark.parametrize("text", ["plain", "café", "naïve Ã", "ا", "Ø§ and ا", "Ø", "\ud83d", "\x80", "Ã\x28"])
def test_what_does_not_turn_back_whole_stays_as_it_is(text: str) -> None:
    assert repaired(text) is text


def test_keys_and_inner_texts_are_repaired_too() -> None:
    value = {"a": ["b", {mangled("ا"): mangled("ب"), "n": 5}]}
    assert repair_all(value) == {"a": ["b", {"ا": "ب", "n": 5}]}
    untouched = {"a": ["b", {"c": "ا"}]}
    assert repair_all(untouched) is untouched


def test_posts_comments_and_reactions() -> None:
    found = read(READER, facebook())
    first, second = found.of("post")
    assert (first.text, first.posted_at) == (URDU, "2020-09-13T12:26:40.000Z")
    assert (second.media, second.url) == (("posts/media/1.jpg",), "https://example.org/")
    comment = found.of("comment")[0]
    assert (comment.text, comment.author, comment.conversation) == (ARABIC, "Ann", "گروپ")
    assert found.of("reaction")[0].text == "LIKE\nAnn likes it"
    newest = found.of("service")[0]
    assert (newest.id, newest.text) == ("1779874896", "Reaction: Like")


def test_messages_of_the_encrypted_kind() -> None:
    entry = {
        "senderName": "Ann",
        "timestamp": 1675597571851,
        "text": URDU,
        "type": "text",
        "isUnsent": True,
        "media": [{"uri": "./media/1.jpg"}],
        "reactions": [{"actor": "B", "reaction": "👍"}],
    }
    found = thread(entry, participants=["Ann", "B"], threadName="x")
    message = found.of("message")[0]
    assert (message.author, message.text, message.media) == ("Ann", URDU, ("./media/1.jpg",))
    assert (message.posted_at, message.notes, message.conversation) == ("2023-02-05T11:46:11.851Z", ("unsent",), "x")
    assert [one.author for one in found.of("account")] == ["Ann", "B"]


def test_shares_and_calls() -> None:
    share, call = thread(
        {
            "sender_name": "A",
            "timestamp_ms": 1,
            "content": "look",
            "share": {"link": "https://e.org", "share_text": "t"},
        },
        {"sender_name": "A", "timestamp_ms": 2, "call_duration": 60},
    ).of("message")
    assert (share.text, share.url) == ("look\nt", "https://e.org")
    assert call.notes == ("call",)


def test_entries_add_up() -> None:
    found = thread({"sender_name": "A"}, 5, {}, {"other": 1}, None, participants=[5, {"name": ""}, {"name": "x"}])
    assert (len(found.of("message")), len(found.of("account"))) == (1, 1)
    assert found.reasons() == {"entry-without-form": 4, "kind-not-read": 2}


def test_unknown_entries_are_skipped_each() -> None:
    files = facebook()
    files.files["x/other.json"] = b'{"events_v2": [{"start": 1}, 5], "a": {"b": 1}, "c": "d"}'
    found = read(READER, files)
    assert [one.where.path for one in found.skipped if one.where.file == "x/other.json"] == [
        "$['events_v2'][0]",
        "$['events_v2'][1]",
        "$['a']",
    ]


def test_messages_without_the_people_around_them_are_read() -> None:
    messages = [{"sender_name": "Ann", "timestamp_ms": 1675597571851, "content": "hi"}]
    files = MemoryFiles({"message_1.json": json.dumps({"messages": messages})})
    assert READER.recognises(files)
    (message,) = read(READER, files).records
    assert (message.author, message.text) == ("Ann", "hi")


def test_names_of_lists_and_profiles_before_2021() -> None:
    friends = {"friends": [{"name": "Ann", "timestamp": 1675597571}]}
    profile = {"profile": {"name": {"full_name": "Bob"}, "profile_uri": "https://www.facebook.com/bob"}}
    for whole, author, notes in ((friends, "Ann", ("friends",)), (profile, "Bob", ())):
        files = MemoryFiles({"x.json": json.dumps(whole)})
        assert READER.recognises(files)
        (account,) = read(READER, files).records
        assert (account.kind, account.author, account.notes) == ("account", author, notes)


@pytest.mark.parametrize(
    "beside",
    [{"media": {"uri": "a.jpg", "description": "said"}}, {"event": {"name": "said"}}, {"place": {"name": "said"}}],
    ids=["picture", "event", "place"],
)
def test_a_post_without_text_says_what_is_said_of_the_things_beside_it(beside: Any) -> None:
    post = {
        "timestamp": 1,
        "attachments": [{"data": [beside]}],
        "data": [{"update_timestamp": 1}],
        "title": "Ann posted",
    }
    (record,) = read(READER, MemoryFiles({"your_posts_1.json": json.dumps([post])})).records
    assert (record.kind, record.text) == ("post", "said")


def test_a_file_of_facts_alone_is_not_passed_over_in_silence() -> None:
    empty, facts = '{"friends_v2": []}', '{"name": "x", "since": 5}'
    assert read(READER, MemoryFiles({"friends.json": empty, "a.json": facts})).reasons() == {"file-without-entries": 1}


def test_what_was_saved_is_no_post() -> None:
    link = {"data": [{"external_context": {"url": "https://www.facebook.com/reel/5/"}}]}
    saved = {"timestamp": 1, "title": "Ann saved a video.", "attachments": [link]}
    (record,) = read(READER, MemoryFiles({"your_saved_items.json": json.dumps({"saves_v2": [saved]})})).records
    assert (record.kind, record.text, record.url) == (
        "service",
        "Ann saved a video.",
        "https://www.facebook.com/reel/5/",
    )
