"""``affiant review``: a person says that captures are fit, or not fit, to be shown."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.core.pack_format import PROFILES
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.reviews import mark_fit
from affiant.workflow.system import System


class ReviewCommand:
    """Mark captures fit, or not fit, for a profile."""

    name = "review"
    summary = "mark captures fit, or not fit, for a profile"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("captures", nargs="+", metavar="CAPTURE", help="id (C00001) or number")
        verdict = parser.add_mutually_exclusive_group(required=True)
        verdict.add_argument("--fit", choices=PROFILES, metavar="PROFILE", help="fit to be shown under this profile")
        verdict.add_argument("--unfit", choices=PROFILES, metavar="PROFILE", help="not fit for it")
        parser.add_argument("--note", metavar="N", help="note that goes into the ledger")

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        profile = options.fit or options.unfit
        with open_case(system, unlock_identity(system), options.case) as case:
            mark_fit(case, options.captures, profile, fit=options.fit is not None, note=options.note)
        terminal.show(
            {"captures": options.captures, "profile": profile, "fit": options.fit is not None},
            lambda: f"{len(options.captures)} marked {'fit' if options.fit else 'not fit'} for {profile}.",
        )
        return ExitStatus.DONE
