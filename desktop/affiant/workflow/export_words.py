"""What the codes of imports mean, in words for people: notes on records, reasons for skipping, ends of reading."""

from __future__ import annotations

WORDS = {
    "answered-with-error": "the server answered with an error",
    "calendar-not-gregorian": "the year is of another calendar",
    "date-order-ambiguous": "day and month cannot be told apart in this file",
    "date-order-day-first": "dates are day, month, year",
    "date-order-mixed": "the file mixes day-first and month-first dates",
    "date-order-month-first": "dates are month, day, year",
    "date-order-year-first": "dates are year, month, day",
    "day-heading": "headings of days, written by the export",
    "deleted-in-export": "marked as deleted in the export",
    "deleted-on-platform": "deleted on the platform",
    "encoding-repaired": "the export breaks the encoding, and both forms are kept",
    "entries-overlap": "entries of the ZIP that claim the same bytes",
    "entry-compression-unknown": "entries of the ZIP with an unknown compression",
    "entry-encrypted": "encrypted entries of the ZIP",
    "entry-is-bomb": "entries of the ZIP that would unpack without end",
    "entry-is-link": "links in the ZIP",
    "entry-name-escapes": "entries of the ZIP whose names lead out of it",
    "entry-name-twice": "second entries of one name in the ZIP",
    "entry-not-json": "entries that are broken",
    "entry-too-deep": "entries nested too deeply",
    "entry-too-large": "entries that are too large",
    "entry-without-form": "entries without the form of one",
    "export-too-large": "it needs more memory than a reader may use",
    "file-cut-off": "the file ends in the middle",
    "file-damaged": "files that are damaged",
    "file-not-read": "data files of a kind that is not read",
    "file-too-large": "files that are too large",
    "format": "it cannot be read as what it looks like",
    "kind-not-read": "entries of a kind that no record is made of",
    "line-without-message": "lines before the first message",
    "media-not-in-export": "names media that are not in the export",
    "media-omitted": "the export left media out",
    "reading-garbage": "the reader gave something that is no record",
    "reading-killed": "the reader broke its limits and was stopped",
    "reading-timeout": "the reader took too long and was stopped",
    "surrogates-escaped": "bytes or half characters that no text can hold are written as escapes",
    "text-cut": "longer than a record holds, the whole is in the original",
    "text-from-fields": "has no text of its own, so it is put together from its fields",
    "time-is-a-day": "only the day is known",
    "time-unreadable": "the time cannot be read",
    "time-zone-unknown": "a local time, and the export does not say where",
    "too-many-entries": "entries of the ZIP beyond what is looked at",
    "zip-damaged": "a file in the ZIP is damaged",
}
"""Codes that their own words do not explain."""


def words_of(code: str) -> str:
    """What a code means; one that is not listed is its own words."""
    return WORDS.get(code, code.replace("-", " "))
