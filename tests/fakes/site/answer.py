"""What a page of the test site answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Protocol, TypeAlias


@dataclass(frozen=True)
class Answer:
    """One whole answer; its length is sent."""

    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    packed: bool = False
    """Send it with gzip when the browser takes that."""


class Place(Protocol):
    """What a page may know of the site it stands on."""

    stopping: Event

    def url(self, name: str, **asked: object) -> str:
        """Address of a page on the first port."""

    def other_url(self, name: str, **asked: object) -> str:
        """Address of a page on another port: another origin."""


@dataclass(frozen=True)
class Request:
    """What was asked for."""

    site: Place
    headers: Mapping[str, str]
    asked: Mapping[str, str] = field(default_factory=dict)
    """The query."""

    def number(self, name: str, otherwise: int) -> int:
        return int(self.asked.get(name, otherwise))


Page: TypeAlias = Callable[[Request], Answer]
Raw: TypeAlias = Callable[[Request, BaseHTTPRequestHandler], None]
"""Writes to the connection itself, and may leave it in any state."""


def html(
    title: str,
    body: str,
    *,
    head: str = "",
    lang: str = "en",
    direction: str = "ltr",
    status: int = 200,
    headers: tuple[tuple[str, str], ...] = (),
    packed: bool = False,
) -> Answer:
    """Make an HTML page."""
    text = (
        f'<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>'
        '<link rel="icon" href="data:,">'
        f"{head}</head><body>{body}</body></html>"
    )
    return Answer(text.encode(), status=status, headers=headers, packed=packed)
