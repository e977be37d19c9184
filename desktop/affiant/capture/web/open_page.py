"""A page that can be captured, with everything that listens to it, and what is known of it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from affiant.capture.web.attachment import Attachment, BrowserFacts
from affiant.capture.web.bodies import Bodies
from affiant.capture.web.exchange import Exchange
from affiant.capture.web.loading import Scrolled
from affiant.capture.web.network_log import NetworkLog
from affiant.capture.web.page_texts import PageTexts
from affiant.capture.web.page_watch import PageWatch
from affiant.capture.web.page_world import PageWorld
from affiant.capture.web.picture_facts import PictureFacts


@dataclass(slots=True)
class OpenPage:
    """A page and everything that listens to it."""

    attachment: Attachment
    watch: PageWatch
    log: NetworkLog
    bodies: Bodies
    world: PageWorld
    about: BrowserFacts
    only_shown: bool = False
    """Forget the traffic of a document when another takes its place: in a window a person goes about for hours."""

    def hear(self, method: str, params: dict[str, Any], session: str | None) -> None:
        """See `protocol.Listener`."""
        before = self.watch.documents
        self.watch.hear(method, params, session)
        if self.watch.is_ours(session):
            self.log.hear(method, params, session)
        if self.watch.documents != before:
            self.world.forget()
            if self.watch.loader:
                self.log.leave_before(self.watch.loader)
            if self.only_shown and self.watch.loader:
                for one in self.log.forget_before(self.watch.loader):
                    self.bodies.give_back(one)


@dataclass(slots=True)
class Found:
    """What is known so far."""

    gaps: dict[str, int] = field(default_factory=dict)
    probe: Mapping[str, Any] = field(default_factory=dict)
    texts: PageTexts | None = None
    scrolled: Scrolled = field(default_factory=Scrolled)
    pictures: PictureFacts | None = None
    shots: list[dict[str, Any]] = field(default_factory=list)
    chain: tuple[str, ...] = ()
    first_chain: tuple[str | None, tuple[str, ...]] = (None, ())
    """Document and chain when it began to come: later the same server may show another one."""
    loader: str | None = None

    def hops(self, log: NetworkLog) -> list[Exchange]:
        """Return the requests by which the page itself came, redirects first."""
        return [one for one in log.exchanges if one.id == self.loader] if self.loader else []
