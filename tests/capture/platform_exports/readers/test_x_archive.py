"""X's data archive: the lists in its scripts, each entry counted one way or the other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, of_sample, places_that_do_not_hold, read
from tests.fakes.made_exports import URDU, x_archive

from affiant.capture.platform_exports.readers.x_archive import XArchive
from affiant.core.record import Record

READER = XArchive()


def entries_of(files: MemoryFiles) -> int:
    """Entries of all lists, by the standard library."""
    lists = [data.partition(b"=")[2] for name, data in files.files.items() if name.endswith(".js")]
    return sum(len(json.loads(one)) for one in lists)


def tweet(**fields: Any) -> Record:
    entry = {"id_str": "1", "created_at": "Wed Oct 10 20:19:24 +0530 2018", "full_text": "x"} | fields
    (record,) = read(
        READER, MemoryFiles({"t.js": f"window.YTD.tweet.part0 = {json.dumps([{'tweet': entry}])}"})
    ).records
    return record


@pytest.mark.parametrize("folder", ["knowledgemaxxing", "twitter-to-sqlite"])
def test_samples_read_and_skipped_add_up_to_the_entries_found(folder: str) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("no samples")
    files = of_sample(SAMPLES / "x/archive" / folder)
    found = read(READER, files)
    unread_files = sum(one.count for one in found.skipped if one.reason == "file-not-read")
    assert len(found.records) + sum(found.reasons().values()) - unread_files == entries_of(files)
    assert unread_files == sum(name.endswith(".json") for name in files.names())


def test_all_parts_of_an_archive() -> None:
    found = read(READER, x_archive())
    assert found.kinds() == {"account": 2, "post": 6, "message": 1, "reaction": 1, "service": 2}
    assert found.reasons() == {"kind-not-read": 2, "file-missing": 1, "file-not-read": 1}
    missing = next(one for one in found.skipped if one.reason == "file-missing")
    assert missing.where.path == "$['dataTypes']['moment']['files'][0]"


def test_posts_are_the_owners_and_name_their_files() -> None:
    first = read(READER, x_archive()).of("post")[2]
    assert first.text == URDU
    assert (first.author, first.author_id) == (f"{URDU} (@simonw)", "12497")
    assert first.media == ("https://pbs.twimg.com/media/a.jpg", "data/tweets_media/1700000000000000001-a.jpg")


def test_deleted_posts_and_the_oldest_times() -> None:
    gone = read(READER, x_archive()).of("post")[0]
    assert gone.notes == ("deleted-in-export",)
    assert gone.id == "5"
    assert (gone.posted_at, gone.posted_as) == ("2014-02-03T10:20:30.000Z", "2014-02-03 10:20:30 +0000")


def test_escapes_are_undone_once_and_the_stored_form_kept() -> None:
    gone = read(READER, x_archive()).of("post")[0]
    assert (gone.text, gone.text_as_stored) == ("a &lt; b", "a &amp;lt; b")


def test_messages_and_reactions_know_their_conversation() -> None:
    files = x_archive()
    found = read(READER, files)
    message, reaction = found.of("message")[0], found.of("reaction")[0]
    assert (message.id, message.author_id, message.text) == ("900", "12497", URDU)
    assert message.posted_at == "2020-01-02T03:04:05.678Z"
    assert message.conversation == reaction.conversation == "20-12497"
    assert (reaction.reply_to, reaction.author_id, reaction.text) == ("900", "20", "like")
    assert places_that_do_not_hold(files, found.records) == []


def test_conversations_without_form_are_skipped_each() -> None:
    talks = [
        {"dmConversation": {"conversationId": "1", "messages": [5, {}, {"messageCreate": {"id": "2", "text": "hi"}}]}},
        {"dmConversation": {"conversationId": "2", "messages": []}},
        {"dmConversation": {"messages": 7}},
        {"dmConversation": 8},
        {"other": {"a": 1}},
        9,
    ]
    found = read(READER, MemoryFiles({"direct-messages.js": f"window.YTD.direct_messages.part0 = {json.dumps(talks)}"}))
    assert [one.text for one in found.records] == ["hi"]
    assert [one.where.path for one in found.skipped] == [
        "$[0]['dmConversation']['messages'][0]",
        "$[0]['dmConversation']['messages'][1]",
        "$[2]['dmConversation']['messages']",
        "$[3]['dmConversation']",
        "$[4]['other']",
        "$[5]",
    ]


def test_the_zone_of_a_post_is_reckoned_with() -> None:
    assert tweet().posted_at == "2018-10-10T14:49:24.000Z"


@pytest.mark.parametrize("when", ["Wed Foo 10 20:19:24 +0000 2018", "Wed Feb 31 20:19:24 +0000 2018", "yesterday"])
def test_times_that_are_none_are_said(when: str) -> None:
    record = tweet(created_at=when)
    assert (record.posted_at, record.posted_as, record.notes) == (None, when, ("time-unreadable",))


def test_ids_in_numbers_keep_every_digit() -> None:
    assert tweet(id_str=None, id=1169246717864136705).id == "1169246717864136705"


def test_archives_of_before_2018() -> None:
    entry = {"id_str": "1", "text": "hi", "user": {"name": "A"}}
    files = MemoryFiles({"data/js/tweets/2014_01.js": f"Grailbird.data.tweets_2014_01 = \n {json.dumps([entry])}"})
    assert READER.recognises(files)
    (record,) = read(READER, files).records
    assert (record.text, record.author, record.where.path) == ("hi", "A", "$[0]")


def test_what_has_no_form_of_an_entry_is_skipped() -> None:
    found = read(READER, MemoryFiles({"a.js": 'window.YTD.like.part0 = [ 5, {}, {"like": null}, {"like": {}} ]'}))
    assert (len(found.records), found.reasons()) == (1, {"entry-without-form": 3})


def test_a_script_of_another_kind_is_named() -> None:
    files = x_archive()
    files.files["data/other.js"] = b"let a = 1;"
    assert [one.where.file for one in read(READER, files).skipped if one.reason == "file-not-read"] == [
        "data/other.js",
        "Your archive.html",
    ]


def test_posts_without_a_wrapper_as_archives_had_them_until_2020() -> None:
    entry = {"id_str": "1", "created_at": "Wed Oct 10 20:19:24 +0000 2018", "full_text": "x", "retweeted": False}
    files = MemoryFiles({"tweet.js": f"window.YTD.tweet.part0 = {json.dumps([entry, {'tweet': entry}, {}])}"})
    assert READER.recognises(files)
    found = read(READER, files)
    assert [(one.id, one.text, one.where.path) for one in found.records] == [
        ("1", "x", "$[0]"),
        ("1", "x", "$[1]['tweet']"),
    ]
    assert found.reasons() == {"entry-without-form": 1}
    assert places_that_do_not_hold(files, found.records) == []
