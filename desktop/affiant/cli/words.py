"""The words of a command line: what is wrong with them becomes an expected error like every other."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from affiant.core.errors import AffiantError

_WITHOUT_VALUE = ("--json", "--batch")
_WITH_VALUE = "--passphrase-file"


class WordsParser(argparse.ArgumentParser):
    """An argument parser that raises: under ``--json`` wrong usage is a JSON document too."""

    _has_actions = False

    def add_subparsers(self, **words: Any) -> Any:
        """See `argparse.ArgumentParser.add_subparsers`."""
        self._has_actions = True
        return super().add_subparsers(**words)

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse the words of a command; options may stand between them.

        `parse_args` alone takes a list of any length for empty where an option stands before it:
        ``capture CASE --note N URL``.
        """
        return self.parse_args(words) if self._has_actions else self.parse_intermixed_args(words)

    def error(self, message: str) -> NoReturn:
        """Raise an `AffiantError` with the usage as its remedy."""
        raise AffiantError(
            "usage",
            "These words do not make a command",
            subject=message,
            remedy=f"{self.format_usage().strip()}\nMore with: {self.prog} --help",
        )


def path(text: str) -> Path:
    """A path from a command line. An empty word, such as an unset variable of a script, is not the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("an empty word is no path")
    return Path(text)


def repeat_common(parser: argparse.ArgumentParser) -> None:
    """Let the common options stand behind the action word of a command, too."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.add_argument("--batch", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.add_argument("--passphrase-file", type=path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def command_first(words: Sequence[str]) -> list[str]:
    """Put the common options behind the command: ``--json list CASE`` is ``list --json CASE``."""
    index = 0
    while index < len(words) and _is_common(words[index]):
        index += 2 if words[index] == _WITH_VALUE else 1
    return [*words[index : index + 1], *words[:index], *words[index + 1 :]]


def ensure_text(options: argparse.Namespace) -> None:
    """Refuse words that are no text; paths may be anything that the system takes for one.

    Raises:
        AffiantError: a word was not UTF-8; nothing was done.
    """
    for word in _texts(vars(options).values()):
        if any("\ud800" <= one <= "\udfff" for one in word):
            raise AffiantError(
                "not-text",
                "A word of the command is not valid UTF-8 text",
                subject=word,
                safe="Nothing was done.",
                remedy="Write it in UTF-8; file names alone may be anything.",
            )


def _is_common(word: str) -> bool:
    return word in _WITHOUT_VALUE or word.split("=", 1)[0] == _WITH_VALUE


def _texts(values: object) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif not isinstance(values, Path) and hasattr(values, "__iter__"):
        for one in values:
            yield from _texts(one)
