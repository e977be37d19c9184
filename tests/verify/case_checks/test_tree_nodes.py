from __future__ import annotations

from tests.fakes.case_maker import MadeCase
from tests.fakes.verdicts import assert_only


def test_an_altered_node_is_found(made: MadeCase) -> None:
    made.alter("UPDATE node SET hash = zeroblob(32) WHERE level = 1 AND idx = 0")
    assert_only(made.judge(), "tree-nodes", "node 1/0")


def test_a_missing_node_is_found(made: MadeCase) -> None:
    made.alter("DELETE FROM node WHERE level = 2 AND idx = 0")
    assert_only(made.judge(), "tree-nodes", "level 2")


def test_a_node_too_many_is_found(made: MadeCase) -> None:
    made.alter("INSERT INTO node VALUES (9, 0, zeroblob(32))")
    assert_only(made.judge(), "tree-nodes", "node 9/0")
