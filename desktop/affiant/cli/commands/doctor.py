"""``affiant doctor``: is everything in working order?"""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal, shown
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.core.verdict import State
from affiant.workflow.condition import examine_condition
from affiant.workflow.system import System

_STATUS = {State.FAIL: ExitStatus.FAILED_VERIFICATION, State.UNKNOWN: ExitStatus.INCOMPLETE}


class DoctorCommand:
    """See whether a case and this computer are in working order; changes nothing."""

    name = "doctor"
    summary = "see whether a case and this computer are in working order"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, nargs="?", metavar="CASE")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        findings = examine_condition(system, options.case, terminal.progress)
        terminal.show(
            [one.to_json() for one in findings],
            lambda: "\n".join(
                f"{one.outcome.upper():<8} {one.check:<18} {one.detail}"
                + (f" [{shown(one.subject)}]" if one.subject else "")
                for one in findings
            ),
        )
        outcomes = {one.outcome for one in findings}
        return next((status for state, status in _STATUS.items() if state in outcomes), ExitStatus.DONE)
