"""The codes of imports are said in words."""

from __future__ import annotations

from affiant.capture.platform_exports import answering, lines, reading, times, whatsapp_lines
from affiant.workflow.export_words import WORDS, words_of


def test_a_listed_code_has_words_and_another_one_is_its_own() -> None:
    assert words_of("date-order-ambiguous") == "day and month cannot be told apart in this file"
    assert words_of("via-bot") == "via bot"


def test_codes_that_end_or_qualify_a_reading_are_listed() -> None:
    codes = (
        answering.NOT_ENOUGH_MEMORY,
        lines.CUT,
        lines.ESCAPED,
        reading.GARBAGE,
        reading.KILLED,
        reading.TIMEOUT,
        times.DATE_ORDER_AMBIGUOUS,
        times.UNREADABLE,
        times.ZONE_UNKNOWN,
        whatsapp_lines.DAY_FIRST,
        whatsapp_lines.MIXED,
        whatsapp_lines.MONTH_FIRST,
        whatsapp_lines.OTHER_CALENDAR,
        whatsapp_lines.YEAR_FIRST,
    )
    assert [code for code in codes if code not in WORDS] == []
