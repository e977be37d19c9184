"""Entry of the command line: reads the words, runs the command, turns errors into sentences and exit statuses."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from affiant import __version__
from affiant.cli.command import Terminal
from affiant.cli.registry import COMMANDS, Entry
from affiant.cli.terminal_progress import TerminalProgress
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.names import visible
from affiant.workflow.system import system_from_environment


def main(argv: Sequence[str]) -> int:
    """Run one command.

    Args:
        argv: the words after the program's name; the first one names the command.

    Returns:
        The exit status of design §8.
    """
    _utf8(sys.stdout, sys.stderr)
    entries = {entry.name: entry for entry in COMMANDS}
    first = next((word for word in argv if not word.startswith("-")), None)
    entry = entries.get(first) if first is not None else None
    if entry is None or argv[0].startswith("-"):
        _overview().parse_args(argv[:1] if entry is None else argv)  # prints help or usage and leaves
        return ExitStatus.USAGE
    try:
        return _run(entry, argv[1:])
    except BrokenPipeError:  # the reader of our output went away; not an error of the work
        sys.stderr.close()
        return ExitStatus.DONE
    except Exception:  # noqa: BLE001 - the one place where a bug becomes a sentence and status 70
        sys.stderr.write(_BUG.format(traceback.format_exc()))
        return ExitStatus.BUG


_BUG = """{}
This is a bug in Affiant, not a fault of yours or of the evidence. Nothing stored is lost.
Please report the lines above; look through them for names before you send them.
"""


def _overview() -> argparse.ArgumentParser:
    width = max(len(entry.name) for entry in COMMANDS) + 2
    listing = "\n".join(f"  {entry.name.ljust(width)}{entry.summary}" for entry in COMMANDS)
    parser = argparse.ArgumentParser(
        prog="affiant",
        usage="affiant [COMMAND …]",
        description="Capture, custody and signed evidence packs. Without a command the window opens.",
        epilog=f"commands:\n{listing}\n\naffiant COMMAND --help says more about a command.\n\n"
        "exit status: 0 done or verified · 1 failed verification · 2 wrong usage or input · 3 incomplete · "
        "4 locked · 5 disk · 6 cancelled · 70 a bug of ours",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"affiant {__version__}")
    parser.add_argument("command", choices=[entry.name for entry in COMMANDS], metavar="COMMAND")
    return parser


def _run(entry: Entry, words: Sequence[str]) -> int:
    command = entry.load()
    parser = argparse.ArgumentParser(
        prog=f"affiant {entry.name}", description=entry.summary[:1].upper() + entry.summary[1:]
    )
    command.configure(parser)
    common = parser.add_argument_group("every command")
    common.add_argument("--json", action="store_true", help="print one JSON document on standard output")
    common.add_argument("--batch", action="store_true", help="never ask a question")
    common.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="file with the passphrase of the identity (no keyring needed)",
    )
    options = parser.parse_args(words)
    progress = TerminalProgress(sys.stderr)
    progress.listen()
    may_ask = not options.batch and sys.stdin.isatty()
    terminal = Terminal(sys.stdout, sys.stderr, options.json, options.batch, progress, _ask if may_ask else None)
    system = system_from_environment(
        os.environ,
        passphrase_file=options.passphrase_file,
        ask_passphrase=_ask_passphrase if may_ask else None,
        warn=lambda error: _say_error(error, terminal),
    )
    try:
        return command.run(options, system, terminal)
    except AffiantError as error:
        progress.clear()
        _show_error(error, terminal)
        return error.status
    except (Cancelled, KeyboardInterrupt):
        progress.clear()
        terminal.say("Cancelled. What was finished before is kept; nothing is half done.")
        return ExitStatus.CANCELLED
    finally:
        progress.clear()


def _show_error(error: AffiantError, terminal: Terminal) -> None:
    if terminal.as_json:
        document = {
            "error": {
                "code": error.code,
                "title": error.title,
                "subject": error.subject,
                "safe": error.safe,
                "remedy": error.remedy,
            }
        }
        print(json.dumps(document, ensure_ascii=True, indent=2), file=terminal.out)
    _say_error(error, terminal)


def _say_error(error: AffiantError, terminal: Terminal) -> None:
    terminal.say(f"{error.title}." + (f" [{visible(error.subject)}]" if error.subject else ""))
    for text in (error.safe, error.remedy):
        if text:
            terminal.say(text)
    terminal.say(f"({error.code})")


def _ask(question: str) -> str:
    """Ask on standard error, so that standard output stays data."""
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _ask_passphrase() -> str | None:
    return getpass.getpass("Passphrase of your identity: ") or None


def _utf8(*streams: object) -> None:
    """Write UTF-8 whatever the locale says, so that evidence in any script can be printed."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
