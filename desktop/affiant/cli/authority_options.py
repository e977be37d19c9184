"""Options of the commands that ask a time-stamping authority."""

from __future__ import annotations

import argparse

from affiant.cli.words import path
from affiant.workflow.authorities import Authority, configured_authorities
from affiant.workflow.system import System


def add_authority_options(parser: argparse.ArgumentParser) -> None:
    """Options that name a time-stamping authority for this one run."""
    parser.add_argument("--authority", metavar="URL", help="time-stamping authority (RFC 3161) to ask")
    parser.add_argument(
        "--authority-root", type=path, metavar="PEM", help="its root certificate, got from its operator"
    )


def chosen_authorities(options: argparse.Namespace, system: System) -> tuple[Authority, ...]:
    """The authority of this run, else those of the profile. A root alone serves to check a reply from a courier."""
    if options.authority is None and options.authority_root is None:
        return configured_authorities(system)
    return (Authority.from_files(options.authority or "", options.authority_root),)
