"""Looking into pictures and PDFs while other work goes on; what is found is recorded behind, as *derived*."""

from __future__ import annotations

import io
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Self

from affiant.capture.examination import Examined, Examiner, is_examined
from affiant.confined.pool import SIZE
from affiant.core import event_types
from affiant.core.event import Draft
from affiant.core.progress import Progress, Silent
from affiant.store.batch import Batch
from affiant.store.case import Case

_RECORD_AFTER = 64
"""Finished examinations that are recorded together while files still come in."""
_POLL_S = 0.1


class Examinations:
    """Examines artefacts of a case in the background. All methods belong to the thread that writes the case.

    Leaving the ``with`` block ends what is still under way: an examination can be made again at any time, and what has
    none is shown as not examined.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._examiner = Examiner()
        self._threads = ThreadPoolExecutor(SIZE, thread_name_prefix="affiant-examine")
        self._waiting: dict[str, Future[Examined]] = {}

    def ask_for(self, sha256: str, media_type: str) -> None:
        """Examine an artefact that is safe in the case, unless it is no picture or PDF, or was examined before."""
        if not is_examined(media_type) or sha256 in self._waiting or self._case.examination(sha256) is not None:
            return
        path = self._case.object_path(sha256)
        self._waiting[sha256] = self._threads.submit(self._examiner.examine, path, media_type)

    def record_finished(self) -> None:
        """Record what is done, when it is enough to be worth a batch.

        Raises:
            AffiantError: see `record_all`, which tries again.
        """
        done = {sha256: one for sha256, one in self._waiting.items() if one.done()}
        if len(done) >= _RECORD_AFTER:
            self._record(done)

    def record_all(self, progress: Progress) -> None:
        """Wait for everything that was asked for, and record it.

        Raises:
            AffiantError: the worker program cannot be started, or the disk of the case failed; what has no record
                then is shown as not examined.
            Cancelled: what was done by then is recorded.
        """
        asked = len(self._waiting)
        try:
            while any(not one.done() for one in self._waiting.values()):
                progress.report(sum(one.done() for one in self._waiting.values()), asked, "Looking into pictures")
                wait(self._waiting.values(), _POLL_S)
        finally:
            self._record({sha256: one for sha256, one in self._waiting.items() if one.done()})

    def _record(self, done: Mapping[str, Future[Examined]]) -> None:
        if not done:
            return
        with self._case.batch() as batch:
            for sha256, one in done.items():
                batch.record(_draft(batch, sha256, one.result()))
            batch.commit()
        for sha256 in done:
            del self._waiting[sha256]

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the children; examinations under way are dropped."""
        self._examiner.close()
        self._threads.shutdown(cancel_futures=True)


def _draft(batch: Batch, sha256: str, examined: Examined) -> Draft:
    thumbnail = examined.thumbnail_png
    return Draft(
        event_types.ARTEFACT_EXAMINED,
        {
            "facts": examined.facts,
            "failed": examined.failed,
            "method": examined.method,
            "sha256": sha256,
            "thumbnail": batch.intake(io.BytesIO(thumbnail), Silent()).sha256 if thumbnail is not None else None,
        },
        sensitive={} if examined.exif is None else {"exif": examined.exif},
    )
