"""WhatsApp chats: every form of line, dates that say their order or do not, and counts that grep agrees with."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.fakes.exports import MemoryFiles, WasRead, of_sample, places_that_do_not_hold, read, samples_of

from affiant.capture.platform_exports.readers.whatsapp import WhatsApp
from affiant.core.record import Skipped, Where

READER = WhatsApp()
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
EXTENDED = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def chat(*lines: str, name: str = "_chat.txt", end: str = "\n") -> WasRead:
    files = MemoryFiles({name: end.join(lines) + end})
    assert READER.recognises(files)
    found = read(READER, files)
    assert found.failed is None
    assert places_that_do_not_hold(files, found.records) == []
    return found


@pytest.mark.parametrize("path", samples_of("whatsapp"), ids=lambda path: path.parent.name)
def test_samples_hold_as_many_messages_as_grep_finds(path: Path) -> None:
    files = of_sample(path)
    name = files.names()[0]
    whole = path if path.is_file() else path / name
    pattern = r"^[^0-9a-z]{0,5}[0-9]{1,4}[./][0-9]{1,2}[./][0-9]{1,4},? [0-9]{1,2}:[0-9]{2}"
    counted = subprocess.run(["grep", "-cP", pattern, whole], capture_output=True, text=True, check=True)
    found = read(READER, files)
    assert len(found.records) == int(counted.stdout)
    assert found.reasons() == {}


@pytest.mark.parametrize(
    ("line", "when", "author", "text"),
    [
        ("[05.05.23, 15:48:11] James: Hi here", "05.05.23, 15:48:11", "James", "Hi here"),
        ("1/23/23, 3:19\u202fAM - User 2: Bye!", "1/23/23, 3:19\u202fAM", "User 2", "Bye!"),
        ("[21:10, 1/15/2023] +92 300 0000000: Hello", "21:10, 1/15/2023", "+92 300 0000000", "Hello"),
        ("[2023/5/4, 16:13:23] ~\u202fUser: See you!", "2023/5/4, 16:13:23", "~\u202fUser", "See you!"),
        ("2024/1/15 上午9:41 - 李: 你好", "2024/1/15 上午9:41", "李", "你好"),
        ("2024. 1. 15. 오전 9:41 - 김: 안녕", "2024. 1. 15. 오전 9:41", "김", "안녕"),
        ("15.1.2024 klo 9.41 - Matti: moi", "15.1.2024 klo 9.41", "Matti", "moi"),
        ("15/01/2024, 9:41 p.\u00a0m. - Juan: hola", "15/01/2024, 9:41 p.\u00a0m.", "Juan", "hola"),
        ("15/01/2024 à 09:41 - Zoé: salut", "15/01/2024 à 09:41", "Zoé", "salut"),
        ("\u200f١٥\u200f/١\u200f/٢٠٢٤، ٩:٤١ ص - أحمد: مرحبا", "١٥\u200f/١\u200f/٢٠٢٤، ٩:٤١ ص", "أحمد", "مرحبا"),
        ("۱۵/۱/۲۴، ۹:۴۱ قبل دوپہر - احمد: سلام", "۱۵/۱/۲۴، ۹:۴۱ قبل دوپہر", "احمد", "سلام"),
        ("\u202b[15/01/24, 9:41:00 AM] \u202a+92 300 1\u202c: x\u202c", "15/01/24, 9:41:00 AM", "+92 300 1", "x\u202c"),
        ("15.01.24, 21:41:05: Jo: hi: you", "15.01.24, 21:41:05", "Jo", "hi: you"),
        ("15/01/24, 9:41:05 PM: Jo: hi", "15/01/24, 9:41:05 PM", "Jo", "hi"),
        ("21:41, 15/01/2024 - Anh: chào", "21:41, 15/01/2024", "Anh", "chào"),
        ("[21:41:05 15/1/24] Anh: chào", "21:41:05 15/1/24", "Anh", "chào"),
        ("ÖS 9:41, 15.01.2024 - Ali: selam", "ÖS 9:41, 15.01.2024", "Ali", "selam"),
        ("15.01.24 г., 21:41 ч. - Иван: здрасти", "15.01.24 г., 21:41 ч.", "Иван", "здрасти"),
        ("2024-01-15 21 h 41 - Zoé: salut", "2024-01-15 21 h 41", "Zoé", "salut"),
        ("[2024-01-15 21 h 41 min 05 s] Zoé: salut", "2024-01-15 21 h 41 min 05 s", "Zoé", "salut"),
        ("15/01/24, 9:41 अपराह्न - अमित: नमस्ते", "15/01/24, 9:41 अपराह्न", "अमित", "नमस्ते"),
        ("15/1/24, பிற்பகல் 9:41 - குமார்: வணக்கம்", "15/1/24, பிற்பகல் 9:41", "குமார்", "வணக்கம்"),
        ("[1/15/2567 BE, 21:41:05] Jo: hi", "1/15/2567 BE, 21:41:05", "Jo", "hi"),
        ("2024年1月15日 下午9:41 - 李: 你好", "2024年1月15日 下午9:41", "李", "你好"),
        ("15/01/24, 09:41 - a:b: c: d", "15/01/24, 09:41", "a:b", "c: d"),
        ("15/01/24, 09:41 - Ann:", "15/01/24, 09:41", "Ann", ""),
    ],
)
def test_every_known_form_of_a_line(line: str, when: str, author: str, text: str) -> None:
    (record,) = chat(line).records
    assert (record.posted_as, record.author, record.text, record.posted_at) == (when, author, text, None)
    assert "time-zone-unknown" in record.notes


@pytest.mark.parametrize(
    "line", ["hello 1/2/3", "[note] see 1/2/2023, 10:00 - x", "99/99/9999, 10:00 - a: b", "1-2 - 3"]
)
def test_other_lines_begin_no_message(line: str) -> None:
    assert not READER.recognises(MemoryFiles({"_chat.txt": line}))
    assert [one.text for one in chat("1/2/23, 10:00 - a: b", line).records] == [f"b\n{line}"]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (("3/4/23", "5/6/23"), "date-order-ambiguous"),
        (("3/4/23", "13/6/23"), "date-order-day-first"),
        (("3/4/23", "6/13/23"), "date-order-month-first"),
        (("3/4/23", "6/13/23", "13/6/23"), "date-order-mixed"),
        (("3/4/23", "13/6/2023"), "date-order-ambiguous"),
        (("2023/3/4", "2023/5/6"), "date-order-year-first"),
    ],
    ids=["nothing tells", "a day", "a month", "both", "another shape", "year"],
)
def test_the_order_of_dates_is_found_in_the_whole_file_or_said_to_be_open(dates: tuple[str, ...], order: str) -> None:
    first = chat(*(f"{date}, 10:00 - a: b" for date in dates)).records[0]
    assert order in first.notes
    assert first.posted_at is None


def test_a_date_that_reads_the_same_both_ways_is_not_called_ambiguous() -> None:
    assert chat("5/5/23, 10:00 - a: b").records[0].notes == ("time-zone-unknown",)


def test_years_of_another_calendar_are_said() -> None:
    assert "calendar-not-gregorian" in chat("1402/10/25, 10:00 - a: b").records[0].notes
    assert "calendar-not-gregorian" in chat("15/1/2567, 10:00 - a: b").records[0].notes


def test_a_pasted_log_inside_of_a_message_begins_no_message() -> None:
    log = ("13/02/23 10:00:00: job: started", "14/02/23 10:00:00: job: done")
    (one,) = chat("1/2/23, 10:00 - a: look", *log).records
    assert (one.author, one.text) == ("a", "\n".join(("look", *log)))
    assert "date-order-ambiguous" in one.notes


def test_the_log_of_a_program_is_no_chat() -> None:
    for line in ("2024-01-15 10:00:00: ERROR: no", "15/01/24 10:00:00 ERROR: no: nothing", "15.01.24 10:00 ERROR: x"):
        assert not READER.recognises(MemoryFiles({"server.txt": f"{line}\n" * 50}))


def test_a_chat_cut_out_of_a_longer_one_is_a_chat_and_its_first_line_is_counted() -> None:
    found = chat("end of a message", *(f"1/2/23, 10:0{minute} - a: b" for minute in range(4)))
    assert (len(found.records), found.reasons()) == (4, {"line-without-message": 1})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_messages_of_several_lines_keep_their_range(end: str) -> None:
    lines = ("\ufeff[15/01/24, 9:41:00] A: one", "", "two", "\u200e[15/01/24, 9:42:00] B: three", "")
    data = end.join(lines).encode()
    files = MemoryFiles({"_chat.txt": data})
    found = read(READER, files)
    assert [one.text for one in found.records] == ["one\n\ntwo", "three"]
    first, second = (one.where for one in found.records)
    assert data[first.start : (first.start or 0) + (first.length or 0)].decode() == end.join(lines[:3])[1:]
    assert data[second.start : (second.start or 0) + (second.length or 0)].decode() == lines[3]


def test_lines_of_the_platform_are_told_from_messages() -> None:
    found = chat(
        "15/01/24, 09:41 - Messages and calls are end-to-end encrypted.",
        '15/01/24, 09:41 - Ann changed the subject from "A: b" to "C: d"',
        "15/01/24, 09:41 - Ann: fine",
    )
    assert [(one.kind, one.author) for one in found.records] == [
        ("service", None),
        ("service", None),
        ("message", "Ann"),
    ]
    iphone = chat("[15/01/24, 9:41:00] Group: \u200eAnn created this group", "[15/01/24, 9:41:00] Ann: \u200fسلام")
    assert [one.kind for one in iphone.records] == ["service", "message"]


def test_polls_and_places_of_an_iphone_are_of_the_person() -> None:
    found = chat(
        "[15/01/24, 9:41:00] Ann: \u200ePOLL:",
        "When?",
        "\u200eOPTION: Now (1 vote)",
        "[15/01/24, 9:42:00] Ann: \u200eLocation: https://maps.example/?q=1,2",
    )
    assert [one.kind for one in found.records] == ["message", "message"]


@pytest.mark.parametrize(
    ("line", "media"),
    [
        ("15/01/24, 09:41 - A: IMG-20240115-WA0000.jpg (file attached)", "IMG-20240115-WA0000.jpg"),
        ("15/01/24, 09:41 - A: \u200eIMG-20240115-WA0000.jpg (پیوست)", "IMG-20240115-WA0000.jpg"),
        ("15/01/24, 09:41 - A: my letter.pdf (Datei angehängt)", "my letter.pdf"),
        ("[15/01/24, 9:41:00] A: \u200e<attached: 00000012-PHOTO-2024-01-15.jpg>", "00000012-PHOTO-2024-01-15.jpg"),
        ("[15/01/24, 9:41:00] A: \u200e<منسلک: 00000012-VIDEO.mp4>", "00000012-VIDEO.mp4"),
        (
            "[15/01/24, 9:41:00] A: report.pdf • \u200e3 pages \u200e<attached: 00000013-report.pdf>",
            "00000013-report.pdf",
        ),
        ("15.01.24, 9:41:05: A: \u200e2024-01-15-PHOTO-00000042.jpg <\u200eattached>", "2024-01-15-PHOTO-00000042.jpg"),
        ("15/01/24, 9:41 p.m. - A: < attached: 00000042-PHOTO-2024-01-15.jpg >", "00000042-PHOTO-2024-01-15.jpg"),
    ],
)
def test_media_are_named_and_missing_ones_are_said(line: str, media: str) -> None:
    (alone,) = chat(line).records
    assert (alone.kind, alone.media, "media-not-in-export" in alone.notes) == ("message", (media,), False)
    beside = MemoryFiles({"_chat.txt": line, "other.jpg": b""})
    assert "media-not-in-export" in read(READER, beside).records[0].notes
    assert "media-not-in-export" not in read(READER, MemoryFiles({"_chat.txt": line, media: b""})).records[0].notes


@pytest.mark.parametrize(
    "line",
    [
        "15/01/24, 09:41 - A: <Media omitted>",
        "15/01/24, 09:41 - A: <Medien ausgeschlossen>",
        "15/01/24, 09:41 - A: <میڈیا شامل نہیں>",
        "[15/01/24, 9:41:00] A: \u200eimage omitted",
        "[15/01/24, 9:41:00] A: \u200eBild weggelassen",
        "[15/01/24, 9:41:00] A: report.pdf • \u200e3 pages \u200edocument omitted",
        "[15/01/24, 9:41:00] A: my notes.txt \u200eдокумент отсутствует",
        "[15/01/24, 9:41:00] A: \u200eimagem não revelada",
        "[15/01/24, 9:41:00] A: \u200e画像は含まれていません",
        "[15/01/24, 9:41:00] A: \u200eلم يتم إدراج الصورة",
        "[15/01/24, 9:41:00] A: \u200eđã bỏ qua hình ảnh",
        "[15/01/24, 9:41:00] A: \u200eไม่มีรูปภาพ",
        "[15/01/24, 9:41:00] A: \u200eफ़ोटो हटाई गई",
        "15/01/24, 09:41 - A: <Media omitted>\nwith words below it",
    ],
)
def test_media_left_out_by_the_export_are_said(line: str) -> None:
    (record,) = chat(line).records
    assert (record.kind, "media-omitted" in record.notes) == ("message", True)


def test_a_file_beside_the_chat_is_attached_in_any_language() -> None:
    line = "15/01/24, 09:41 - A: my letter.pdf (fail dilampirkan)"
    assert chat(line).records[0].media == ()
    beside = read(READER, MemoryFiles({"_chat.txt": line, "my letter.pdf": b""})).records[0]
    assert (beside.media, beside.notes[-1]) == (("my letter.pdf",), "date-order-day-first")


@pytest.mark.parametrize("said", ["تم حذف هذه الرسالة.", "You deleted this message.", "Se eliminó este mensaje."])
def test_a_deleted_message_is_no_omitted_media(said: str) -> None:
    (record,) = chat(f"[15/01/24, 9:41:00] A: \u200e{said}").records
    assert (record.kind, "media-omitted" in record.notes) == ("service", False)


def test_words_of_a_person_are_no_omitted_media() -> None:
    assert "media-omitted" not in chat("[15/01/24, 9:41:00] A: image omitted").records[0].notes


@pytest.mark.parametrize(
    "said",
    ["<This message was edited.>", "<Diese Nachricht wurde bearbeitet.>", "<Questo messaggio è stato modificato>"],
)
def test_edited_messages_are_said_with_a_full_stop_and_in_other_languages(said: str) -> None:
    assert "edited" in chat(f"[15.01.24, 21:41:05] A: new \u200e{said}").records[0].notes


def test_edited_messages_are_said() -> None:
    assert "edited" in chat("15/01/24, 09:41 - A: new <This message was edited>").records[0].notes


def test_texts_beside_the_chat_are_no_messages() -> None:
    files = MemoryFiles({"_chat.txt": "15/01/24, 09:41 - A: b\n", "old.txt": "a letter\n"})
    found = read(READER, files)
    assert (found.kinds(), found.reasons()) == ({"message": 1}, {"file-not-read": 1})


def test_lines_before_the_first_message_are_counted_when_the_reader_was_asked_for() -> None:
    files = MemoryFiles({"_chat.txt": "stray\n\nlines\n15/01/24, 09:41 - A: b\n"})
    assert not READER.recognises(files)
    found = read(READER, files)
    assert (found.kinds(), found.reasons()) == ({"message": 1}, {"line-without-message": 2})


@pytest.mark.parametrize(
    ("name", "conversation"),
    [
        ("WhatsApp Chat with +123 45 6789.txt", "+123 45 6789"),
        ("WhatsApp Chat - Ann/_chat.txt", "Ann"),
        ("_chat.txt", None),
        ("WhatsApp-Chat mit Jörg.txt", "Jörg"),
        ("Chat de WhatsApp con Ana.txt", "Ana"),
        ("Conversa do WhatsApp com Zé.txt", "Zé"),
        ("Discussion WhatsApp avec Zoé.txt", "Zoé"),
        ("Sohbet Ali ile.txt", "Sohbet Ali ile"),
    ],
)
def test_the_conversation_is_named_by_the_file(name: str, conversation: str | None) -> None:
    assert chat("15/01/24, 09:41 - A: b", name=name).records[0].conversation == conversation


def test_the_conversation_of_an_iphone_is_named_by_its_zip() -> None:
    files = MemoryFiles({"_chat.txt": "[15/01/24, 9:41:00] A: b"}, name="WhatsApp Chat - Ann.zip")
    assert read(READER, files).records[0].conversation == "Ann"


@pytest.mark.parametrize("digits", [ARABIC_INDIC, EXTENDED], ids=["arabic-indic", "extended"])
@pytest.mark.parametrize("mark", ["", "\u200f", "\u202b"], ids=["plain", "rlm", "rle"])
def test_generated_chats_in_urdu_and_arabic_have_every_message(digits: dict[int, int], mark: str) -> None:
    lines = []
    for number in range(500):
        when = f"{number % 28 + 1}/{number % 12 + 1}/2024، {number % 12 + 1}:{number % 60:02d}".translate(digits)
        lines.append(f"{mark}{when} قبل دوپہر - صارف {number % 7}: پیغام {number}".replace("/", f"{mark}/"))
        if number % 10 == 0:
            lines.append(f"{mark}دوسری سطر {number}")
    found = chat(*lines)
    assert len(found.records) == 500
    assert [int(re.sub(r"\D", "", one.text.split("\n")[0])) for one in found.records] == list(range(500))
    assert sum("\n" in one.text for one in found.records) == 50
    assert "date-order-ambiguous" not in {note for one in found.records for note in one.notes}


def test_a_chat_without_end_gives_signs_of_life_before_its_first_message() -> None:
    files = MemoryFiles({"_chat.txt": "15/01/24, 09:41 - A: b\n" + "more\n" * 400_000})
    first = next(iter(READER.read(files)))
    assert isinstance(first, Skipped)
    assert (first.reason, first.count) == ("still-reading", 0)


def test_bytes_that_are_no_text_stay_findable() -> None:
    files = MemoryFiles({"_chat.txt": b"15/01/24, 09:41 - A: caf\xe9\n"})
    (record,) = read(READER, files).records
    assert (record.text, record.where) == (r"caf\udce9", Where("_chat.txt", None, 0, 25))
    assert "surrogates-escaped" in record.notes


def test_a_message_without_end_is_cut_and_said_so() -> None:
    (record,) = chat("15/01/24, 09:41 - A: " + "x" * 3_000_000).records
    assert len(record.text) == 1_000_000
    assert "text-cut" in record.notes
    assert record.where.length == 3_000_021
