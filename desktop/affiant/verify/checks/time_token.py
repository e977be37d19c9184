"""The time proof is over this pack, and leads to an authority that the recipient trusts (RFC 3161)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from affiant.core.errors import FormatError
from affiant.core.pack_format import SEAL_TSQ, SEAL_TSR
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.available import SEALS
from affiant.verify.check import Check, Said, failed, passed, unknown, warned
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import seal_bytes, seal_library
from affiant.verify.sentences import DEVICE_CLOCK_ONLY
from affiant.verify.signature_library import Imprint, UnsupportedError
from affiant.verify.time_judgement import clock_ahead, judge_reply


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    query: Imprint | None = None
    if not pack.has(SEAL_TSR) and SEALS is None:
        # A waiting query proves nothing; without a library there is nothing to be missed.
        yield warned("", DEVICE_CLOCK_ONLY)
        return
    if pack.has(SEAL_TSQ):
        try:
            query = seal_library().read_time_query(seal_bytes(pack, SEAL_TSQ))
        except FormatError as wrong:
            yield failed(SEAL_TSQ, wrong.title + ".")
            return
        except UnsupportedError as wrong:
            yield unknown(SEAL_TSQ, wrong.title + ".")
            return
        if query.value != hashlib.new(query.digest, pack.tag_manifest_bytes).digest():
            yield failed(SEAL_TSQ, "The time query is for another pack.")
            return
    if not pack.has(SEAL_TSR):
        yield warned("", DEVICE_CLOCK_ONLY)
        return
    reply = seal_bytes(pack, SEAL_TSR)
    judged = judge_reply(seal_library(), reply, pack.tag_manifest_bytes, pack.trust)
    if judged.said is not None:
        yield Said(judged.said.outcome, SEAL_TSR, judged.said.detail)
        return
    if query is not None and query.nonce is not None and judged.nonce not in (None, query.nonce):
        yield failed(SEAL_TSR, "The time proof answers another query than the one in the pack.")
        return
    if ahead := clock_ahead(pack.ledger.latest_at, judged.gen_time):
        yield warned(SEAL_TSR, ahead)
        return
    yield passed(judged.sentence(), SEAL_TSR)


CHECK = Check("time-token", LineName.TIME, _run)
