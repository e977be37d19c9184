"""Telegram Desktop's HTML: messages with their author, moment, media and bytes; counts that grep agrees with."""

from __future__ import annotations

import html
import subprocess
from pathlib import Path

import pytest
from tests.fakes.exports import MemoryFiles, WasRead, of_sample, places_that_do_not_hold, read, samples_of

from affiant.capture.platform_exports.readers.telegram_html import TelegramHtml
from affiant.core.record import Record

READER = TelegramHtml()
TIME = "15.01.2024 10:00:00 UTC+05:00"


def message(
    number: int = 1,
    *,
    author: str | None = "Ann",
    text: str = "Hello",
    inside: str = "",
    title: str = TIME,
    kind: str = "default clearfix",
) -> str:
    name = f'<div class="from_name">\n{author} \n       </div>' if author else ""
    return (
        f'<div class="message {kind}" id="message{number}"><div class="pull_left userpic_wrap"><div class="initials">\n'
        f'A\n</div></div><div class="body">\n<div class="pull_right date details" title="{title}">\n10:00\n</div>'
        f'{name}{inside}<div class="text">\n{text}\n</div></div></div>\n'
    )


def page(*parts: str, title: str = "A chat") -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title><script>if (a < b) {}</script>'
        f'</head><body><div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\n'
        f'{title}\n</div></div></div><div class="page_body chat_page"><div class="history">{"".join(parts)}'
        "</div></div></div></body></html>"
    )


def chat(*parts: str, **beside: str) -> WasRead:
    files = MemoryFiles({"messages.html": page(*parts), **beside})
    assert READER.recognises(files)
    found = read(READER, files)
    assert places_that_do_not_hold(files, found.records) == []
    return found


def one(**said: str) -> Record:
    (record,) = chat(message(**said)).records  # type: ignore[arg-type]  # the number keeps its default
    return record


@pytest.mark.parametrize("path", samples_of("telegram_html"), ids=lambda path: path.name)
def test_samples_hold_as_many_messages_as_grep_finds(path: Path) -> None:
    found = read(READER, of_sample(path))

    def grep(pattern: str) -> int:
        counted = subprocess.run(["grep", "-c", pattern, path / "messages.html"], capture_output=True, check=True)
        return int(counted.stdout)

    assert found.kinds() == {"message": grep('class="message default')}
    assert found.reasons() == {"day-heading": grep('class="message service" id="message-')}


def test_a_message_says_who_when_what_and_where() -> None:
    record = one(text="I &amp; you<br>and <b>they</b> &#1587;&#x1f600;")
    assert (record.author, record.conversation, record.id) == ("Ann", "A chat", "1")
    assert record.text == "I & you\nand they س😀"
    assert (record.posted_at, record.posted_as) == ("2024-01-15T05:00:00.000Z", TIME)


def test_the_range_is_the_whole_element_in_bytes() -> None:
    parts = [message(1, text="پہلا"), message(2, text="دوسرا <i>x</i>")]
    files = MemoryFiles({"messages.html": page(*parts, title="گروپ")})
    for record, part in zip(read(READER, files).records, parts, strict=True):
        start, length = record.where.start or 0, record.where.length or 0
        assert files.files["messages.html"][start : start + length].decode() == part.rstrip()


def test_joined_messages_have_the_author_of_the_one_before() -> None:
    joined = message(2, author=None, kind="default clearfix joined")
    assert [record.author for record in chat(message(1), joined).records] == ["Ann", "Ann"]


def test_joined_messages_on_the_next_page_too() -> None:
    second = page(message(2, author=None, kind="default clearfix joined"))
    tenth = page(message(3, author="Bob"))
    found = chat(message(1), **{"messages10.html": tenth, "messages2.html": second})
    assert [(record.id, record.author) for record in found.records] == [("1", "Ann"), ("2", "Ann"), ("3", "Bob")]


def test_a_message_without_author_that_is_not_joined_has_none() -> None:
    assert chat(message(1), message(2, author=None)).records[1].author is None


@pytest.mark.parametrize(
    ("title", "at", "note"),
    [
        ("15.01.2024 10:00:00 UTC-08:00", "2024-01-15T18:00:00.000Z", None),
        ("15.01.2020 10:00:00", None, "time-zone-unknown"),
        ("45.13.2024 10:00:00 UTC+05:00", None, "time-unreadable"),
        ("soon", None, "time-unreadable"),
    ],
)
def test_times_with_and_without_offset(title: str, at: str | None, note: str | None) -> None:
    record = one(title=title)
    assert (record.posted_at, record.posted_as) == (at, title)
    assert record.notes == ((note,) if note else ())


def test_forwards_keep_who_sent_them_on_and_when() -> None:
    inside = (
        '<div class="pull_left forwarded userpic_wrap"></div><div class="forwarded body"><div class="from_name">Bob '
        '<span class="date details" title="01.01.2020 00:00:00 UTC+05:00"> 01.01.2020</span></div></div>'
    )
    record = one(inside=inside)
    assert (record.author, record.posted_as, "forwarded" in record.notes) == ("Ann", TIME, True)


def test_replies_point_at_their_message() -> None:
    inside = '<div class="reply_to details">In reply to <a href="#go_to_message77" onclick="x">this</a></div>'
    record = one(inside=inside)
    assert (record.reply_to, record.text, record.media) == ("77", "Hello", ())


def test_media_are_named_and_missing_ones_said() -> None:
    inside = (
        '<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/a&amp;b.jpg"><img src="t.jpg"></a></div>'
    )
    assert chat(message(inside=inside)).records[0].media == ("photos/a&b.jpg",)
    assert "media-not-in-export" in chat(message(inside=inside), **{"css/style.css": ""}).records[0].notes
    assert chat(message(inside=inside), **{"photos/a&b.jpg": "x"}).records[0].notes == ()


def test_media_that_were_left_out_are_said() -> None:
    inside = (
        '<div class="media_wrap"><div class="media clearfix pull_left media_photo"><div class="fill"></div>'
        '<div class="body"><div class="title bold">Photo</div><div class="status details">Not included</div></div>'
        "</div></div>"
    )
    record = one(inside=inside, text="")
    assert (record.text, record.media, record.notes) == ("", (), ("media-omitted",))


def test_polls_and_calls_can_be_found() -> None:
    poll = (
        '<div class="media_wrap"><div class="media_poll"><div class="question bold">Which?</div>'
        '<div class="details">Anonymous poll</div><div class="answer">- This <span class="details">3</span></div>'
        "</div></div>"
    )
    assert "Which?\n- This" in one(inside=poll, text="").text
    call = (
        '<div class="media_wrap"><div class="media clearfix media_call"><div class="body">'
        '<div class="title bold">Bob</div><div class="status details">Outgoing (15 seconds)</div></div></div></div>'
    )
    record = one(inside=call, text="")
    assert (record.text, record.notes) == ("Bob\nOutgoing (15 seconds)", ("text-from-fields",))


def test_lines_of_telegram_are_service_and_headings_of_days_are_counted() -> None:
    lines = [
        f'<div class="message service" id="message{n}"><div class="body details">\n{text}\n</div></div>'
        for n, text in ((-1, "15 January 2024"), (5, "Ann joined"))
    ]
    found = chat(*lines)
    assert [(record.kind, record.text, record.author) for record in found.records] == [("service", "Ann joined", None)]
    assert found.reasons() == {"day-heading": 1}


def test_the_face_of_a_person_is_no_media_of_the_message() -> None:
    face = '<div class="userpic_wrap"><a class="userpic_link" href="profile_pictures/a.jpg"><img src="a.jpg"></a></div>'
    assert one(inside=face).media == ()


def test_links_in_a_text_are_no_media() -> None:
    assert one(text='see <a href="photos/x.jpg">this</a>').media == ()


def test_whole_accounts_have_a_title_for_each_chat_and_say_what_was_not_read() -> None:
    files = MemoryFiles(
        {
            "chats/chat_001/messages.html": page(message(1), title="First"),
            "chats/chat_002/messages.html": page(message(1), title="Second"),
            "export_results.html": "<html></html>",
            "lists/contacts.html": "<html></html>",
        }
    )
    found = read(READER, files)
    assert [record.conversation for record in found.records] == ["First", "Second"]
    assert found.reasons() == {"file-not-read": 2}


def test_a_page_that_ends_in_the_middle_keeps_what_is_whole() -> None:
    data = page(*(message(n) for n in range(50)))
    found = read(READER, MemoryFiles({"messages.html": data[: len(data) // 2]}))
    assert 0 < len(found.records) < 50
    assert found.reasons() == {"file-cut-off": 1}


@pytest.mark.parametrize(
    ("inside", "reason"), [("<div>" * 600, "file-too-deep"), ("< " * 600, "file-damaged")], ids=["deep", "broken"]
)
def test_a_page_that_no_program_writes_says_what_is_wrong(inside: str, reason: str) -> None:
    found = chat(message(1), message(2, inside=inside))
    assert [record.id for record in found.records] == ["1"]
    assert found.reasons() == {reason: 1}


def test_a_page_larger_than_any_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("affiant.capture.platform_exports.readers.telegram_html.MAX_PAGE", 100)
    assert chat(message()).reasons() == {"file-too-large": 1}


def test_generated_pages_in_urdu_with_marks_have_every_message() -> None:
    texts = [f"\u202bپیغام <x> \u200f۱۲۳ {number}\u202c" for number in range(1_000)]
    found = chat(*(message(n, author="صارف\u200f", text=html.escape(text)) for n, text in enumerate(texts)))
    assert [record.text for record in found.records] == texts
    assert {record.author for record in found.records} == {"صارف\u200f"}


def test_a_page_cut_down_to_its_messages_is_recognised() -> None:
    files = MemoryFiles({"messages.html": f'<html><body><div class="history">{message()}</div></body></html>'})
    assert READER.recognises(files)
    assert [one.author for one in read(READER, files).records] == ["Ann"]
