"""How a line of a WhatsApp chat begins, in the forms of its programs and of the languages that it speaks.

WhatsApp writes dates and times the way the phone does: any order of day, month and year, 12 or 24 hours, any script's
digits, marks for writing direction and odd spaces anywhere. Known forms::

    [05.05.23, 15:48:11] James: Hi here                iPhone
    1/23/23, 3:19 AM - User 2: Bye!                    Android
    [21:10, 1/15/2023] +92 300 0000000: Hello          copied out of WhatsApp Web

There is no specification; the forms are those of the samples and of CLDR's short dates and times.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

LONGEST_HEAD = 120
"""Characters before a line's author."""
MARKS = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Invisible marks: direction, byte order."""

_M = f"[{MARKS}]*"
_S = f"[{MARKS} \u00a0\u2009\u202f_]"
_DATE = rf"(?P<a>\d{{1,4}}){_S}*[./\-]{_S}*(?P<b>\d{{1,2}}){_S}*[./\-]{_S}*(?P<c>\d{{1,4}})\.?{_M}"
_HALF = r"[^\W\d_](?:[^\W\d_]|[.\u0640\u00a0\u202f ]){0,14}?\.?"
"""Half of the day, in words: AM, p. m., ص, قبل دوپہر, 上午."""
_TIME = (
    rf"(?:{_HALF}{_S}*)?(?P<hour>\d{{1,2}}){_M}[:.]{_M}(?P<minute>\d{{2}})(?:{_M}[:.]{_M}(?P<second>\d{{2}}))?"
    rf"(?:{_S}*{_HALF})?{_M}"
)
_BETWEEN = rf"{_M}(?:[,\u060c]{_S}*|{_S}+)(?:[^\W\d_]{{1,3}}\.?{_S}+)?"
"""A comma or a space, and in some languages a word: *klo*, *às*, *at*."""


def _renamed(pattern: str) -> str:
    """The same with other names for its groups, so that both orders fit into one pattern."""
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\1_>", pattern)


_HEAD = re.compile(
    rf"{_M}(?:"
    rf"\[{_M}(?P<when_i>{_DATE}{_BETWEEN}{_TIME})\]{_S}?"
    rf"|(?P<when_a>{_renamed(_DATE)}{_BETWEEN}{_renamed(_TIME)}){_S}[-\u2013]{_S}"
    rf"|\[{_M}(?P<when_w>{_renamed(_renamed(_TIME))}[,\u060c]{_S}*{_renamed(_renamed(_DATE))})\]{_S}?"
    r")"
)
_AUTHOR = re.compile(rf"{_M}(?P<name>[^\n]{{1,100}}?){_M}:(?: |$|(?=[{MARKS}]))")
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "date-order-day-first", "date-order-month-first", "date-order-year-first"
AMBIGUOUS, MIXED = "date-order-ambiguous", "date-order-mixed"
OTHER_CALENDAR = "calendar-not-gregorian"
_GREGORIAN = range(1990, 2200)
"""Years of messages; outside of it a phone counts the years of another calendar."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a message."""

    when: str
    """Date and time exactly as written."""
    date: tuple[int, int, int]
    """The three numbers in the order in which they stand."""
    shape: str
    """What all dates of one setting of the phone share: separators, and where a four-digit year stands."""
    author: str | None
    """None for a line of WhatsApp itself."""
    text: str
    """The rest of the line."""
    bracketed: bool
    """Whether it is of an iPhone, or of WhatsApp Web."""


def head_of(line: str) -> Head | None:
    """Read the beginning of a message; None for any other line."""
    found = _HEAD.match(line[:LONGEST_HEAD])
    if found is None:
        return None
    part = found.groupdict()
    tail, when = next((tail, part[name]) for name, tail in _FORMS if part[name] is not None)
    a, b, c = (part[letter + tail] for letter in "abc")
    if int(part["hour" + tail]) > 24 or int(part["minute" + tail]) > 59 or int(part["second" + tail] or 0) > 60:
        return None
    numbers = (int(a), int(b), int(c))
    if not _may_be_a_date(numbers, len(a), len(c)):
        return None
    separators = "".join(one for one in found[0][found.start("a" + tail) - found.start() :][:30] if one in "./-")
    author, text = _author(line[found.end() :])
    shape = f"{'y' if len(a) > 2 else ''}{separators[:2]}{'' if len(a) > 2 else len(c)}"
    return Head(when.strip(), numbers, shape, author, text, tail != "_")


def _author(rest: str) -> tuple[str | None, str]:
    """Split at the first colon, unless it stands inside of quotation marks, as in *changed the subject to "A: B"*."""
    found = _AUTHOR.match(rest)
    if found is None or len(_QUOTES.findall(found["name"])) % 2:
        return None, rest
    return found["name"].strip(), rest[found.end() :]


_FORMS = (("when_i", ""), ("when_a", "_"), ("when_w", "__"))


def _may_be_a_date(numbers: tuple[int, int, int], first_digits: int, last_digits: int) -> bool:
    a, b, c = numbers
    if 0 in (a, b) and first_digits < 4:
        return False
    if first_digits > 2:
        return last_digits <= 2 and 1 <= b <= 31 and 1 <= c <= 31
    return a <= 31 and b <= 31 and last_digits != 1


class DateOrder:
    """Finds out what the numbers of the dates of one file mean: all of them are looked at before anything is said."""

    def __init__(self) -> None:
        self._day_first: Counter[str] = Counter()
        self._month_first: Counter[str] = Counter()

    def see(self, head: Head) -> None:
        """Take one date of the file into account."""
        order = _by_itself(head)
        if order == DAY_FIRST:
            self._day_first[head.shape] += 1
        elif order == MONTH_FIRST:
            self._month_first[head.shape] += 1

    def note(self, head: Head) -> str | None:
        """What the order of this date is, as a note; None where both orders give the same date.

        A date that can be read in one way only is read so. Another one follows the dates of the same shape, if these
        agree; else nothing is said but that it is ambiguous, or that the file mixes both orders.
        """
        order = _by_itself(head)
        if order is not None:
            return order
        day, month = self._day_first[head.shape], self._month_first[head.shape]
        if day and month:
            return MIXED
        if day or month:
            return DAY_FIRST if day else MONTH_FIRST
        return AMBIGUOUS if head.date[0] != head.date[1] else None


def other_calendar(head: Head) -> bool:
    """Whether a year of four digits is none of the calendar in which we count."""
    years = [number for number in (head.date[0], head.date[2]) if number > 99]
    return any(year not in _GREGORIAN for year in years)


def _by_itself(head: Head) -> str | None:
    a, b, _ = head.date
    if a > 31:
        return YEAR_FIRST
    if a > 12 >= b:
        return DAY_FIRST
    if b > 12 >= a:
        return MONTH_FIRST
    return None
