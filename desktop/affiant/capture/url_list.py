"""Lists of addresses, pasted or as CSV: every row that holds anything is kept, also those that are no address.

Any separator (comma, semicolon, TAB, bar) and quoting is taken; a header row is recognised by its words. Without one,
the first cell of a row that is an address counts, a cell ``@…`` is the handle, and what is left is the note.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from affiant.capture.address import as_address
from affiant.core.errors import AffiantError

MAX_BYTES = 4 << 20
MAX_ROWS = 20_000
MAX_ROW = 20_000
"""Characters of a row that are kept."""
ROW_TOO_LONG = "row-too-long"
NO_ADDRESS = "no-address"

_SEPARATORS = ("\t", ";", ",", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_COLUMNS = {
    "url": ("url", "urls", "uri", "link", "links", "href", "address", "web address", "permalink"),
    "account": ("account", "account id"),
    "handle": ("handle", "username", "user name", "user", "screen name"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
    "platform": ("platform", "network", "site"),
}
_FIELD_OF = {word: field for field, words in _COLUMNS.items() for word in words}


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a list."""

    row: int
    """From 1, as an editor or a spreadsheet counts, header and empty rows with it."""
    given: str
    """The row as it stood."""
    url: str | None
    """An address that can be captured, or None."""
    account: str | None = None
    """As it stood in the column of this name."""
    handle: str | None = None
    """Without ``@``."""
    platform: str | None = None
    note: str | None = None
    problem: str | None = None
    """Why there is no address: `NO_ADDRESS`, `ROW_TOO_LONG`, or a code of `address.as_address`."""


def read_url_list(data: bytes, name: str = "") -> tuple[ListedRow, ...]:
    """Read a list of addresses.

    Args:
        data: the bytes of the file or of the paste: UTF-8, or UTF-16 with its mark. Bytes that are neither are kept as
            ``\\xff``.
        name: what the list is called, for the error.

    Raises:
        AffiantError: the list is too large (``list-too-large``), no text (``list-not-text``), or holds nothing
            (``list-empty``).
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    if b"\0" in data and not data.startswith(tuple(mark for mark, _ in _MARKS)):
        raise AffiantError(
            "list-not-text",
            "This is no list of addresses, as it is no text",
            subject=name,
            safe="Nothing was added.",
            remedy="Save the list as text or CSV. Pictures and documents are added to the case as files.",
        )
    rows = tuple(islice(_rows(_text(data)), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise _too_large(name)
    if not rows:
        raise AffiantError(
            "list-empty",
            "The list holds nothing",
            subject=name,
            safe="Nothing was added.",
            remedy="Write one address in each row, or a table with a column url.",
        )
    return rows


def _too_large(name: str) -> AffiantError:
    return AffiantError(
        "list-too-large",
        f"A list of addresses may hold {MAX_ROWS:,} rows and {MAX_BYTES >> 20} MiB",
        subject=name,
        safe="Nothing was added.",
        remedy="Divide it into several lists.",
    )


@dataclass(frozen=True, slots=True)
class _Raw:
    """A row that is divided into cells and not understood yet."""

    row: int
    given: str
    cells: tuple[str, ...]


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "backslashreplace")
    return data.decode("utf-8", "backslashreplace")


def _rows(text: str) -> Iterator[ListedRow]:
    raw, fields = _divided(text)
    for one in raw:
        if len(one.given) > MAX_ROW:
            yield ListedRow(one.row, one.given[:MAX_ROW] + "…", None, problem=ROW_TOO_LONG)
        elif fields is not None:
            yield _by_header(one, fields)
        else:
            yield from _by_looks(one)


def _divided(text: str) -> tuple[Sequence[_Raw], tuple[str | None, ...] | None]:
    """The rows below the header, and the fields of its columns; None where there is no header."""
    for separator in _SEPARATORS:
        raw = _table(text, separator)
        fields = _header(raw[0].cells) if raw else None
        if fields is not None:
            return raw[1:], fields
    for separator in _SEPARATORS:
        raw = _table(text, separator)
        widths = {len(one.cells) for one in raw}
        if len(widths) == 1 and widths != {1} and all(_addresses(one) == 1 for one in raw) and _divides(raw):
            return raw, None
    return _table(text, None), None


def _divides(raw: Sequence[_Raw]) -> bool:
    """Whether a separator really divides: it may as well be part of addresses, each of which is a row by itself."""
    if not all(as_address(one.given).url for one in raw):
        return True
    return any(cell.startswith("@") or not cell for one in raw for cell in one.cells)


def _addresses(one: _Raw) -> int:
    return sum(1 for cell in one.cells if as_address(cell).url is not None)


def _header(cells: Sequence[str]) -> tuple[str | None, ...] | None:
    fields = tuple(_FIELD_OF.get(" ".join(cell.lower().replace("_", " ").split())) for cell in cells)
    return fields if "url" in fields else None


def _table(text: str, separator: str | None) -> list[_Raw]:
    lines = io.StringIO(text, newline=None).read().split("\n")
    if separator is None:
        return [_Raw(row, line, (_bare(line),)) for row, line in enumerate(lines, 1) if line.strip()]
    try:
        return list(_quoted(lines, separator))
    except csv.Error:  # a quote that never ends must not swallow the rows below it
        divided = ((row, line, line.split(separator)) for row, line in enumerate(lines, 1))
        return [
            _Raw(row, line, tuple(_bare(cell) for cell in cells))
            for row, line, cells in divided
            if any(cell.strip() for cell in cells)
        ]


def _quoted(lines: Sequence[str], separator: str) -> Iterator[_Raw]:
    """Rows by RFC 4180, with cells of several lines. Raises `csv.Error` where the quotes do not fit."""
    read: list[str] = []

    def feed() -> Iterator[str]:
        for line in lines:
            read.append(line)
            yield line + "\n"

    row = 1
    for cells in csv.reader(feed(), delimiter=separator, strict=True):
        given, at = "\n".join(read), row
        row += len(read)
        read.clear()
        if any(cell.strip() for cell in cells):
            yield _Raw(at, given, tuple(_bare(cell) for cell in cells))


def _bare(cell: str) -> str:
    """A cell without white space and the quotes around it."""
    cell = cell.strip()
    while len(cell) > 1 and cell[0] == cell[-1] and cell[0] in "\"'":
        cell = cell[1:-1].strip()
    return cell


def _by_header(one: _Raw, fields: Sequence[str | None]) -> ListedRow:
    found: dict[str, str] = {}
    more: list[str] = []
    for place, cell in enumerate(one.cells):
        field = fields[place] if place < len(fields) else None
        if not cell:
            continue
        if field is None or field in found:
            more.append(cell)
        else:
            found[field] = cell
    address = as_address(found["url"]) if "url" in found else None
    return ListedRow(
        row=one.row,
        given=one.given,
        url=address.url if address else None,
        account=found.get("account"),
        handle=found.get("handle", "").removeprefix("@") or None,
        platform=found.get("platform"),
        note=" | ".join((*([found["note"]] if "note" in found else ()), *more)) or None,
        problem=address.problem if address else NO_ADDRESS,
    )


def _by_looks(one: _Raw) -> Iterator[ListedRow]:
    words = one.given.split()
    if len(one.cells) == 1 and len(words) > 1 and all(as_address(word).url for word in words):
        for word in words:  # several addresses in one line
            yield ListedRow(one.row, word, as_address(word).url)
        return
    cells = list(one.cells)
    if len(cells) == 1 and len(words) > 1 and as_address(words[0]).url:
        cells = [words[0], cells[0].partition(words[0])[2].strip()]  # an address, and words behind it
    addresses = [as_address(cell) for cell in cells]
    place = next((place for place, address in enumerate(addresses) if address.url), None)
    rest = [cell for number, cell in enumerate(cells) if number != place and cell]
    handle = next((cell for cell in rest if cell.startswith("@") and " " not in cell), None)
    note = " | ".join(cell for cell in rest if cell is not handle) if place is not None else ""
    yield ListedRow(
        row=one.row,
        given=one.given,
        url=addresses[place].url if place is not None else None,
        handle=handle[1:] or None if handle else None,
        note=note or None,
        problem=None if place is not None else addresses[0].problem,
    )
