"""Telegram Desktop's JSON: one chat or a whole account, and counts that jq agrees with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.exports import MemoryFiles, WasRead, of_sample, places_that_do_not_hold, read, samples_of

from affiant.capture.platform_exports.readers.telegram_json import TelegramJson
from affiant.core.record import Record

READER = TelegramJson()
PATHS = samples_of("telegram_json")


def chat(*messages: Any, **fields: Any) -> WasRead:
    whole = {"name": "Ann", "type": "personal_chat", "id": 7, "messages": list(messages)} | fields
    files = MemoryFiles({"result.json": json.dumps(whole, ensure_ascii=False)})
    assert READER.recognises(files)
    found = read(READER, files)
    assert places_that_do_not_hold(files, found.records) == []
    return found


def one(**fields: Any) -> Record:
    message = {"id": 1, "type": "message", "date": "2024-01-15T10:00:00", "from": "Ann", "from_id": "user7", "text": ""}
    return chat(message | fields).records[0]


def jq(program: str, path: Path) -> int:
    file = path if path.is_file() else path / "result.json"
    return int(subprocess.run(["jq", program, file], capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_samples_hold_as_many_entries_as_jq_counts(path: Path) -> None:
    found = read(READER, of_sample(path))
    every = "[.. | objects | .messages? // empty | .[]]"
    assert found.kinds().get("message", 0) == jq(f'{every} | map(select(.type == "message")) | length', path)
    assert found.kinds().get("service", 0) == jq(f'{every} | map(select(.type == "service")) | length', path)
    people = "[.personal_information? // empty] + [.contacts?.list[]?] + [.frequent_contacts?.list[]?] | length"
    assert found.kinds().get("account", 0) == jq(people, path)
    assert found.kinds().get("media", 0) == jq("[.profile_pictures[]?] | length", path)
    texts = len(list(path.rglob("*.txt")))
    assert found.reasons() == ({"file-not-read": texts} if texts else {})


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_moments_are_those_of_unixtime_and_nothing_else(path: Path) -> None:
    found = read(READER, of_sample(path))
    dated = [record for record in found.records if record.posted_at is not None]
    assert len(dated) == jq("[.. | objects | select(.date_unixtime? and .date?)] | length", path)
    assert all(
        "time-zone-unknown" in record.notes for record in found.records if record.posted_as and not record.posted_at
    )


def test_the_moment_is_counted_and_the_local_time_is_as_written() -> None:
    record = one(date="2023-08-23T13:11:23", date_unixtime="1692821483")
    assert (record.posted_at, record.posted_as) == ("2023-08-23T20:11:23.000Z", "2023-08-23T13:11:23")
    assert "time-zone-unknown" not in record.notes


@pytest.mark.parametrize("wrong", ["soon", "99999999999999999999", {"a": 1}, -(10**30), "2023-13-45T99:00:00"])
def test_a_time_that_is_none_is_said(wrong: object) -> None:
    record = chat({"id": 1, "type": "message", "date": wrong, "date_unixtime": wrong, "text": "x"}).records[0]
    assert (record.posted_at, record.text) == (None, "x")
    assert "time-unreadable" in record.notes


def test_text_is_put_together_from_its_entities() -> None:
    text = ["see ", {"type": "link", "text": "example.com"}, {"type": "bold", "text": "!"}]
    assert one(text=text).text == "see example.com!"
    assert one(text="", text_entities=[{"type": "plain", "text": "سلام"}]).text == "سلام"


def test_forwards_replies_edits_and_bots_are_said() -> None:
    record = one(forwarded_from="Bob", reply_to_message_id=12, edited="2024-01-16T00:00:00", via_bot="@bot")
    assert record.reply_to == "12"
    assert {"forwarded", "edited", "via-bot"} <= set(record.notes)
    assert "edited" not in one(edited="1970-01-01T05:00:00").notes


def test_polls_contacts_and_places_can_be_found() -> None:
    poll = one(poll={"question": "Which?", "answers": [{"text": "This"}, {"text": "That"}]})
    assert poll.text == "Which?\nThis\nThat"
    assert "Ann" in one(contact_information={"first_name": "Ann", "phone_number": "+1"}).text
    assert "41.328109" in one(location_information={"latitude": 41.328109, "longitude": 69.3}).text


def test_media_that_the_export_left_out_or_lost_are_said() -> None:
    left_out = one(photo="(File not included. Change data exporting settings to download.)")
    assert (left_out.media, "media-omitted" in left_out.notes) == ((), True)
    message = {"id": 1, "type": "message", "date": "2024-01-15T10:00:00", "text": "", "photo": "photos/a.jpg"}
    whole = json.dumps({"name": "A", "type": "personal_chat", "id": 1, "messages": [message]})
    with_it = MemoryFiles({"chat/result.json": whole, "chat/photos/a.jpg": b"x"})
    without = MemoryFiles({"chat/result.json": whole, "photos/a.jpg": b"x"})
    assert read(READER, with_it).records[0].notes == ("time-zone-unknown",)
    assert "media-not-in-export" in read(READER, without).records[0].notes


def test_posts_of_a_channel_are_posts_and_lines_of_telegram_are_service() -> None:
    found = chat(
        {"id": 1, "type": "message", "date": "2024-01-15T10:00:00", "from": "News", "text": "a"},
        {
            "id": 2,
            "type": "service",
            "date": "2024-01-15T10:00:00",
            "actor": "News",
            "action": "pin_message",
            "text": "",
        },
        type="public_channel",
    )
    assert [record.kind for record in found.records] == ["post", "service"]
    assert found.records[1].text == "action: pin_message"


def test_reactions_with_a_name_are_records_of_their_own() -> None:
    recent = [{"from": "Bob", "from_id": "user9", "date": "2024-01-15T10:01:00"}]
    reactions = [{"type": "emoji", "count": 3, "emoji": "👍", "recent": recent}]
    found = chat({"id": 5, "type": "message", "date": "2024-01-15T10:00:00", "text": "a", "reactions": reactions})
    (reaction,) = found.of("reaction")
    assert (reaction.author, reaction.text, reaction.reply_to) == ("Bob", "👍", "5")


def test_bad_entries_are_counted_and_the_others_stand() -> None:
    good = {"id": 1, "type": "message", "date": "2024-01-15T10:00:00", "text": "a"}
    found = chat(7, good, None, [], {}, {"id": 2, "type": "unsupported"}, "x", good)
    assert found.kinds() == {"message": 2}
    assert found.reasons() == {"entry-without-form": 5, "kind-not-read": 1}


def test_an_export_that_ends_in_the_middle_keeps_what_is_whole() -> None:
    data = json.dumps(
        {"name": "A", "type": "personal_chat", "id": 1, "messages": [{"id": n, "type": "message"} for n in range(50)]}
    )
    found = read(READER, MemoryFiles({"result.json": data[:-200]}))
    assert 0 < found.kinds()["message"] < 50
    assert found.reasons() == {"file-cut-off": 1}


def test_half_of_a_surrogate_pair_is_kept_readable() -> None:
    files = MemoryFiles(
        {"result.json": '{"name":"A","type":"bot_chat","id":1,"messages":[{"id":1,"date":"x","text":"\\ud83d!"}]}'}
    )
    (record,) = read(READER, files).records
    assert (record.text, "surrogates-escaped" in record.notes) == (r"\ud83d!", True)


def test_generated_chats_in_urdu_and_arabic_digits_have_every_message() -> None:
    messages = [
        {
            "id": n,
            "type": "message",
            "date": "2024-01-15T10:00:00",
            "from": "\u202bصارف\u202c",
            "text": f"پیغام \u200f۱۲۳ {n}",
        }
        for n in range(1_000)
    ]
    found = chat(*messages, name="گروپ")
    assert [record.text for record in found.records] == [message["text"] for message in messages]
    assert {record.author for record in found.records} == {"\u202bصارف\u202c"}
    assert {record.conversation for record in found.records} == {"گروپ"}


@pytest.mark.parametrize(
    "data",
    ['{"messages": [{"text": "a"}], "type": "thread"}', '[{"text": "a"}]', '{"about": "x"}', '{"data": {"id": "1"}}'],
)
def test_other_json_is_not_taken(data: str) -> None:
    files = MemoryFiles({"result.json": data})
    assert not READER.recognises(files)
    assert read(READER, files).failed is not None


SHORT = {"type": "message", "date_unixtime": "1544006350", "from": "Ann", "text": "hi"}


@pytest.mark.parametrize(
    "whole",
    [{"chats": {"list": [{"name": "Ann", "messages": [SHORT]}]}}, {"name": "Ann", "messages": [SHORT]}],
    ids=["account", "chat"],
)
def test_exports_shortened_to_their_messages_are_read(whole: Any) -> None:
    files = MemoryFiles({"export.json": json.dumps(whole)})
    assert READER.recognises(files)
    (message,) = read(READER, files).records
    assert (message.author, message.text, message.conversation) == ("Ann", "hi", "Ann")
    assert message.posted_at == "2018-12-05T10:39:10.000Z"


def test_stickers_and_voice_messages_can_be_found_by_what_they_are() -> None:
    sticker, voice = one(media_type="sticker", sticker_emoji="✌"), one(media_type="voice_message", duration_seconds=5)
    assert sticker.text == "media_type: sticker\nsticker_emoji: ✌"
    assert "text-from-fields" in sticker.notes
    assert voice.text == "media_type: voice_message\nduration_seconds: 5"
    assert one(media_type="video_file", text="said").text == "said"
