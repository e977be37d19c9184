"""The commands, in the order of ``affiant --help``.

Each entry says name and summary itself and loads its file only when it is used: this keeps ``affiant --help`` and quick
commands free of the PDF and signature libraries. The imports are written out, so that linters and readers see them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from affiant.cli.command import Command


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is not loaded yet."""

    name: str
    summary: str
    load: Callable[[], Command]


def _identity() -> Command:
    from affiant.cli.commands.identity import IdentityCommand  # noqa: PLC0415 - see the head of this file

    return IdentityCommand()


def _init() -> Command:
    from affiant.cli.commands.init import InitCommand  # noqa: PLC0415 - see the head of this file

    return InitCommand()


def _account() -> Command:
    from affiant.cli.commands.account import AccountCommand  # noqa: PLC0415 - see the head of this file

    return AccountCommand()


def _add() -> Command:
    from affiant.cli.commands.add import AddCommand  # noqa: PLC0415 - see the head of this file

    return AddCommand()


def _import() -> Command:
    from affiant.cli.commands.import_export import ImportCommand  # noqa: PLC0415 - see the head of this file

    return ImportCommand()


def _capture() -> Command:
    from affiant.cli.commands.capture import CaptureCommand  # noqa: PLC0415 - see the head of this file

    return CaptureCommand()


def _targets() -> Command:
    from affiant.cli.commands.targets import TargetsCommand  # noqa: PLC0415 - see the head of this file

    return TargetsCommand()


def _watch() -> Command:
    from affiant.cli.commands.watch import WatchCommand  # noqa: PLC0415 - see the head of this file

    return WatchCommand()


def _list() -> Command:
    from affiant.cli.commands.list import ListCommand  # noqa: PLC0415 - see the head of this file

    return ListCommand()


def _screenshot() -> Command:
    from affiant.cli.commands.screenshot import ScreenshotCommand  # noqa: PLC0415 - see the head of this file

    return ScreenshotCommand()


def _search() -> Command:
    from affiant.cli.commands.search import SearchCommand  # noqa: PLC0415 - see the head of this file

    return SearchCommand()


def _id() -> Command:
    from affiant.cli.commands.id import IdCommand  # noqa: PLC0415 - see the head of this file

    return IdCommand()


def _describe() -> Command:
    from affiant.cli.commands.describe import DescribeCommand  # noqa: PLC0415 - see the head of this file

    return DescribeCommand()


def _review() -> Command:
    from affiant.cli.commands.review import ReviewCommand  # noqa: PLC0415 - see the head of this file

    return ReviewCommand()


def _withdraw() -> Command:
    from affiant.cli.commands.withdraw import WithdrawCommand  # noqa: PLC0415 - see the head of this file

    return WithdrawCommand()


def _stamp() -> Command:
    from affiant.cli.commands.stamp import StampCommand  # noqa: PLC0415 - see the head of this file

    return StampCommand()


def _export() -> Command:
    from affiant.cli.commands.export import ExportCommand  # noqa: PLC0415 - see the head of this file

    return ExportCommand()


def _verify() -> Command:
    from affiant.cli.commands.verify import VerifyCommand  # noqa: PLC0415 - see the head of this file

    return VerifyCommand()


def _doctor() -> Command:
    from affiant.cli.commands.doctor import DoctorCommand  # noqa: PLC0415 - see the head of this file

    return DoctorCommand()


def _practice() -> Command:
    from affiant.cli.commands.practice import PracticeCommand  # noqa: PLC0415 - see the head of this file

    return PracticeCommand()


COMMANDS = (
    Entry("identity", "make, show or export the keys that sign", _identity),
    Entry("init", "make a new case", _init),
    Entry("account", "add an account, or new observations of it", _account),
    Entry("add", "take files and folders into a case", _add),
    Entry("watch", "take files into a case as they come into a folder, until Ctrl+C", _watch),
    Entry("capture", "capture pages of the web with a clean browser", _capture),
    Entry("targets", "keep a list of addresses, and capture them one after another", _targets),
    Entry("import", "take a platform's own export into a case, and read it", _import),
    Entry("screenshot", "take a picture of the screen into a case, or check what can be taken here", _screenshot),
    Entry("list", "list accounts, captures, events or records", _list),
    Entry("search", "find captures and records by words", _search),
    Entry("id", "read an address, an identifier or a file name", _id),
    Entry("describe", "say account, address or note of captures afterwards", _describe),
    Entry("review", "mark captures fit, or not fit, for a profile", _review),
    Entry("withdraw", "withdraw a capture with a reason", _withdraw),
    Entry("stamp", "prove the time of the newest checkpoint", _stamp),
    Entry("export", "make a signed pack", _export),
    Entry("verify", "check a pack or a case", _verify),
    Entry("doctor", "see whether a case and this computer are in working order", _doctor),
    Entry("practice", "make a practice case and a pack of each profile", _practice),
)
