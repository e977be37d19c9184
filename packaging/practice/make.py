"""Makes `resources/practice`: invented evidence to practise on. Run once; its results are committed.

usage: QT_QPA_PLATFORM=offscreen python packaging/practice/make.py
"""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from typing import Any

import story
from drawing import FAMILIES, INK, MARGIN, SOFT, Sheet, draw_tank
from PIL import Image
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QImage, QPageSize, QPdfWriter, QTextDocument
from story import DESK, DESK_COPY, LIVE, NEWS, NEWS_COPY, Person

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "resources" / "practice"
EVIDENCE = TARGET / "evidence"
WIDTH = 900

ITEMS: list[dict[str, Any]] = []


def item(file: str, account: Person, url: str, note: str, *, press: bool = False) -> Path:
    """List an item and say where its file goes."""
    ITEMS.append({"file": f"evidence/{file}", "account": account.key, "url": url, "note": note, "fit_for_press": press})
    return EVIDENCE / file


def save(image: QImage, path: Path) -> None:
    """Save pixels alone: as small as a PNG goes without loss, quality 85 otherwise."""
    picture = Image.frombuffer(
        "RGB", (image.width(), image.height()), image.constBits().tobytes(), "raw", "BGRX", image.bytesPerLine(), 1
    )
    if path.suffix == ".png":
        picture.save(path, optimize=True)
    else:
        picture.save(path, quality=85)


def profile(person: Person, since: str, pinned: str, *, pinned_right_to_left: bool = False) -> QImage:
    """A profile page."""
    sheet = Sheet(WIDTH)
    sheet.band(person.url, person.colours[0])
    sheet.painter.fillRect(QRectF(0, sheet.y - 17, WIDTH, 150), QColor(person.colours[1]))
    sheet.avatar(person, MARGIN, sheet.y + 70, 130)
    right_to_left = person.bio_right_to_left
    sheet.y += 215
    sheet.paragraph(person.name, 34, right_to_left=right_to_left, bold=True)
    sheet.y -= 14
    sheet.y += sheet.text(f"@{person.handle}", MARGIN, sheet.y, WIDTH - 2 * MARGIN, 20, colour=SOFT) + 12
    sheet.paragraph(person.bio, 22, right_to_left=right_to_left)
    sheet.counts(f"{person.followers} followers · {since} · id {person.durable_id}")
    sheet.rule()
    sheet.y += sheet.text("Pinned", MARGIN, sheet.y - 6, 300, 17, colour=SOFT) + 8
    sheet.paragraph(pinned, 25, right_to_left=pinned_right_to_left)
    return sheet.finish()


def post(
    person: Person,
    when: str,
    text: str,
    counts: str,
    *,
    right_to_left: bool = False,
    tank: float | None = None,
    forwarded: str = "",
    address: str = "",
) -> QImage:
    """One post by itself."""
    sheet = Sheet(WIDTH)
    sheet.band(address or person.url, person.colours[0])
    sheet.author(person, when, right_to_left=right_to_left)
    if forwarded:
        sheet.paragraph(forwarded, 19, right_to_left=right_to_left, colour=person.colours[0])
    sheet.paragraph(text, right_to_left=right_to_left)
    if tank is not None:
        sheet.tank(380, level=tank)
    sheet.counts(counts)
    return sheet.finish()


def x_items() -> None:
    """Two accounts that differ by one underscore."""
    base, copy = DESK.url + "/status/", DESK_COPY.url + "/status/"
    save(
        profile(
            DESK, "Joined March 2019", "Water times this week: every day from 6:00 to 9:00 and from 17:00 to 19:00."
        ),
        item("01-waterdesk-profile.png", DESK, DESK.url, "Profile page, signed out.", press=True),
    )
    save(
        profile(DESK_COPY, "Joined this month", story.RUMOUR),
        item(
            "02-waterdesk-copy-profile.png",
            DESK_COPY,
            DESK_COPY.url,
            "Profile page. Same name and avatar as @practice_waterdesk; the handle ends in an underscore.",
            press=True,
        ),
    )
    first = item(
        "03-rumour-english.png", DESK_COPY, copy + "9000000000000001001", "First post with the rumour.", press=True
    )
    save(
        post(
            DESK_COPY,
            "Wed 20:14",
            story.RUMOUR,
            "37 replies · 212 reposts · 540 likes",
            address=copy + "9000000000000001001",
        ),
        first,
    )
    save(
        post(
            DESK_COPY,
            "Wed 20:15",
            story.RUMOUR_URDU,
            "12 replies · 188 reposts · 402 likes",
            right_to_left=True,
            address=copy + "9000000000000001002",
        ),
        item(
            "04-rumour-urdu.png",
            DESK_COPY,
            copy + "9000000000000001002",
            "The rumour in Urdu, a minute later.",
            press=True,
        ),
    )
    save(
        post(
            DESK_COPY,
            "Thu 07:40",
            story.SECOND,
            "5 replies · 61 reposts · 97 likes",
            tank=0.02,
            address=copy + "9000000000000001044",
        ),
        item("05-lane-four.png", DESK_COPY, copy + "9000000000000001044", "Second wave; the picture is a drawing."),
    )
    save(
        post(
            DESK, "Thu 09:02", story.DENIAL, "64 replies · 95 reposts · 310 likes", address=base + "9000000000000000777"
        ),
        item("06-denial-english.png", DESK, base + "9000000000000000777", "The real desk answers.", press=True),
    )
    save(
        post(
            DESK,
            "Thu 09:05",
            story.DENIAL_URDU,
            "41 replies · 120 reposts · 355 likes",
            right_to_left=True,
            address=base + "9000000000000000778",
        ),
        item("07-denial-urdu.png", DESK, base + "9000000000000000778", "The answer in Urdu.", press=True),
    )
    sheet = Sheet(WIDTH)
    sheet.band(copy + "9000000000000001050 (six posts, one picture)", DESK_COPY.colours[0])
    for number, (text, right_to_left) in enumerate(story.THREAD):
        sheet.author(DESK_COPY, f"Thu 11:{20 + number}", right_to_left=right_to_left)
        sheet.paragraph(text, right_to_left=right_to_left)
        if number in (2, 4):
            sheet.tank(300, level=0.02)
        sheet.counts(f"{9 - number} replies · {40 - 5 * number} reposts")
    save(
        sheet.finish(),
        item(
            "08-thread-whole-page.png", DESK_COPY, copy + "9000000000000001050", "Thread of six posts as one tall page."
        ),
    )
    shutil.copyfile(
        first,
        item(
            "09-received-again.png",
            DESK_COPY,
            copy + "9000000000000001001",
            "The same file as 03, received a second time from a colleague.",
        ),
    )


def telegram_items() -> None:
    """Two channels that differ by one letter, and what can be exported of them."""
    news, copy = NEWS.url + "/", NEWS_COPY.url + "/"
    save(
        profile(NEWS, "channel since 2021", story.EVENING_URDU, pinned_right_to_left=True),
        item("10-khabar-profile.png", NEWS, NEWS.url, "Channel page.", press=True),
    )
    save(
        profile(NEWS_COPY, "channel since this month", story.RUMOUR_URDU_COPY, pinned_right_to_left=True),
        item(
            "11-khabar-copy-profile.png",
            NEWS_COPY,
            NEWS_COPY.url,
            "Channel page. The handle has the letter l where the other has an i.",
            press=True,
        ),
    )
    save(
        post(
            NEWS_COPY,
            "Wed 20:16",
            story.RUMOUR_URDU_COPY,
            "1,904 views",
            right_to_left=True,
            tank=0.02,
            address=copy + "17",
        ),
        item("12-khabar-copy-rumour.png", NEWS_COPY, copy + "17", "The rumour, two minutes after the first post."),
    )
    save(
        post(NEWS_COPY, "Thu 08:30", story.PRICE_URDU, "880 views", right_to_left=True, address=copy + "21"),
        item("13-khabar-copy-prices.png", NEWS_COPY, copy + "21", "Claim about prices."),
    )
    save(
        post(
            NEWS,
            "Wed 21:40",
            story.RUMOUR_URDU_COPY,
            "640 views",
            right_to_left=True,
            forwarded=f"آگے بھیجا گیا: \u2066@{NEWS_COPY.handle}\u2069",
            address=news + "402",
        ),
        item("14-khabar-forward.png", NEWS, news + "402", "The older channel forwards the copy's message."),
    )
    save(
        post(NEWS, "Thu 19:00", story.EVENING_URDU, "2,011 views", right_to_left=True, address=news + "407"),
        item("15-khabar-evening.png", NEWS, news + "407", "The older channel corrects itself.", press=True),
    )
    messages = [
        {
            "id": 17,
            "type": "message",
            "date": "2026-01-14T20:16:04",
            "from": NEWS_COPY.name,
            "text": story.RUMOUR_URDU_COPY,
        },
        {"id": 21, "type": "message", "date": "2026-01-15T08:30:51", "from": NEWS_COPY.name, "text": story.PRICE_URDU},
        {"id": 22, "type": "message", "date": "2026-01-15T08:31:10", "from": NEWS_COPY.name, "text": story.SECOND},
    ]
    export = {
        "note": "PRACTICE: invented, not evidence",
        "name": NEWS_COPY.name,
        "type": "public_channel",
        "id": int(NEWS_COPY.durable_id),
        "messages": messages,
    }
    item("16-khabar-copy-export.json", NEWS_COPY, NEWS_COPY.url, "Export of the channel, as JSON.").write_text(
        json.dumps(export, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    lines = ["PRACTICE: invented, not evidence", ""]
    for one in messages:
        lines.append(f"[{str(one['date']).replace('T', ' ')}] {one['from']}: {one['text']}")
    lines.append("[2026-01-15 09:12:33] فرضی پڑوسی: یہ پیغام مجھے تین جگہ سے ملا ہے۔")
    item(
        "17-forwarded-chat.txt", NEWS_COPY, NEWS_COPY.url, "Chat as text, handed over by an invented neighbour."
    ).write_text("\n".join(lines) + "\n", encoding="utf-8")


def video_items() -> None:
    """A channel that asks questions."""
    watch = "https://video.example.org/watch?v=PRACTICE001"
    save(
        profile(LIVE, "joined 2020 · 86 films", story.VIDEO_URDU, pinned_right_to_left=True),
        item("18-live-channel.png", LIVE, LIVE.url, "Channel page.", press=True),
    )
    sheet = Sheet(WIDTH)
    sheet.band(watch, LIVE.colours[0])
    sheet.tank(460, play=True, level=0.85)
    sheet.paragraph(story.VIDEO, 30)
    sheet.paragraph(story.VIDEO_URDU, 26, right_to_left=True)
    sheet.author(LIVE, "Thu 16:20")
    sheet.counts("7,450 views · 12:08 · 318 likes")
    save(
        sheet.finish(),
        item("19-live-film-page.png", LIVE, watch, "Page of the film; the gauge shows the tank full.", press=True),
    )
    sheet = Sheet(WIDTH)
    sheet.band(watch + "#comments", LIVE.colours[0])
    for name, text, right_to_left in story.COMMENTS:
        sheet.paragraph(name, 18, right_to_left=right_to_left, colour=SOFT)
        sheet.y -= 12
        sheet.paragraph(text, 23, right_to_left=right_to_left)
        sheet.rule()
    save(
        sheet.finish(), item("20-live-comments.png", LIVE, watch, "Comments by invented viewers: not for publication.")
    )
    sheet = Sheet(WIDTH)
    sheet.band(LIVE.url + "/community", LIVE.colours[0])
    sheet.author(LIVE, "Fri 14:05")
    sheet.paragraph("14:05 and the water is back, five minutes late. Ten days were five hours.")
    sheet.paragraph("2 بج کر 5 منٹ: پانی آ گیا۔ دس دن صرف پانچ گھنٹے نکلے۔", right_to_left=True)
    sheet.tank(360, level=0.9)
    sheet.counts("96 replies · 1,120 likes")
    save(
        sheet.finish(),
        item("21-live-water-is-back.webp", LIVE, LIVE.url + "/community", "Community post, saved as WebP.", press=True),
    )


def other_items() -> None:
    """A photograph with a camera's data in it, a handbill, a saved page and a notice as PDF."""
    sheet = Sheet(1200)
    sheet.band("A drawing in the place of a photograph", "#39434c")
    sheet.y -= 10
    draw_tank(sheet.painter, QRectF(0, sheet.y, 1200, 760), 0.85)
    sheet.y += 750
    photo = item(
        "22-tank-photo.jpg", LIVE, LIVE.url + "/community", "Picture with invented camera data and a place in the sea."
    )
    save(sheet.finish(), photo)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Practice Cameras", "Invented One"
    exif[0x0132] = "2026:01:15 15:58:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)})
    with Image.open(photo) as picture:
        picture.save(photo, quality=85, exif=exif)
    sheet = Sheet(800, "#fbf6e6")
    sheet.band("A handbill, drawn", "#39434c")
    sheet.y += 20
    sheet.y += (
        sheet.text(story.NOTICE_URDU[0], MARGIN, sheet.y, 720, 40, bold=True, right_to_left=True, centred=True) + 24
    )
    sheet.paragraph(story.NOTICE_URDU[1], 30, right_to_left=True)
    sheet.y += 16
    sheet.rule()
    sheet.y += sheet.text(story.NOTICE[0], MARGIN, sheet.y, 720, 30, bold=True, centred=True) + 24
    sheet.paragraph(story.NOTICE[1], 24)
    save(
        sheet.finish(),
        item(
            "23-handbill.jpg",
            DESK,
            DESK.url + "/status/9000000000000000779/photo/1",
            "Handbill of the desk.",
            press=True,
        ),
    )
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n'
        "<title>PRACTICE: Chandpura Nayi Water Desk</title>\n"
        "<h1>PRACTICE: invented, not evidence</h1>\n"
        f"<article><h2>{html.escape(DESK.name)} <small>@{DESK.handle}</small></h2>\n"
        f"<p>{html.escape(story.DENIAL)}</p>\n"
        f'<p lang="ur" dir="rtl">{html.escape(story.DENIAL_URDU)}</p></article>\n</html>\n'
    )
    item(
        "24-denial-page.html", DESK, DESK.url + "/status/9000000000000000777", "The page as saved by a browser."
    ).write_text(page, encoding="utf-8")
    notice_pdf(
        item(
            "25-notice.pdf", DESK, "https://www.example.org/chandpura-nayi/notice.pdf", "The notice as PDF.", press=True
        )
    )


def notice_pdf(path: Path) -> None:
    """One page in both languages."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15))
    writer.setTitle("PRACTICE: notice")
    document = QTextDocument()
    families = ", ".join(f"'{family}'" for family in FAMILIES)
    document.setHtml(
        f'<div style="font-family: {families}; font-size: 11pt; color: {INK};">'
        "<p><b>PRACTICE: invented, not evidence</b></p>"
        f"<h2>{story.NOTICE[0]}</h2><p>{story.NOTICE[1]}</p>"
        f'<h2 dir="rtl">{story.NOTICE_URDU[0]}</h2><p dir="rtl">{story.NOTICE_URDU[1]}</p></div>'
    )
    document.print_(writer)


def main() -> None:
    """Make everything anew."""
    application = QGuiApplication([])
    for font in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    shutil.rmtree(EVIDENCE, ignore_errors=True)
    EVIDENCE.mkdir(parents=True)
    x_items()
    telegram_items()
    video_items()
    other_items()
    accounts = [
        {
            "key": one.key,
            "platform": one.platform,
            "handle": one.handle,
            "durable_id": one.durable_id,
            "url": one.url,
            "name": one.name,
            "bio": one.bio,
        }
        for one in story.PEOPLE
    ]
    plan = {"title": story.TITLE, "accounts": accounts, "items": ITEMS}
    (TARGET / "practice.json").write_text(json.dumps(plan, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    del application


if __name__ == "__main__":
    main()
