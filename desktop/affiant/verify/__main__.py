"""``affiant-verify PACK``: the verifier as a program of its own. It limits its own process before it reads a pack."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.names import visible
from affiant.core.progress import Progress, Silent
from affiant.verify.process_limits import limit_this_process
from affiant.verify.report import text_report
from affiant.verify.trust_files import read_trust
from affiant.verify.verify import verify_pack

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
    limit_this_process()
    progress: Progress = ProgressLines() if arguments.progress_json else Silent()
    try:
        trust = read_trust(arguments.trust)
        verdict = verify_pack(arguments.pack, trust, progress, thorough=arguments.thorough)
    except AffiantError as wrong:
        if arguments.json:
            error = {name: getattr(wrong, name) for name in ("code", "title", "subject", "safe", "remedy")}
            _write(json.dumps({"error": error}, ensure_ascii=False) + "\n")
        _say(wrong)
        return int(wrong.status)
    except (KeyboardInterrupt, Cancelled):
        print("Cancelled; nothing was decided.", file=sys.stderr)
        return int(ExitStatus.CANCELLED)
    except MemoryError:
        print("Not checked: the pack needs more memory than this program allows itself.", file=sys.stderr)
        return int(ExitStatus.INCOMPLETE)
    if arguments.json:
        _write(json.dumps(verdict.to_json(), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        _write(text_report(verdict, every_check=arguments.all))
    return int(verdict.status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="affiant-verify",
        description="Check a pack: is it unchanged, who signed it, and since when does it exist? Needs no network.",
        epilog="Exit status: 0 all three lines pass, 1 something failed, 2 wrong usage, 3 a line warns or is unknown, "
        "6 cancelled.",
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
    print(f"affiant-verify: {wrong.title}{subject}", file=sys.stderr)
    if wrong.remedy:
        print(wrong.remedy, file=sys.stderr)


def _write(text: str) -> None:
    """Write UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
