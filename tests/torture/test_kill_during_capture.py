"""The short form of `kill_during_capture.py`: each victim once, struck by the page itself while it is being loaded."""

from __future__ import annotations

import queue
import subprocess
from collections.abc import Iterator

import pytest
from tests.fakes.person import Person, this_user
from tests.fakes.site.answer import Answer, Request, html
from tests.fakes.site.server import Site
from tests.torture.kill_during_capture import VICTIMS, Figures, one_round, strike, tree_of


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Person:
    return this_user(tmp_path_factory.mktemp("torture")).with_case()


@pytest.mark.parametrize("kind", VICTIMS)
def test_nothing_acknowledged_is_lost_and_nothing_half_is_left(person: Person, site: Site, kind: str) -> None:
    figures = Figures()
    started: queue.SimpleQueue[tuple[subprocess.Popen[bytes], dict[int, str]]] = queue.SimpleQueue()

    def bang(_: Request) -> Answer:
        child, processes = started.get(timeout=30)
        started.put((child, processes))  # a browser may ask again
        processes.update(tree_of(child.pid))
        figures.struck["page"] += strike(kind, child.pid, site)
        return Answer(b"", status=404)

    def by_the_page(child: subprocess.Popen[bytes], processes: dict[int, str]) -> bool:
        started.put((child, processes))
        return True

    site.put(f"bang-{kind}", bang)
    site.put(f"page-{kind}", lambda _: html("Bang", f'<p>words</p><img src="bang-{kind}">'))
    urls = [site.url("thread"), site.url(f"page-{kind}"), site.url("profile")]
    document = one_round(person, site, kind, urls, by_the_page, figures)
    assert figures.faults == []
    assert figures.struck["page"] >= 1
    if kind == "ours":
        assert document is None
        assert len(figures.known) >= 1  # the page before was durable
    else:
        assert document is not None
        captured = {one["url"] for one in document["captures"]}
        assert {urls[0], urls[2]} <= captured, document["failed"]
