"""One page of messages as Telegram Desktop writes it in HTML (``export_output_html.cpp`` of tdesktop).

A message is a ``div`` of class ``message`` with an id; what it says stands in ``div``s of known classes inside of it.
The classes have been the same since 2018; the words around them differ by language and are not relied on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from affiant.capture.platform_exports.html_tokens import VOID, Tag, Text, tokens
from affiant.core.errors import FormatError

MAX_DEPTH = 500
_NO_MEDIA = ("text", "aside", "author", "forwarded")
"""Roles in which a link is no file of the message: it is written by a person, or shows a face."""
_ANSWERED = re.compile(r"go_to_message(-?[0-9]+)")
_NO_FILE = re.compile(r"#|javascript:|[a-zA-Z][a-zA-Z0-9+.-]*://")
_TELLS_ITSELF = tuple(
    f"media_{one}"
    for one in ("call", "contact", "game", "giveaway", "invoice", "live_location", "location", "poll", "venue")
)
"""What is in place of a file and is no file."""
_ROLES = {
    "from_name": "author",
    "reply_to": "aside",
    "userpic": "aside",
    "userpic_wrap": "aside",
    "reactions": "aside",
    "date": "aside",
    "text": "text",
    "question": "extra",
    "answer": "extra",
    "media_poll": "aside",
    "title": "media",
    "description": "media",
    "status": "media",
}


@dataclass(slots=True)
class Message:
    """What one ``div`` says."""

    id: str
    start: int
    service: bool
    joined: bool
    end: int = 0
    date: str | None = None
    forwarded: bool = False
    reply_to: str | None = None
    media: list[str] = field(default_factory=list)
    omitted: bool = False
    said: dict[str, list[str]] = field(default_factory=dict)
    """Role to pieces of text."""

    def text(self, role: str) -> str:
        """All that was said in a role."""
        return "".join(self.said.get(role, ())).strip()


@dataclass(slots=True)
class Title:
    """The name of the chat, at the top of the page."""

    text: str


@dataclass(frozen=True, slots=True)
class _Open:
    """An element whose end has not come."""

    name: str
    role: str
    is_message: bool = False
    is_forwarded: bool = False


class _Page:
    """Where the walk through a page stands."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.message: Message | None = None
        self.title: list[str] = []
        self.has_title = False

    @property
    def role(self) -> str:
        return self.open[-1].role if self.open else ""

    def begin(self, tag: Tag) -> None:
        if tag.name in VOID:
            if tag.name == "br":
                self.say("\n")
            return
        classes = tag.classes
        if self.message is None and tag.name == "div" and "message" in classes and "id" in tag.attributes:
            service, joined = "service" in classes, "joined" in classes
            self.message = Message(tag.attributes["id"], tag.start, service, joined)
            entered = _Open(tag.name, "", is_message=True)
        elif self.message is None:
            entered = _Open(tag.name, self._role_outside(classes))
        else:
            entered = self._inside(self.message, tag, classes)
        if len(self.open) >= MAX_DEPTH:
            raise FormatError("A page is nested deeper than any program writes", code="file-too-deep")
        self.open.append(entered)

    def _role_outside(self, classes: frozenset[str]) -> str:
        if self.role:
            return self.role
        return "page_header" if "page_header" in classes else ""

    def _inside(self, message: Message, tag: Tag, classes: frozenset[str]) -> _Open:
        forwarded = "forwarded" in classes
        message.forwarded |= forwarded
        was_forwarded = any(one.is_forwarded for one in self.open)
        if tag.name == "a":
            self._link(message, tag.attributes.get("href", ""))
        if "date" in classes and "title" in tag.attributes and message.date is None and not was_forwarded:
            message.date = tag.attributes["title"]
        kinds = [one for one in classes if one.startswith("media_") and one != "media_wrap"]
        message.omitted |= tag.name == "div" and any(one not in _TELLS_ITSELF for one in kinds)
        role = next((_ROLES[one] for one in sorted(classes) if one in _ROLES), self.role)
        if self.role in ("author", "forwarded") and tag.name == "span":
            role = "aside"
        elif role == "author" and (forwarded or was_forwarded):
            role = "forwarded"
        elif message.service and "body" in classes:
            role = "text"
        return _Open(tag.name, role, is_forwarded=forwarded)

    def _link(self, message: Message, href: str) -> None:
        """A link to the message that is answered, or to a file."""
        if self.role == "aside" and (found := _ANSWERED.search(href)):
            message.reply_to = message.reply_to or found[1]
        elif href and self.role not in _NO_MEDIA and not _NO_FILE.match(href):
            message.media.append(href)

    def end(self, tag: Tag) -> Message | None:
        """Close an element; returns the message that ends with it."""
        if not any(one.name == tag.name for one in self.open[-20:]):
            return None
        ended: Message | None = None
        while self.open:
            closed = self.open.pop()
            if closed.role == "extra":
                self.say("\n", "extra")
            if closed.is_message and self.message is not None:
                ended, self.message = self.message, None
                ended.end = tag.end
            if closed.name == tag.name:
                break
        return ended

    def say(self, text: str, role: str | None = None) -> None:
        role = self.role if role is None else role
        if self.message is not None:
            if role == "media":
                text = text.strip() and f"{text.strip()}\n"
            self.message.said.setdefault(role, []).append(text)
        elif role == "page_header" and not self.has_title:
            self.title.append(text)


def messages(data: bytes) -> Iterator[Title | Message]:
    """Give the title of a page and its messages, each when it is complete.

    Raises:
        FormatError: it is broken beyond what a page can be; what was given stands.
    """
    page = _Page()
    for token in tokens(data):
        if isinstance(token, Text):
            page.say(token.text)
        elif token.closes:
            ended = page.end(token)
            if ended is not None:
                yield ended
        else:
            page.begin(token)
        if not page.has_title and page.role != "page_header" and (title := "".join(page.title).strip()):
            page.has_title = True
            yield Title(title)
    if page.message is not None:
        raise FormatError("A page ends inside of a message", code="file-cut-off")
