"""The worker's side: confine the process, then answer requests until the parent is gone."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from affiant.confined.frames import read_frame, write_frame
from affiant.confined.isolation import allow_one_request, confine, end_request
from affiant.confined.limits import Limits

Handler: TypeAlias = Callable[[Mapping[str, Any]], tuple[dict[str, Any], bytes]]
"""Turns a request into an answer and its payload. What it raises ends the worker; the parent starts another."""


def serve(handler: Handler) -> None:
    """Answer requests on standard input, one after the other, until it ends.

    The first frame holds the limits; they are in force before any request, and so before any foreign byte, is read.
    Whatever a library prints goes to standard error, which nobody reads, and cannot be taken for an answer.
    """
    requests, answers = _take_pipes()
    first = read_frame(requests, 0)
    if first is None:
        return
    limits = Limits.from_json(first[0].get("limits"))
    write_frame(answers, {"isolation": list(confine(limits))})
    while (frame := read_frame(requests, 0)) is not None:
        allow_one_request(limits)
        message, payload = handler(frame[0])
        write_frame(answers, message, payload)
        end_request()


def _take_pipes() -> tuple[io.FileIO, io.FileIO]:
    requests = io.FileIO(os.dup(0), "rb")
    answers = io.FileIO(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return requests, answers
