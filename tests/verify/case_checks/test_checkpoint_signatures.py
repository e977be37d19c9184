from __future__ import annotations

import base64

from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import assert_only, line, subjects

from affiant.core.verdict import LineName, State


def test_a_checkpoint_with_another_signature_is_found(made: MadeCase) -> None:
    ((note,),) = made.query("SELECT note FROM checkpoint WHERE size = 2")
    head, tail = note.rsplit(b" ", 1)
    blob = base64.b64decode(tail)
    altered = head + b" " + base64.b64encode(blob[:-1] + bytes([blob[-1] ^ 1])) + b"\n"
    made.alter("UPDATE checkpoint SET note = ? WHERE size = 2", altered)
    assert_only(made.judge(), "checkpoint-signatures", "checkpoint 2", LineName.SIGNER)
    assert line(made.judge(), LineName.CONTENTS) is State.PASS
    assert subjects(made.judge(), "checkpoint-signatures") == {"checkpoint 2"}
