"""`import` of a Telegram export and of a WhatsApp text, sealed and searchable, against the bounds of the design."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from measure import Bench, Row

MEMORY = 300
"""MiB that `import` and its limited child may use, each."""
TELEGRAM_SECONDS, WHATSAPP_SECONDS = 2.0, 5.0


def rows(bench: Bench, messages: int, lines: int, rounds: int) -> list[Row]:
    """Measure both; the best of each counts."""
    return [
        *_one(bench, f"import Telegram, {messages} messages", messages, TELEGRAM_SECONDS, rounds, telegram),
        *_one(bench, f"import WhatsApp, {lines} lines", lines, WHATSAPP_SECONDS, rounds, whatsapp),
    ]


def telegram(path: Path, messages: int) -> Path:
    """Write an export as Telegram Desktop does, with a reply, a link and an edit here and there."""
    entries = [
        {
            "id": number,
            "type": "message",
            "date": "2024-01-15T10:00:00",
            "date_unixtime": str(1705294800 + number),
            "from": f"صارف {number % 40}",
            "from_id": f"user{1_000_000 + number % 40}",
            "text": [f"پیغام {number}: ", {"type": "link", "text": f"https://example.org/{number}"}, " and some words"],
            "text_entities": [{"type": "plain", "text": f"پیغام {number}: "}, {"type": "plain", "text": " and words"}],
            **({"reply_to_message_id": number - 1} if number % 5 == 4 else {}),
            **({"edited": "2024-01-16T00:00:00", "edited_unixtime": "1705381200"} if number % 9 == 0 else {}),
        }
        for number in range(messages)
    ]
    chat = {"name": "Bench", "type": "private_supergroup", "id": 77, "messages": entries}
    (path / "result.json").write_text(json.dumps(chat, ensure_ascii=False, indent=1))
    return path / "result.json"


def whatsapp(path: Path, lines: int) -> Path:
    """Write a chat in Urdu and English with two digits' scripts, one message a line."""
    with (path / "WhatsApp Chat with Bench.txt").open("w") as file:
        for number in range(lines):
            when = f"{number % 28 + 1}/{number % 12 + 1}/24, {number % 24}:{number % 60:02d}"
            file.write(f"{when} - صارف {number % 40}: پیغام {number} and some more words of a message\n")
    return path / "WhatsApp Chat with Bench.txt"


def _one(
    bench: Bench, work: str, count: int, bound: float, rounds: int, write: Callable[[Path, int], Path]
) -> list[Row]:
    folder, case = bench.folder / "export", bench.folder / "case"
    folder.mkdir()
    export = write(folder, count)
    seconds, megabytes = [], []
    for _ in range(rounds):
        bench.affiant("init", case, "--title", "Bench")
        run = bench.affiant("--json", "import", case, export)
        read = json.loads(run.output[run.output.index("{") :])["read"]
        if read != {"message": count}:
            raise SystemExit(f"{work}: read {read}")
        seconds.append(run.seconds)
        megabytes.append(run.megabytes)
        shutil.rmtree(case)
    shutil.rmtree(folder)
    return [
        Row(work, min(seconds), "bound", bound, "s", 1.0),
        Row(f"{work}, memory", max(megabytes), "bound", MEMORY, "MiB", 1.0),
    ]
