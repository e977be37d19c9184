"""Google Takeout: activity and the YouTube part. Local times are never taken for moments."""

from __future__ import annotations

import io
import json
import subprocess

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, of_sample, read
from tests.fakes.made_exports import URDU, youtube_takeout

from affiant.capture.platform_exports import html_cells
from affiant.capture.platform_exports.readers.youtube_takeout import YoutubeTakeout
from affiant.capture.platform_exports.takeout_html import MARK, START, page_time
from affiant.capture.platform_exports.takeout_rows import said_in

READER = YoutubeTakeout()


def test_samples_hold_as_many_entries_as_grep_and_jq_count() -> None:
    folder = SAMPLES / "youtube/takeout"
    if not folder.is_dir():
        pytest.skip("no samples")
    found = read(READER, of_sample(folder))
    counted = {
        "MyActivity.html": ["grep", "-c", 'class="outer-cell', folder / "MyActivity.html"],
        "MyActivity.json": ["jq", "length", folder / "MyActivity.json"],
    }
    for name, command in counted.items():
        number = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        assert sum(one.where.file == name for one in found.records) == number
    assert [one.where.file for one in found.skipped] == ["BrowserHistory.json"]


def test_all_parts() -> None:
    found = read(READER, youtube_takeout())
    assert found.kinds() == {"comment": 2, "service": 7, "message": 1, "account": 1}
    assert found.reasons() == {"file-not-read": 1}


def test_comments_in_both_forms_of_their_text() -> None:
    first, second = read(READER, youtube_takeout()).of("comment")
    assert (first.text, first.id, first.author_id, first.conversation) == (f"{URDU}\n!", "Ugx1", "UC9", "qgylp3Td1Bw")
    assert first.text_as_stored is not None
    assert (second.text, second.text_as_stored, second.reply_to) == ('plain,\r\nwith "quotes"', None, "Ugx1")
    assert first.posted_at == "2025-02-11T19:04:00.000Z"


def test_rows_have_their_bytes() -> None:
    files = youtube_takeout()
    for one in read(READER, files).of("comment"):
        data = files.files[one.where.file][one.where.start or 0 :][: one.where.length]
        assert data.decode().startswith(f"{one.id},UC9,")
        assert data.endswith(b"\r\n")


def test_cells_say_what_was_done_and_when() -> None:
    with_offset, with_letters, in_arabic = (
        one for one in read(READER, youtube_takeout()).records if ".html" in one.where.file
    )
    assert with_offset.text == f"Watched {URDU} & so\nچینل"
    assert with_offset.url == "https://www.youtube.com/watch?v=1"
    assert with_offset.posted_at == "2025-11-13T16:20:57.000Z"
    assert (with_letters.posted_at, with_letters.posted_as) == (None, "Jul 1, 2024, 11:15:00 PM PDT")
    assert "time-zone-unknown" in with_letters.notes
    assert in_arabic.posted_at is None
    assert "time-unreadable" in in_arabic.notes


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Nov 13, 2025, 12:00:01 AM UTC", "2025-11-13T00:00:01.000Z"),
        ("Nov 13, 2025, 12:00:01\u202fPM UTC", "2025-11-13T12:00:01.000Z"),
        ("Nov 13, 2025, 1:00:01 AM GMT-3", "2025-11-13T04:00:01.000Z"),
        ("Nov 13, 2025, 1:00:01 AM IST", None),
        ("Feb 30, 2025, 1:00:01 AM UTC", None),
        ("13 Nov 2025, 01:00:01 UTC", "2025-11-13T01:00:01.000Z"),
        ("13 Nov 2025, 01:00:01 GMT+05:30", "2025-11-12T19:30:01.000Z"),
        ("13 Sept 2025, 01:00:01 UTC", "2025-09-13T01:00:01.000Z"),
        ("13 Nov 2025, 01:00:01 AEDT", None),
        ("13.11.2025, 01:00:01 UTC", None),
    ],
)
def test_times_of_pages(written: str, moment: str | None) -> None:
    assert page_time(written).posted_at == moment
    assert page_time(written).posted_as == written


@pytest.mark.parametrize("chunk", [1, 5, 23, 64, 1 << 18])
def test_cells_are_cut_alike_at_any_chunk_size(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_cells, "CHUNK", chunk)
    monkeypatch.setattr(html_cells, "MAX_CELL", 200)
    monkeypatch.setattr(html_cells, "LONGEST_MARK", 40)
    parts = [MARK + b'x">' + letter * size for letter, size in ((b"a", 10), (b"b", 500), (b"c", 20), (b"d", 300))]
    page = b"<html>" + b" " * 700 + b"".join(parts)
    found = list(html_cells.cells(io.BytesIO(page), START))
    assert [page[start : start + length] for start, length, _ in found] == parts
    assert [data for _, _, data in found] == [parts[0], None, parts[2], None]


def test_a_cell_of_broken_tags_is_skipped() -> None:
    cells_of = [
        MARK + b'mdl-cell"><div class="content-cell">' + text for text in (b"good<br>", b"<1>" * 5_000, b"<div>")
    ]
    found = read(READER, MemoryFiles({"MyActivity.html": b"".join(cells_of)}))
    assert [one.text for one in found.records] == ["good"]
    assert found.reasons() == {"entry-without-form": 2}


def test_rows_that_are_none_are_skipped() -> None:
    long = b'"' + b"x" * 200_000 + b'"'
    data = b"Channel Id,Channel Url,Channel Title\nUC1,u,t\n" + long + b"\nUC2,u,\xff\n"
    found = read(READER, MemoryFiles({"subscriptions.csv": data}))
    assert [one.id for one in found.records] == ["UC1", "UC2"]
    assert found.reasons() == {"entry-not-csv": 1}


def test_older_subscriptions_in_the_form_of_the_api() -> None:
    entry = '{"kind": "youtube#subscription", "snippet": {"title": "t", "resourceId": {"channelId": "UC1"}}}'
    files = MemoryFiles({"subscriptions.json": f"[{entry}, 5, {{}}]"})
    assert READER.recognises(files)
    found = read(READER, files)
    assert [one.id for one in found.of("account")] == ["UC1"]
    assert found.reasons() == {"entry-without-form": 2}


def test_a_local_time_of_a_page_in_british_order_is_no_unreadable_one() -> None:
    assert page_time("13 Nov 2025, 01:00:01 AEDT").notes == ("time-zone-unknown",)


def test_a_page_whose_style_alone_is_longer_than_a_head_is_recognised() -> None:
    cell = (
        '<div class="outer-cell mdl-cell"><div class="mdl-grid"><div class="header-cell"><p>YouTube<br></p></div>'
        '<div class="content-cell mdl-cell">Watched <a href="https://www.youtube.com/watch?v=1">x</a><br>'
        "13 Nov 2025, 01:00:01 GMT</div></div></div>"
    )
    style = ".mdl-color-text--red{color:#f44336 !important}" * 3_200
    files = MemoryFiles(
        {"watch-history.html": f"<html><head><style>{style}</style></head><body>{cell * 3}</body></html>"}
    )
    assert READER.recognises(files)
    found = read(READER, files)
    assert [one.posted_at for one in found.records] == ["2025-11-13T01:00:01.000Z"] * 3


@pytest.mark.parametrize("columns", ["Kanal-ID,Kanal-URL,Kanaltitel", "معرّف القناة,عنوان URL للقناة,عنوان القناة"])
def test_subscriptions_in_another_language_are_read(columns: str) -> None:
    number = "UC0123456789abcdefghijkl"
    row = f'{number},http://www.youtube.com/channel/{number},"A, B"'
    files = MemoryFiles({"Abos.csv": f"{columns}\r\n{row}\r\n\r\n"})
    assert READER.recognises(files)
    (account,) = read(READER, files).records
    assert (account.kind, account.author, account.author_id) == ("account", "A, B", number)
    assert account.url == f"http://www.youtube.com/channel/{number}"
    assert not READER.recognises(MemoryFiles({"x.csv": f"{columns}\r\na,b,c\r\n"}))


def test_a_link_in_a_comment_is_part_of_its_text() -> None:
    assert said_in('{"takeoutSegments":[{"text":"see "},{"link":{"linkUrl":"https://x.org"}}]}') == "see https://x.org"
    assert said_in('{"text":"a\nb"},{"text":"c"}') == "a\nbc"


def test_where_something_was_done_can_be_found() -> None:
    area = {"name": "Around this area", "url": "https://www.google.com/maps/@?center=31.5,74.3", "source": "Home"}
    done = {"header": "Search", "title": "Searched for x", "time": "2019-05-30T15:37:14.947Z", "locationInfos": [area]}
    files = MemoryFiles({"My Activity.json": json.dumps([done])})
    assert READER.recognises(files)
    (record,) = read(READER, files).records
    assert record.text == "Searched for x\nAround this area https://www.google.com/maps/@?center=31.5,74.3"
