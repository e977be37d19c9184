"""``affiant account``: accounts and dated observations of them."""

from __future__ import annotations

import argparse

from affiant.cli.command import Terminal, shown
from affiant.cli.documents import account_document
from affiant.cli.words import path
from affiant.core.errors import ExitStatus
from affiant.core.platforms import TITLES, parse_account
from affiant.workflow.accounts import AccountForm, add_account
from affiant.workflow.cases import open_case
from affiant.workflow.identities import unlock_identity
from affiant.workflow.system import System


class AccountCommand:
    """Add an account, or new observations of it."""

    name = "account"
    summary = "add an account, or new observations of it"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="add")
        add = actions.add_parser("add", help="add an account; what it says of itself is kept with the date")
        add.add_argument("case", type=path, metavar="CASE")
        add.add_argument("account", metavar="PLATFORM:@HANDLE")
        add.add_argument("--id", default="", metavar="ID", help="the platform's own number, kept as text")
        add.add_argument("--url", default="", metavar="URL", help="address of the profile page")
        add.add_argument("--name", default="", metavar="NAME", help="display name")
        add.add_argument("--bio", default="", metavar="TEXT", help="description on the profile page")
        add.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        add.add_argument("--batch", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        add.add_argument("--passphrase-file", type=path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        platform, handle = parse_account(options.account)
        form = AccountForm(platform, handle, options.id, options.url, options.name, options.bio)
        with open_case(system, unlock_identity(system), options.case) as case:
            account = add_account(case, form)
        terminal.show(
            account_document(account),
            lambda: f"{account.id}  {TITLES[account.platform]}  @{shown(account.latest('handle'))}",
        )
        return ExitStatus.DONE
