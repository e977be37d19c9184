"""How a line of a WhatsApp chat begins, in the forms of its programs and of the languages that it speaks.

WhatsApp writes dates and times the way the phone does: any order of day, month and year, 12 or 24 hours, any script's
digits, marks for writing direction and odd spaces anywhere. Known forms::

    [05.05.23, 15:48:11] James: Hi here                iPhone
    1/23/23, 3:19 AM - User 2: Bye!                    Android
    [21:10, 1/15/2023] +92 300 0000000: Hello          copied out of WhatsApp Web
    12/03/17, 21:25:15: James: Hi here                 iPhone, before 2018
    15:48, 05/05/2023 - James: Hi here                 Android, where the time comes first

There is no specification; the forms are those of the samples and of CLDR's short dates and times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from affiant.capture.platform_exports.times import DATE_ORDER_AMBIGUOUS

LONGEST_HEAD = 120
"""Characters before a line's author."""
MARKS = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Invisible marks: direction, byte order."""

_M = f"[{MARKS}]*"
_S = f"[{MARKS} \u00a0\u2009\u202f_]"
_DATE = (
    rf"(?P<a>\d{{1,4}}){_S}*(?P<separator>[./\-\u5e74]){_S}*(?P<b>\d{{1,2}}){_S}*[./\-\u6708]{_S}*(?P<c>\d{{1,4}})"
    rf"[.\u65e5]?(?:{_S}?(?:[^\W\d_]\.|[A-Z]{{2}}))?{_M}"
)
"""Between and behind its numbers may stand 年, 月 and 日; behind it a letter for *year*, or an era: *2565 BE*."""
_LETTER = r"(?:[^\W\d_]|(?!\d)[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff])"
"""Letters, and the vowel signs of the scripts of India and its neighbours, which Python does not count among them."""
_HALF = rf"{_LETTER}(?:{_LETTER}|[.\u0640\u00a0\u202f ]){{0,18}}?\.?"
"""Half of the day, in words: AM, p. m., ص, قبل دوپہر, 上午, पूर्वाह्न."""
_HOUR = (
    rf"(?P<hour>\d{{1,2}})(?:{_M}[:.]{_M}|{_S}?h{_S}?)(?P<minute>\d{{2}})"
    rf"(?:(?:{_M}[:.]{_M}|{_S}?min{_S}?)(?P<second>\d{{2}}))?"
)
_TIME = rf"(?:{_HALF}{_S}*)?{_HOUR}(?:{_S}*{_HALF})?{_M}"
_CLOCK = rf"{_HOUR}(?:{_S}*[AaPp]\.?{_S}?[Mm]\.?)?{_M}"
"""Where nothing but a colon ends the time, any word would do for a half of the day: *10:00 ERROR: …*."""
_BETWEEN = rf"{_M}(?:[,\u060c]{_S}*|{_S}+)(?:[^\W\d_]{{1,3}}\.?{_S}+)?"
"""A comma or a space, and in some languages a word: *klo*, *às*, *at*."""


def _renamed(pattern: str, tail: str) -> str:
    """The same with other names for its groups, so that all forms fit into one pattern."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1{tail}>", pattern)


_DATE_FIRST, _TIME_FIRST = rf"{_DATE}{_BETWEEN}{_TIME}", rf"{_TIME}(?:[,\u060c]{_S}*|{_S}+){_DATE}"
_DASH = rf"{_S}[-\u2013]{_S}"
_HEAD = re.compile(
    rf"(?=[^\d\n]{{0,40}}\d){_M}(?:"  # most lines have no number at their beginning, and are left here
    rf"\[{_M}(?P<when_i>{_renamed(_DATE_FIRST, '_i')})\]{_S}?"
    rf"|(?P<when_a>{_renamed(_DATE_FIRST, '_a')}){_DASH}"
    rf"|\[{_M}(?P<when_w>{_renamed(_TIME_FIRST, '_w')})\]{_S}?"
    rf"|(?P<when_t>{_renamed(_TIME_FIRST, '_t')}){_DASH}"
    rf"|(?P<when_c>(?!\d{{3}}){_renamed(_DATE, '_c')}{_BETWEEN}{_renamed(_CLOCK, '_c')}):{_S}"
    r")"
)
_AUTHOR = re.compile(rf"{_M}(?P<name>[^\n]{{1,100}}?){_M}:(?: |$|(?=[{MARKS}]))")
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "date-order-day-first", "date-order-month-first", "date-order-year-first"
MIXED = "date-order-mixed"
OTHER_CALENDAR = "calendar-not-gregorian"
_GREGORIAN = range(1990, 2200)
"""Years of messages; outside of it a phone counts the years of another calendar."""


class Date(NamedTuple):
    """A date of which the order is not known yet."""

    a: int
    b: int
    c: int
    """The three numbers in the order in which they stand."""
    shape: str
    """What all dates of one setting of the phone share: the separator, and where and how long the year is."""


@dataclass(slots=True)
class Head:
    """The beginning of a message."""

    when: str
    """Date and time exactly as written."""
    date: Date
    author: str | None
    """None for a line of WhatsApp itself."""
    text: str
    """The rest of the line."""
    of_iphone: bool
    """Whether it is of an iPhone, or of WhatsApp Web."""
    colon: bool
    """Whether nothing but a colon stands behind the time, as iPhones had it before 2018."""


def head_of(line: str, *, colon: bool = True) -> Head | None:
    """Read the beginning of a message; None for any other line.

    Args:
        line: one line of the chat.
        colon: whether the chat may have the old form of iPhones; in other chats a line like it is part of a message,
            e.g. of a pasted log.
    """
    found, date = _found(line, colon)
    if found is None or date is None:
        return None
    author, text = _author(line[found.end() :])
    of_android = found["when_a"] or found["when_t"]
    return Head(found[_form(found)[0]].strip(), date, author, text, not of_android, found["when_c"] is not None)


def date_of(line: str, *, colon: bool = True) -> Date | None:
    """Read the date of a message alone; None for any other line. See `head_of`."""
    return _found(line, colon)[1]


def _found(line: str, colon: bool) -> tuple[re.Match[str] | None, Date | None]:
    found = _HEAD.match(line[:LONGEST_HEAD])
    if found is None or (found["when_c"] is not None and not colon):
        return None, None
    return found, _date(found)


def _form(found: re.Match[str]) -> tuple[int, ...]:
    """The groups of the form that a line has; the first is date and time together."""
    return next(form for form in _FORMS if found.start(form[0]) >= 0)


def _date(found: re.Match[str]) -> Date | None:
    _, a, separator, b, c, hour, minute, second = found.group(*_form(found))
    if int(hour) > 24 or int(minute) > 59 or (second and int(second) > 60):
        return None
    date = Date(int(a), int(b), int(c), f"{separator}y" if len(a) > 2 else f"{separator}{len(c)}")
    return date if _may_be_a_date(date, len(a), len(c)) else None


def _author(rest: str) -> tuple[str | None, str]:
    """Split at the first colon, unless it stands inside of quotation marks, as in *changed the subject to "A: B"*."""
    found = _AUTHOR.match(rest)
    if found is None or len(_QUOTES.findall(found["name"])) % 2:
        return None, rest
    return found["name"].strip(), rest[found.end() :]


_PARTS = ("a", "separator", "b", "c", "hour", "minute", "second")
_FORMS = tuple(
    tuple(_HEAD.groupindex[f"{name}_{form}"] for name in ("when", *_PARTS)) for form in ("a", "i", "w", "t", "c")
)
"""Numbers of the groups of each form, see `_PARTS`."""


def _may_be_a_date(date: Date, first_digits: int, last_digits: int) -> bool:
    if first_digits > 2:
        return last_digits <= 2 and 1 <= date.b <= 31 and 1 <= date.c <= 31
    return 1 <= date.a <= 31 and 1 <= date.b <= 31 and last_digits != 1


class DateOrder:
    """Finds out what the numbers of the dates of one file mean: all of them are looked at before anything is said."""

    def __init__(self) -> None:
        self._day_first: set[str] = set()
        self._month_first: set[str] = set()

    def see(self, date: Date) -> None:
        """Take one date of the file into account."""
        order = _by_itself(date)
        if order == DAY_FIRST:
            self._day_first.add(date.shape)
        elif order == MONTH_FIRST:
            self._month_first.add(date.shape)

    def note(self, date: Date) -> str | None:
        """What the order of this date is, as a note; None where both orders give the same date.

        A date that can be read in one way only is read so. Another one follows the dates of the same shape, if these
        agree; else nothing is said but that it is ambiguous, or that the file mixes both orders.
        """
        order = _by_itself(date)
        if order is not None:
            return order
        day, month = date.shape in self._day_first, date.shape in self._month_first
        if day and month:
            return MIXED
        if day or month:
            return DAY_FIRST if day else MONTH_FIRST
        return DATE_ORDER_AMBIGUOUS if date.a != date.b else None


def other_calendar(date: Date) -> bool:
    """Whether a year of four digits is none of the calendar in which we count."""
    year = max(date.a, date.c)
    return year > 99 and year not in _GREGORIAN


def _by_itself(date: Date) -> str | None:
    a, b, _, _ = date
    if a > 31:
        return YEAR_FIRST
    if a > 12 >= b:
        return DAY_FIRST
    if b > 12 >= a:
        return MONTH_FIRST
    return None
