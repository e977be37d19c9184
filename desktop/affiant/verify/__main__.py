"""``affiant-verify PACK``: the verifier as a program of its own. It limits its own process before it reads a pack."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.names import visible
from affiant.core.progress import Progress, Silent
from affiant.core.verdict import Verdict
from affiant.verify.process_limits import limit_this_process
from affiant.verify.report import text_report
from affiant.verify.sentences import ENDED, OUT_OF_MEMORY
from affiant.verify.trust_files import read_trust
from affiant.verify.verify import unfinished, verify_pack

_SECONDS_BETWEEN_REPORTS = 0.2


class ProgressLines:
    """Progress as JSON lines on stderr, for a parent process."""

    def __init__(self) -> None:
        self._last = 0.0

    def report(self, done: int, total: int | None, what: str) -> None:
        """See `Progress.report`."""
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_REPORTS or done == total:
            self._last = now
            print(json.dumps({"done": done, "total": total, "what": what}), file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        argv: arguments without the program's name; those of the process when None.

    Returns:
        Exit status of design §8.
    """
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except AffiantError as wrong:
        _say(wrong)
        error = {name: getattr(wrong, name) for name in ("code", "title", "subject", "safe", "remedy")}
        return _error(arguments, error, int(wrong.status))
    except (KeyboardInterrupt, Cancelled):
        _tell("Cancelled; nothing was decided.")
        return _error(arguments, {"code": "cancelled", "title": "Cancelled"}, int(ExitStatus.CANCELLED))
    except BaseException:  # noqa: BLE001 - a bug is no verdict; a panic of a library is not even an Exception
        _tell(traceback.format_exc() + "This is a bug of the verifier, not a fault of the pack. Nothing was decided.")
        return _result(arguments, unfinished(ENDED), int(ExitStatus.BUG))


def _run(arguments: argparse.Namespace) -> int:
    limit_this_process()
    progress: Progress = ProgressLines() if arguments.progress_json else Silent()
    try:
        trust = read_trust(arguments.trust)
        verdict = verify_pack(arguments.pack, trust, progress, thorough=arguments.thorough)
    except MemoryError:
        verdict = unfinished(OUT_OF_MEMORY)
    return _result(arguments, verdict, int(verdict.status))


def _result(arguments: argparse.Namespace, verdict: Verdict, status: int) -> int:
    if arguments.json:
        return _write(json.dumps(verdict.to_json(), ensure_ascii=False, indent=2, sort_keys=True) + "\n", status)
    return _write(text_report(verdict, every_check=arguments.all), status)


def _error(arguments: argparse.Namespace, error: dict[str, str], status: int) -> int:
    return _write(json.dumps({"error": error}, ensure_ascii=False) + "\n", status) if arguments.json else status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="affiant-verify",
        description="Check a pack: is it unchanged, who signed it, and since when does it exist? Needs no network.",
        epilog="Exit status: 0 all three lines pass, 1 something failed, 2 wrong usage, 3 a line warns or is unknown, "
        "5 the result could not be written, 6 cancelled, 70 a bug of the verifier.",
    )
    parser.add_argument("pack", metavar="PACK", type=Path, help="folder or ZIP file")
    parser.add_argument(
        "--trust",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="public keys that you got from the signer, not out of the pack; may be given several times",
    )
    parser.add_argument("--json", action="store_true", help="print the verdict as one JSON document")
    parser.add_argument("--all", action="store_true", help="list the checks that passed, too")
    parser.add_argument("--thorough", action="store_true", help="compute SHA-512 of every file as well")
    parser.add_argument("--progress-json", action="store_true", help="report progress as JSON lines on stderr")
    return parser


def _say(wrong: AffiantError) -> None:
    subject = f": {visible(wrong.subject)}" if wrong.subject else ""
    _tell(f"affiant-verify: {wrong.title}{subject}")
    if wrong.remedy:
        _tell(wrong.remedy)


def _tell(sentence: str) -> None:
    """Talk on stderr, which may be closed."""
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)


def _write(text: str, status: int) -> int:
    """Write UTF-8 whatever the terminal's encoding is, and return the exit status.

    A reader that went away changes nothing of the verdict; a result that could not be written is no verdict, and never
    status 1.
    """
    try:
        sys.stdout.flush()
        # A path may hold bytes that are no text; what JSON then has is an escape.
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except OSError as wrong:
        # Python writes what is left once more at its end; it must not fail there again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(wrong, BrokenPipeError):
            return status
        _tell("affiant-verify: the result could not be written.")
        return int(ExitStatus.DISK)
    return status


if __name__ == "__main__":
    sys.exit(main())
