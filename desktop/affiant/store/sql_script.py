"""Running several SQL statements inside the transaction that is open."""

from __future__ import annotations

import sqlite3


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Execute every statement of a script.

    `sqlite3.Connection.executescript` commits first, which would tear a migration out of its transaction.

    Args:
        connection: with ``isolation_level=None``.
        script: statements, each ended by a semicolon at the end of a line; triggers may hold semicolons.

    Raises:
        ValueError: the last statement does not end.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    if statement.strip():
        raise ValueError("the last statement of an SQL script does not end")
