"""``affiant identity``: the keys that sign."""

from __future__ import annotations

import argparse

from affiant.cli.command import NAME_QUESTION, Terminal, shown
from affiant.cli.words import path, repeat_common
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.identity import PublicIdentity, ssh_fingerprint, ssh_public_line
from affiant.export.qr_modules import qr_modules
from affiant.workflow.identities import create_identity, export_trust_file, public_identity
from affiant.workflow.system import System


class IdentityCommand:
    """Make, show or export the identity."""

    name = "identity"
    summary = "make, show or export the keys that sign"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="new|show|export")
        new = actions.add_parser("new", help="make the keys; nothing is asked but the name")
        new.add_argument("given_name", nargs="?", metavar="NAME", help="your name, or your unit's")
        new.add_argument("--name", dest="named", metavar="NAME", help="the same as an option")
        show = actions.add_parser("show", help="show name, fingerprint and public keys")
        show.add_argument("--qr", action="store_true", help="the fingerprint as a QR code as well")
        export = actions.add_parser("export", help="write the public trust file for 'verify --trust'")
        export.add_argument("file", type=path, metavar="FILE")
        for action in actions.choices.values():
            repeat_common(action)

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        if options.action == "new":
            name = options.named or options.given_name
            if name is None and terminal.ask is not None:
                name = terminal.ask(NAME_QUESTION)
            if not name:
                raise AffiantError(
                    "name-missing", "An identity needs a name", remedy="Give it: affiant identity new --name NAME"
                )
            identity = create_identity(system, name).public
        else:
            identity = public_identity(system)
        if options.action == "export":
            export_trust_file(system, options.file)
            terminal.show(
                {"file": str(options.file), "fingerprint_sha256": identity.fingerprint},
                lambda: (
                    f"Public trust file written: {shown(options.file)}\n"
                    "Give it to recipients by another way than the pack."
                ),
            )
            return ExitStatus.DONE
        code = "\n" + _qr(identity.fingerprint) if getattr(options, "qr", False) else ""
        terminal.show(_document(identity), lambda: _text(identity) + code)
        return ExitStatus.DONE


def _qr(fingerprint: str) -> str:
    """Two rows of modules in one line of text; light modules are drawn, as terminals are mostly dark."""
    rows = [[not dark for dark in row] for row in qr_modules(fingerprint.upper())]
    rows += [[True] * len(rows[0])] * (len(rows) % 2)
    blocks = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    return "\n".join(
        "".join(blocks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _document(identity: PublicIdentity) -> dict[str, str]:
    return {
        "name": identity.name,
        "fingerprint_words": " ".join(identity.words),
        "fingerprint_sha256": identity.fingerprint,
        "ssh_public_key": ssh_public_line(identity.ed25519),
        "certificate_pem": identity.certificate_pem,
    }


def _text(identity: PublicIdentity) -> str:
    return (
        f"Name          {shown(identity.name)}\n"
        f"Fingerprint   {' '.join(identity.words[:6])}\n"
        f"              {' '.join(identity.words[6:])}\n"
        f"  in hex      {identity.fingerprint}\n"
        f"SSH key       {ssh_public_line(identity.ed25519)}\n"
        f"              {ssh_fingerprint(identity.ed25519)}\n"
        "Publish these words where recipients can compare them: letterhead, web page, telephone."
    )
