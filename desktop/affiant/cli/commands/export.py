"""``affiant export``: a signed pack."""

from __future__ import annotations

import argparse

from affiant.cli.authority_options import add_authority_options, chosen_authorities
from affiant.cli.command import Terminal, shown
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.core.identity import fingerprint_words
from affiant.workflow.cases import open_case
from affiant.workflow.export_pack import LANGUAGES, ExportOrder, export_pack, profile_keys
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import System


class ExportCommand:
    """Make a signed pack."""

    name = "export"
    summary = "make a signed pack"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("case", type=path, metavar="CASE")
        parser.add_argument("profile", choices=profile_keys(), metavar="PROFILE", help=", ".join(profile_keys()))
        parser.add_argument("out", type=path, metavar="OUT", help="new folder, or a name that ends in .zip")
        parser.add_argument(
            "--captures", nargs="+", metavar="CAPTURE", help="ids or numbers, also with commas; all without it"
        )
        parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of the dossier")
        add_authority_options(parser)

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        identity = unlock_identity(system)
        order = ExportOrder(
            profile=options.profile,
            out=options.out,
            captures=_chosen(options.captures),
            language=options.language,
            authorities=chosen_authorities(options, system),
        )
        with open_case(system, identity, options.case) as case:
            outcome = export_pack(system, case, identity, order, terminal.progress)
        terminal.show(
            {
                "pack": str(outcome.pack),
                "files": outcome.files,
                "captures": outcome.captures,
                "of": outcome.of,
                "fingerprint": outcome.fingerprint,
                "time": outcome.time,
            },
            lambda: (
                f"Pack         {shown(outcome.pack)}\n"
                f"Shows        {outcome.captures} of {outcome.of} captures, {outcome.files} files\n"
                f"Fingerprint  {' '.join(fingerprint_words(outcome.fingerprint))}\n"
                f"             {outcome.fingerprint}\n"
                f"Time         {outcome.time_text}\n"
                "The pack was opened again and verified before this was said."
            ),
        )
        return ExitStatus.DONE


def _chosen(words: list[str] | None) -> tuple[str, ...] | None:
    return tuple(one for word in words for one in word.split(",") if one) if words else None
