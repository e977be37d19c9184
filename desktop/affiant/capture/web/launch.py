"""Puts two pipes on descriptors 3 and 4, then becomes the browser: ``-m affiant.capture.web.launch 12 13 -- PROGRAM …``

A program of its own instead of `subprocess`'s ``preexec_fn``, which may lock up in a process with threads, and instead
of ``sh -c 'exec … 3<&12'``, as the shells of POSIX need know no descriptor above 9 and Debian's knows none. The two
numbers come by ``pass_fds``; no other descriptor of ours reaches the browser.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

NOT_FOUND = 127
"""Exit status when the program cannot be started, as of a shell."""


def become(reads: int, writes: int, command: Sequence[str]) -> None:
    """Replace this process by a browser.

    Args:
        reads: descriptor that the browser shall read as its 3.
        writes: descriptor that the browser shall write as its 4.
        command: absolute path and arguments.

    Raises:
        OSError: it cannot be started.
    """
    aside = [os.dup(reads), os.dup(writes)]  # dup gives the lowest free number: one of them may be 3 or 4 itself
    while min(aside) < 5:
        aside = [os.dup(one) if one < 5 else one for one in aside]
    os.dup2(aside[0], 3)
    os.dup2(aside[1], 4)
    for one in {reads, writes} - {3, 4}:
        os.close(one)
    # What `os.dup` made is not inheritable; 3 and 4 are, by `os.dup2`.
    os.execv(command[0], list(command))  # noqa: S606 - a list of words from an engine of ours, and no shell is wanted


if __name__ == "__main__":
    try:
        become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[4:])
    except OSError as wrong:
        sys.stderr.write(f"{wrong.strerror}\n")
        sys.exit(NOT_FOUND)
