"""Entry of the command line: reads the words, runs the command, turns errors into sentences and exit statuses."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
import traceback
from collections.abc import Sequence

from affiant import __version__
from affiant.cli.command import Terminal
from affiant.cli.output import open_output, write_result
from affiant.cli.registry import COMMANDS, Entry
from affiant.cli.terminal_progress import TerminalProgress
from affiant.cli.words import WordsParser, command_first, ensure_text, path
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
    sys.stdout, sys.stderr = open_output(sys.stdout), open_output(sys.stderr)
    words = command_first(argv)
    entry = next((one for one in COMMANDS if words[:1] == [one.name]), None)
    # the plainest terminal: until the words are read, only --json is known
    plain = Terminal(sys.stdout, sys.stderr, "--json" in words, batch=True, progress=TerminalProgress(sys.stderr))
    try:
        if entry is None:
            _overview().parse_args(words[:1])  # prints help and leaves, or raises
            return ExitStatus.USAGE
        return _run(entry, words[1:])
    except AffiantError as error:
        _show_error(error, plain)
        return error.status
    except (Cancelled, KeyboardInterrupt):
        plain.say(_CANCELLED)
        return ExitStatus.CANCELLED
    except Exception:  # noqa: BLE001 - the one place where a bug becomes a sentence and status 70
        plain.say(_BUG.format(traceback.format_exc()))
        return ExitStatus.BUG


_BUG = """{}
This is a bug in Affiant, not a fault of yours or of the evidence. Nothing stored is lost.
Please report the lines above; look through them for names before you send them."""
_CANCELLED = "Cancelled. What was finished before is kept; nothing is half done."


def _overview() -> WordsParser:
    width = max(len(entry.name) for entry in COMMANDS) + 2
    listing = "\n".join(f"  {entry.name.ljust(width)}{entry.summary}" for entry in COMMANDS)
    parser = WordsParser(
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
    parser = WordsParser(prog=f"affiant {entry.name}", description=entry.summary[:1].upper() + entry.summary[1:])
    command.configure(parser)
    common = parser.add_argument_group("every command")
    common.add_argument("--json", action="store_true", help="print one JSON document on standard output")
    common.add_argument("--batch", action="store_true", help="never ask a question")
    common.add_argument(
        "--passphrase-file",
        type=path,
        metavar="FILE",
        help="file with the passphrase of the identity (no keyring needed)",
    )
    options = parser.read(words)
    ensure_text(options)
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
    finally:
        progress.clear()


def _show_error(error: AffiantError, terminal: Terminal) -> None:
    if terminal.as_json:
        document = {
            "error": {
                "code": error.code,
                "title": error.title,
                "subject": error.subject.encode("utf-8", "backslashreplace").decode("utf-8"),
                "safe": error.safe,
                "remedy": error.remedy,
            }
        }
        write_result(terminal.out, json.dumps(document, ensure_ascii=True, indent=2))
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
