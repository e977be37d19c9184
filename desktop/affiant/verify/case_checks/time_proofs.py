"""The time proofs that were accepted into the case are over its checkpoints, and lead to trusted authorities."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName, State
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed, unknown, warned
from affiant.verify.object_files import ObjectFiles
from affiant.verify.seal_reading import seal_library
from affiant.verify.sentences import DEVICE_CLOCK_ONLY
from affiant.verify.time_judgement import judge_reply

_MAX_REPLY = 1 << 20


def _run(case: CaseReading, progress: Progress) -> Iterator[Said]:
    times = case.index.times
    if not times:
        yield warned("", DEVICE_CLOCK_ONLY)
        return
    library = seal_library()
    wanted = {one.size for one in times}
    notes = {size: note for size, note in case.snapshot.checkpoints() if size in wanted}
    tokens = {one.token for one in times}
    files = ObjectFiles((name, path) for name, path in case.snapshot.objects() if name in tokens)
    newest = ""
    covered = 0
    for number, one in enumerate(times, 1):
        progress.report(number, len(times), "Checking time proofs")
        subject = f"event {one.seq}"
        if one.token not in files or one.size not in notes:
            yield unknown(subject, "Not checked: the time proof or its checkpoint is missing.")
            continue
        try:
            with files.open(one.token) as stream:
                reply = stream.read(_MAX_REPLY)
        except OSError:
            yield unknown(subject, "Not checked: the time proof could not be read.")
            continue
        judged = judge_reply(library, reply, notes[one.size], case.trust)
        if judged.said is None:
            if one.size >= covered:
                newest, covered = judged.sentence(), one.size
        elif judged.said.outcome is State.FAIL:
            yield failed(subject, judged.said.detail)
        else:
            yield Said(judged.said.outcome, subject, judged.said.detail)
    if not newest:
        return
    later = case.index.size - covered
    if later:
        yield passed(f"The first {covered} events: {newest} The {later} after them have the device clock alone.")
    else:
        yield passed(newest)


CHECK = Check("time-proofs", LineName.TIME, _run)
